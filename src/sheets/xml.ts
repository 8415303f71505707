/** XML as it is met in office files: element by element, entities of its own never expanded. */
import { Parser } from 'saxen';
import { ContainerFault } from './fault.ts';

/** Names come without the prefix of their namespace, which writers choose as they like. */
export interface Heard {
  open?: (name: string, attribute: (name: string) => string | undefined) => void;
  /** Of every element, also of one that closes itself. */
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** @throws ContainerFault */
export function readXml(xml: string, { open, close, text }: Heard): void {
  const parser = new Parser()
    .on('openTag', (name, attributes, decode) => {
      open?.(local(name), (wanted) => {
        const found = Object.entries(attributes()).find(([attribute]) => local(attribute) === wanted);
        return found && decode(found[1]);
      });
    })
    .on('closeTag', (name) => close?.(local(name)))
    .on('text', (value, decode) => text?.(decode(value)))
    .on('cdata', (value) => text?.(value))
    .on('error', (error) => {
      throw new ContainerFault('malformed', { cause: error });
    });
  // At once: parsed piece by piece, a token without an end would be looked at again with every piece.
  parser.parse(xml);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
