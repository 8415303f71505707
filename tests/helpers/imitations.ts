/** Registered names changed as imitations change them, to measure how many are found again. */
import { nameParts, placeOf } from '../../src/domain/name-parts.ts';
import type { LikenessTables } from '../../src/domain/likeness.ts';
import { Random } from '../../src/sample/random.ts';

export interface Imitation {
  name: string;
  /** The registered name it was made from. */
  of: string;
  change: string;
}

const FORMS = '协会 学会 研究会 联合会 促进会 总会 商会 联盟 委员会 基金会 中心 研究院'.split(' ');
const PREFIXES = '中国 中华 全国 国际 世界 华夏'.split(' ');
const COMMON = '行业 管理 事业 发展 艺术 现代 产业 文化'.split(' ');

/** As many for each kind of change; none that bears a registered name. */
export function imitationsOf(
  registered: readonly string[],
  count: number,
  seed: number,
  tables: LikenessTables,
): Imitation[] {
  const random = new Random(seed, 1, 0);
  const taken = new Set(registered);
  const characters = [...new Set(registered.join(''))].filter((character) => /\p{Script=Han}/u.test(character));
  const changes = changesWith(random, characters, tables);
  const kinds = Object.keys(changes);
  const imitations: Imitation[] = [];
  while (imitations.length < count) {
    const change = kinds[imitations.length % kinds.length]!;
    const of = random.pick(registered);
    const name = changes[change]!(of);
    if (name === undefined || taken.has(name)) continue;
    taken.add(name);
    imitations.push({ name, of, change });
  }
  return imitations;
}

function changesWith(
  random: Random,
  characters: readonly string[],
  tables: LikenessTables,
): Record<string, (name: string) => string | undefined> {
  /** The name with some stretch of its own part replaced, which places, prefixes and forms are not. */
  const replaceIn = (name: string, length: number, by: (old: string) => string | undefined) => {
    const { core, ...parts } = nameParts(name, tables.places);
    const start = placeOf({ core, ...parts }).length + parts.prefix.length;
    if (core.length < Math.max(2, length)) return undefined;
    const at = start + random.int(0, core.length - Math.max(1, length));
    const replacement = by(name.slice(at, at + length));
    return replacement === undefined ? undefined : name.slice(0, at) + replacement + name.slice(at + length);
  };
  const another = (old: string, isFit: (other: string) => boolean) => {
    const fit = characters.filter((other) => other !== old && isFit(other));
    return fit.length === 0 ? undefined : random.pick(fit);
  };
  return {
    homophone: (name) => replaceIn(name, 1, (old) => another(old, (other) => tables.soundsAlike(old, other))),
    shape: (name) => replaceIn(name, 1, (old) => another(old, (other) => tables.looksAlike(old, other))),
    character: (name) => replaceIn(name, 1, (old) => another(old, () => true)),
    added: (name) => replaceIn(name, 0, () => random.pick(characters)),
    omitted: (name) => replaceIn(name, 1, () => ''),
    swapped: (name) => replaceIn(name, 2, (old) => old[1]! + old[0]!),
    common: (name) => replaceIn(name, 0, () => random.pick(COMMON)),
    form: (name) => {
      const { form } = nameParts(name, tables.places);
      return form.length < 2 ? undefined : name.slice(0, -form.length) + random.pick(FORMS);
    },
    prefix: (name) => {
      const { places, prefix } = nameParts(name, tables.places);
      const at = places.reduce((sum, place) => sum + place.name.length, 0);
      return name.slice(0, at) + random.pick(PREFIXES) + name.slice(at + prefix.length);
    },
  };
}
