/** The 6,763 characters of GB 2312, in its order. For scripts and the build: no browser needs the list. */

const ROWS = { first: 0xb0, last: 0xf7 };
const CELLS = { first: 0xa1, last: 0xfe };

/** The characters of the first level are those in everyday use. */
const FIRST_LEVEL = 3755;

let characters: readonly string[] | undefined;

export function gb2312Characters(): readonly string[] {
  characters ??= decodeAll();
  return characters;
}

let firstLevel: ReadonlySet<string> | undefined;

export function isFirstLevel(character: string): boolean {
  firstLevel ??= new Set(gb2312Characters().slice(0, FIRST_LEVEL));
  return firstLevel.has(character);
}

function decodeAll(): string[] {
  const bytes: number[] = [];
  for (let row = ROWS.first; row <= ROWS.last; row++) {
    for (let cell = CELLS.first; cell <= CELLS.last; cell++) bytes.push(row, cell);
  }
  // Five cells at the end of the first level are empty.
  return [...new TextDecoder('gbk').decode(new Uint8Array(bytes))].filter((character) =>
    /\p{Script=Han}/u.test(character),
  );
}
