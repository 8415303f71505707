/** The latest changes of the lists, each as a sentence. */
import { startOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { ABNORMAL_GROUNDS, SERIOUS_GROUNDS } from '../domain/listing.ts';
import { plainGround } from '../domain/sentences.ts';
import type { Register } from './register.ts';
import { urls } from './urls.ts';

export interface Change {
  on: IsoDate;
  sentence: string;
  href: string;
}

/** The newest `count` entries and removals of the two credit lists and publications of the illegal lists. */
export function latestChanges(register: Register, count: number): Change[] {
  const changes: Change[] = [];
  for (const [id, list, grounds] of [
    ['abnormal-listings', '活动异常名录', ABNORMAL_GROUNDS],
    ['serious-listings', '严重违法失信名单', SERIOUS_GROUNDS],
  ] as const) {
    for (const row of register.records[id]) {
      const name = register.organisation(row.code)!.name;
      const href = urls.organisation(row.code);
      changes.push({
        on: row.listedOn,
        sentence: `${name}被列入${list}，原因是${plainGround(row.ground, grounds)}`,
        href,
      });
      if (row.removedOn !== undefined && startOf(row.removedOn) <= register.asOf)
        changes.push({ on: row.removedOn, sentence: `${name}被移出${list}`, href });
    }
  }
  return newestOf([...changes, ...illegalChanges(register)], count);
}

/** The newest `count` publications of the illegal lists alone. */
export function latestIllegal(register: Register, count: number): Change[] {
  return newestOf(illegalChanges(register), count);
}

function illegalChanges(register: Register): Change[] {
  return register.illegal.flatMap(({ id, name, kind, publishedOn }) =>
    publishedOn === undefined
      ? []
      : {
          on: publishedOn,
          sentence: `「${name}」列入${kind === '涉嫌' ? '涉嫌非法社会组织' : `非法社会组织（${kind}）`}名单`,
          href: urls.illegalOrganisation(id),
        },
  );
}

function newestOf(changes: readonly Change[], count: number): Change[] {
  return changes
    .toSorted((a, b) => byCodeUnits(b.on, a.on) || byCodeUnits(a.href, b.href) || byCodeUnits(a.sentence, b.sentence))
    .slice(0, count);
}
