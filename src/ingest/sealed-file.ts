/** Files of our own: replaced whole or not at all, and known to be as they were written. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/**
 * For what can be made again: a process that is killed meanwhile may leave none.
 *
 * @param value plain data
 * @param seal what the bytes hang on besides: other code, or a file in the place of another, may mean something else by them
 */
export function writeSealed(file: string, value: unknown, seal: string): void {
  // Over a file that is there, ext4 renames only what it has brought to the disk.
  replaceFile(file, sealed(value, seal), interimOf(file), () => rmSync(file, { recursive: true, force: true }));
}

/** The same on another thread: the value as it is now. */
export async function writeSealedAside(file: string, value: unknown, seal: string): Promise<void> {
  const parts = sealed(value, seal);
  const interim = interimOf(file);
  try {
    await rm(interim, { recursive: true, force: true });
    for (const part of parts) await writeFile(interim, part, { flag: 'a' });
    await rm(file, { recursive: true, force: true });
    await rename(interim, file);
  } catch (error) {
    rmSync(interim, { recursive: true, force: true });
    throw error;
  }
}

function sealed(value: unknown, seal: string): Uint8Array[] {
  const content = serialize(value);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(sumOf(content, seal));
  return [head, content];
}

/**
 * A process that is killed meanwhile leaves the file as it was, or as it shall be.
 *
 * @param parts one after the other
 * @param interim where they are written first, on the same disk
 * @param whenWritten called when all of them are, before they come into their place
 */
export function replaceFile(
  file: string,
  parts: readonly (Uint8Array | string)[],
  interim: string = interimOf(file),
  whenWritten: () => void = () => {},
): void {
  try {
    rmSync(interim, { recursive: true, force: true });
    for (const part of parts) writeFileSync(interim, part, { flag: 'a' });
    whenWritten();
    renameSync(interim, file);
  } catch (error) {
    rmSync(interim, { recursive: true, force: true });
    throw error;
  }
}

export function interimOf(file: string): string {
  return `${file}.new`;
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
