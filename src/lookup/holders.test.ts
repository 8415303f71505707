import { beforeAll, expect, test } from 'vitest';
import { ingest } from '../ingest/ingest.ts';
import { createRegister } from '../register/register.ts';
import { seeded } from '../../tests/helpers/shuffle.ts';
import { cutOf } from './cut.ts';
import { Holders } from './holders.ts';
import { MOST, Ranking, type Candidate } from './ranking.ts';
import { parseRow, rowLine } from './rows.ts';
import { queryOf } from './score.ts';
import { decodeSounds, type SoundTable } from './sound.ts';
import { encodeSounds } from './sound-table.ts';
import { subjectsOf } from './subjects.ts';
import { AS_OF } from './testing.ts';
import { cutNames } from './words.ts';

let candidates: Candidate[];
let sounds: SoundTable;

beforeAll(() => {
  const names = subjectsOf(createRegister(ingest('data', { asOf: AS_OF }))).flatMap((subject) =>
    subject.names.map(({ name }) => name),
  );
  candidates = [...new Set(names)].map((name) => {
    const line = rowLine({ words: cutNames([name]).next().value!, role: 'name', standing: 'normal' });
    const row = parseRow(line);
    return { line, row, cut: cutOf(row.words) };
  });
  sounds = decodeSounds(encodeSounds(new Set(names.join(''))));
});

test('names that are left out would have answered nothing', () => {
  const random = seeded(11);
  const pick = <T>(all: readonly T[] | string): T => all[Math.floor(random.next() * all.length)] as T;
  const holders = new Holders(
    candidates.map(({ cut }) => cut),
    sounds,
  );
  const characters = candidates.map(({ cut }) => cut.key).join('');
  for (let i = 0; i < 600; i++) {
    const name = pick(candidates).row.name;
    const other = pick(candidates).row.name;
    const at = Math.floor(random.next() * name.length);
    const text = [
      name,
      name.slice(0, at) + pick<string>(characters) + name.slice(at + 1),
      name.slice(0, at) + name.slice(at + 1),
      name.slice(0, name.length / 2) + other.slice(other.length / 2),
      name.slice(at, at + 4),
      [...name].filter((_, place) => place % 2 === 0).join(''),
      `${other.slice(0, 2)} ${name.slice(at)}`,
      name.slice(0, at) + pick<string>(characters) + pick<string>(characters) + name.slice(at + 2),
      'yinyuexiehui',
    ][i % 9]!;
    for (const [isFound, most] of [
      [false, MOST],
      [true, MOST],
      [false, 1],
    ] as const) {
      const [all, few] = [undefined, holders].map((shortcut) => {
        const ranking = new Ranking(queryOf(text), sounds, isFound, most);
        ranking.add(candidates, shortcut);
        return { best: ranking.best(), containing: ranking.containing, isGood: ranking.isGood };
      });
      expect(few, text).toEqual(all);
    }
  }
});
