/** Members of a ZIP file. Sizes that the file claims are not believed: each member is unpacked up to a limit. */
import { ContainerFault } from './fault.ts';

export interface ZipMember {
  isPacked: boolean;
  bytes: Uint8Array<ArrayBuffer>;
}

const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/**
 * The members by name in lower case.
 *
 * @throws ContainerFault
 */
export function zipMembers(bytes: Uint8Array<ArrayBuffer>): Map<string, ZipMember> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members = new Map<string, ZipMember>();
  try {
    const end = findEnd(view);
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== ENTRY) throw new ContainerFault('damaged');
      const flags = view.getUint16(at + 8, true);
      const method = view.getUint16(at + 10, true);
      const size = view.getUint32(at + 20, true);
      const nameLength = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength));
      if ((flags & ENCRYPTED) !== 0) throw new ContainerFault('locked');
      const start = contentStart(view, view.getUint32(at + 42, true));
      const isWhole = start + size <= bytes.length;
      if (isWhole && (method === STORED || method === DEFLATED))
        members.set(name.toLowerCase(), {
          isPacked: method === DEFLATED,
          bytes: bytes.subarray(start, start + size),
        });
      at += ENTRY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch (error) {
    // What points beyond the end of the file.
    throw error instanceof RangeError ? new ContainerFault('damaged') : error;
  }
  return members;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) if (view.getUint32(at, true) === END) return at;
  throw new ContainerFault('damaged');
}

function contentStart(view: DataView, local: number): number {
  if (view.getUint32(local, true) !== LOCAL) throw new ContainerFault('damaged');
  return local + LOCAL_SIZE + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
}

/**
 * The text of a member.
 *
 * @param most bytes; a member that has more is refused, whatever the file says of its size
 * @throws ContainerFault
 */
export async function readMember(member: ZipMember, most: number): Promise<string> {
  const pieces: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const blob = new Blob([member.bytes]).stream();
  const reader = (member.isPacked ? blob.pipeThrough(new DecompressionStream('deflate-raw')) : blob).getReader();
  try {
    for (let size = 0; ;) {
      const { done, value } = await damagedIfFails(reader.read());
      if (done) break;
      size += value.length;
      if (size > most) throw new ContainerFault('too-large');
      pieces.push(decode(decoder, value));
    }
    pieces.push(decode(decoder));
    return pieces.join('');
  } finally {
    // The rest of a member that is refused is not unpacked.
    reader.cancel().catch(() => {});
  }
}

async function damagedIfFails<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new ContainerFault('damaged', { cause: error });
  }
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (error) {
    throw new ContainerFault('damaged', { cause: error });
  }
}
