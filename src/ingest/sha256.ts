import { hash, subtle } from 'node:crypto';

export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

/** The same on another thread, for bytes that do not change meanwhile. */
export async function sha256Aside(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex');
}

/** Bytes from which that pays. */
export const WORTH_A_THREAD = 1_000_000;
