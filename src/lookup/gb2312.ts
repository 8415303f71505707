/** The 6,763 characters of GB 2312, in its order. For scripts and the build: no browser needs the list. */

const ROWS = { first: 0xb0, last: 0xf7 };
const CELLS = { first: 0xa1, last: 0xfe };

let characters: readonly string[] | undefined;

export function gb2312Characters(): readonly string[] {
  characters ??= decodeAll();
  return characters;
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
