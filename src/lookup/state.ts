/** What a run leaves for the next one, as bytes: named parts behind a digest of them all. Build only. */
import { hash } from 'node:crypto';

/** Raised when a part gets another meaning. */
const STATE_FORMAT = 1;

const PARTS = [
  'settings',
  'figures',
  'digests',
  'codes',
  'counts',
  'hashes',
  'rows',
  'lines',
  'initials',
  'hot',
  'blocks',
  'files',
] as const;

/** The parts of a state; whoever fills one knows how to read it. */
export type State = Record<(typeof PARTS)[number], Uint8Array>;

/** What nobody can build upon. */
export const NO_STATE = Object.fromEntries(PARTS.map((part) => [part, new Uint8Array()])) as unknown as State;

const DIGEST = 32;
const HEAD = DIGEST + 4 + 4 * PARTS.length;

export function encodeState(state: State): Uint8Array {
  const parts = PARTS.map((part) => state[part]);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, HEAD));
  const head = new DataView(bytes.buffer);
  head.setUint32(DIGEST, STATE_FORMAT);
  let at = HEAD;
  for (const [i, part] of parts.entries()) {
    head.setUint32(DIGEST + 4 + 4 * i, part.length);
    bytes.set(part, at);
    at += part.length;
  }
  bytes.set(digestOf(bytes));
  return bytes;
}

/** @returns undefined for what is damaged, cut off or of another format */
export function decodeState(bytes: Uint8Array): State | undefined {
  if (bytes.length < HEAD) return undefined;
  const head = new DataView(bytes.buffer, bytes.byteOffset);
  if (head.getUint32(DIGEST) !== STATE_FORMAT || !digestOf(bytes).equals(bytes.subarray(0, DIGEST))) return undefined;
  let at = HEAD;
  const parts = PARTS.map((part, i) => {
    const start = at;
    at += head.getUint32(DIGEST + 4 + 4 * i);
    return [part, bytes.subarray(start, at)];
  });
  return at === bytes.length ? (Object.fromEntries(parts) as State) : undefined;
}

function digestOf(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes.subarray(DIGEST), 'buffer');
}

/** Texts without line breaks, half characters become others: see `isSound`. */
export function encodeTexts(texts: readonly string[]): Uint8Array {
  return Buffer.from(texts.length === 0 ? '' : `${texts.join('\n')}\n`);
}

export function decodeTexts(bytes: Uint8Array): string[] {
  const texts = textOf(bytes).split('\n');
  texts.pop();
  return texts;
}

/** Whether the texts come back as they are. */
export function isSound(texts: readonly string[]): boolean {
  // Apart, so that two halves do not make a character.
  const text = texts.join(' ');
  return text.isWellFormed() && !text.includes('\n');
}

export function encodeJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

export function decodeJson(bytes: Uint8Array): unknown {
  return JSON.parse(textOf(bytes));
}

export function encodeNumbers({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export function decodeNumbers(bytes: Uint8Array): Uint32Array {
  // A copy, since numbers must begin at a multiple of four bytes. The slice of a Buffer would be none.
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
