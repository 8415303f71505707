/** Runs of numbers as letters: capitals for the digits in front, a small letter for the last one. Made to be compressed. */

const BASE = 26;
const CAPITAL_A = 65;
const SMALL_A = 97;

export function numberLetters(value: number): string {
  let letters = String.fromCharCode(SMALL_A + (value % BASE));
  for (let rest = Math.floor(value / BASE); rest > 0; rest = Math.floor(rest / BASE)) {
    letters = String.fromCharCode(CAPITAL_A + (rest % BASE)) + letters;
  }
  return letters;
}

export function readNumbers(letters: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  for (let i = 0; i < letters.length; i++) {
    const unit = letters.charCodeAt(i);
    if (unit < SMALL_A) {
      value = value * BASE + unit - CAPITAL_A;
    } else {
      numbers.push(value * BASE + unit - SMALL_A);
      value = 0;
    }
  }
  return numbers;
}

/** Characters of the basic plane in ascending order (or equal), as the steps between their code units. */
export function ascendingLetters(characters: readonly string[]): string {
  let last = 0;
  return characters
    .map((character) => {
      const step = character.charCodeAt(0) - last;
      last += step;
      return numberLetters(step);
    })
    .join('');
}

export function readAscending(letters: string): string[] {
  let unit = 0;
  return readNumbers(letters).map((step) => String.fromCharCode((unit += step)));
}

/** Characters of the basic plane in any order; a step back is an odd number. */
export function wanderingLetters(characters: readonly string[]): string {
  let last = 0;
  return characters
    .map((character) => {
      const step = character.charCodeAt(0) - last;
      last += step;
      return numberLetters(step < 0 ? -2 * step - 1 : 2 * step);
    })
    .join('');
}

export function readWandering(letters: string): string[] {
  let unit = 0;
  return readNumbers(letters).map((step) => String.fromCharCode((unit += step % 2 === 0 ? step / 2 : -(step + 1) / 2)));
}

/** Groups in ascending order, the characters of each ascending too: steps between the first ones, then inside a group. */
export function groupLetters(groups: readonly string[]): string {
  let first = 0;
  return groups
    .map((group) => {
      let last = first;
      first = group.charCodeAt(0);
      return [...group]
        .map((character) => {
          const step = character.charCodeAt(0) - last;
          last += step;
          return numberLetters(step);
        })
        .join('');
    })
    .join(' ');
}

export function readGroups(letters: string): string[][] {
  let first = 0;
  return letters.split(' ').map((group) => {
    const steps = readNumbers(group);
    let unit = first;
    first += steps[0]!;
    return steps.map((step) => String.fromCharCode((unit += step)));
  });
}
