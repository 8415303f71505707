/** A set of names as a file, so that a process can have the names without having made them. */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Illegal, NameSet, Organisation } from './names.ts';

export type Names = Pick<NameSet, 'organisations' | 'illegal'>;

interface StoredIllegal extends Omit<Illegal, 'resembles'> {
  /** Its place among the organisations. */
  readonly resembles: number | undefined;
}

/** One body a line; how many are organisations stands on the first. */
export function writeNames(path: string, { organisations, illegal }: Names): void {
  const places = new Map(organisations.map((organisation, place) => [organisation, place]));
  const file = openSync(path, 'w');
  const write = (lines: readonly unknown[]) =>
    writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  write([organisations.length]);
  for (let at = 0; at < organisations.length; at += BLOCK) write(organisations.slice(at, at + BLOCK));
  write(illegal.map((body): StoredIllegal => ({ ...body, resembles: body.resembles && places.get(body.resembles) })));
  closeSync(file);
}

const BLOCK = 10_000;

export async function readNames(path: string): Promise<Names> {
  const organisations: Organisation[] = [];
  const stored: StoredIllegal[] = [];
  let count: number | undefined;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const value: unknown = JSON.parse(line);
    if (count === undefined) count = value as number;
    else if (organisations.length < count) organisations.push(value as Organisation);
    else stored.push(value as StoredIllegal);
  }
  const illegal = stored.map(({ resembles, ...body }) => ({
    ...body,
    resembles: resembles === undefined ? undefined : organisations[resembles],
  }));
  return { organisations, illegal };
}
