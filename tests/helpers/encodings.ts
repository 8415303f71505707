/** Text in the encodings that spreadsheets save; Node itself only reads them. */

let table: ReadonlyMap<string, number> | undefined;

/** @throws when a character is not among those of one or two bytes, which are all that the test data use */
export function toGb18030(text: string): Uint8Array {
  table ??= twoByteCharacters();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new Error(`«${character}» has no two-byte form in GB 18030.`);
  }
  return Uint8Array.from(bytes);
}

export function toUtf16(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}

function twoByteCharacters(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const characters = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== '\uFFFD') characters.set(character, (lead << 8) | trail);
    }
  }
  return characters;
}
