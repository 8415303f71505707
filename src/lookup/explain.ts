/** Why a name is among the results, and which of its characters say so. */
import { lookupKey } from './normalise.ts';
import { abbreviationOf, findSounds, isInitial, isSyllable, wordsIn, type Query } from './score.ts';
import { ALIKE, SlipMeter, slipsOf, soundAlike, type Slip } from './slips.ts';
import type { Cut } from './keys.ts';
import type { SoundTable } from './sound.ts';
import type { Result, Rule } from './types.ts';

type Stretch = readonly [start: number, end: number];
type Explanation = Pick<Result, 'why' | 'marks' | 'differences'>;

/** @param name as published */
export function explain(query: Query, name: string, cut: Cut, rule: Rule, sounds: SoundTable): Explanation {
  const at = offsets(name, cut.key);
  const told = (text: string, marks: readonly Stretch[], differences: readonly Stretch[] = []): Explanation => ({
    why: { rule, text },
    marks: joined(marks.flatMap((stretch) => at(stretch))),
    differences: joined(differences.flatMap((stretch) => at(stretch))),
  });
  switch (rule) {
    case 'contained': {
      const start = cut.key.indexOf(query.key);
      return told('名称里有这几个字', [[start, start + query.key.length]]);
    }
    case 'words':
    case 'parts':
      return told(
        '名称里有这几个词',
        wordsIn(query, cut.key).map((word) => [cut.key.indexOf(word), cut.key.indexOf(word) + word.length]),
      );
    case 'pinyin': {
      const stretches = query.readings.flatMap((reading): Stretch[] => {
        const start = findSounds(reading, cut.key, isSyllable, sounds);
        return start < 0 ? [] : [[start, start + reading.length]];
      });
      return told('拼音一致', stretches.slice(0, 1));
    }
    case 'initials': {
      const start = findSounds([...query.letters], cut.key, isInitial, sounds);
      return told('拼音首字母一致', [[start, start + query.letters.length]]);
    }
    case 'abbreviation':
      return told(
        '可能是它的简称',
        (abbreviationOf(query.key, cut)?.places ?? []).map((place) => [place, place + 1]),
      );
    case 'one-slip':
    case 'slips': {
      const { slips, isPart } = bestSlips(query.key, cut.key, sounds);
      const wrong = slips.filter((slip) => slip.kind !== 'same');
      const text = wrong.length === 1 ? inWords(wrong[0]!, query.key, cut.key, sounds) : `有${wrong.length}处不同`;
      return told(
        isPart ? `名称的一部分：${text}` : text,
        slips.filter((slip) => slip.kind === 'same').map((slip) => [slip.name, slip.name + 1]),
        wrong.flatMap((slip) => differing(slip)),
      );
    }
    case 'overlap':
      return told(
        '有几个字相同',
        [...cut.key].flatMap((character, i): Stretch[] => (query.key.includes(character) ? [[i, i + 1]] : [])),
      );
    case 'exact':
    case 'code':
    case 'code-prefix':
      return told('名称一致', [[0, cut.key.length]]);
  }
}

/** The slips of the whole name, or of the part of it that is nearer. */
function bestSlips(query: string, name: string, sounds: SoundTable): { slips: Slip[]; isPart: boolean } {
  const meter = new SlipMeter(query, sounds);
  const isPart = meter.cost(name, true, query.length) + ALIKE < meter.cost(name, false, query.length);
  return { slips: slipsOf(query, name, isPart, sounds), isPart };
}

function inWords(slip: Slip, query: string, name: string, sounds: SoundTable): string {
  const typed = query.charAt(slip.query);
  const here = name.charAt(slip.name);
  switch (slip.kind) {
    case 'other':
      return `${soundAlike(typed, here, sounds) ? '同音字' : '一字不同'}：您写的是「${typed}」，这里是「${here}」`;
    case 'extra':
      return `您多写了「${typed}」`;
    case 'missing':
      return `这里多一个「${here}」`;
    case 'swap':
      return `两字次序不同：这里是「${name.slice(slip.name, slip.name + 2)}」`;
    case 'same':
      return '名称一致';
  }
}

function differing(slip: Slip): Stretch[] {
  if (slip.kind === 'extra') return [];
  return [[slip.name, slip.name + (slip.kind === 'swap' ? 2 : 1)]];
}

/** From stretches of the normalised name to stretches of the published one; empty when they cannot be matched. */
function offsets(name: string, key: string): (stretch: Stretch) => Stretch[] {
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const character of name) {
    for (let i = 0; i < lookupKey(character).length; i++) {
      from.push(at);
      to.push(at + character.length);
    }
    at += character.length;
  }
  if (from.length !== key.length) return () => [];
  return ([start, end]) => (start < 0 || end <= start ? [] : [[from[start]!, to[end - 1]!]]);
}

/** Stretches in order, those that meet put together. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: [number, number][] = [];
  for (const [start, end] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
