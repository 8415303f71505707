/** Files of our own: replaced whole or not at all, and known to be as they were written. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/**
 * @param value plain data
 * @param seal what the bytes hang on besides: other code, or a file in the place of another, may mean something else by them
 */
export function writeSealed(file: string, value: unknown, seal: string): void {
  const content = serialize(value);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(sumOf(content, seal));
  try {
    writeFileSync(`${file}.tmp`, head);
    writeFileSync(`${file}.tmp`, content, { flag: 'a' });
    renameSync(`${file}.tmp`, file);
  } catch (error) {
    rmSync(`${file}.tmp`, { recursive: true, force: true });
    throw error;
  }
}

/** @returns `undefined` when there is no such file, or it is damaged, or bears another seal */
export function readSealed<T>(file: string, seal: string): T | undefined {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(4);
    return sumOf(content, seal) === bytes.readUInt32LE(0) ? (deserialize(content) as T) : undefined;
  } catch {
    return undefined;
  }
}

function sumOf(content: Uint8Array, seal: string): number {
  return crc32(content, crc32(seal));
}
