/** Versions of a text: which one is in force on a day, and which ones it replaced. */
import { endOf, startOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { TEXT_KINDS, type PledgeText, type TextKind } from './texts.ts';

export type TextState = 'in-force' | 'replaced' | 'upcoming' | 'draft';

export interface TextVersion {
  text: PledgeText;
  state: TextState;
  /** First day of force: as on record, else the day of the version. */
  from: IsoDate;
  /** First day on which it no longer applies: as on record, else the first day on which a later version does. */
  replacedOn: IsoDate | undefined;
}

/** All versions of one text. Every case is a text of its own. */
export interface TextSeries {
  /** `<code>/<kind>[-<name>]`, of a case with its day: the address of its versions below `/pledges/`. */
  id: string;
  code: string;
  kind: TextKind;
  /** Oldest first. */
  versions: readonly TextVersion[];
  /** The version in force; else the one that is next, was last, or is being written. */
  current: TextVersion;
}

/** The texts in their series, ordered by organisation, kind and name; states are those of the day. */
export function seriesOf(texts: readonly PledgeText[], day: IsoDate): TextSeries[] {
  const kinds = Object.keys(TEXT_KINDS);
  return [...Map.groupBy(texts, seriesId)]
    .map(([id, all]): TextSeries => {
      const sorted = all.toSorted((a, b) => byCodeUnits(a.date, b.date));
      const versions = sorted.map((text, i) => versionOf(text, sorted.slice(i + 1), day));
      return { id, code: all[0]!.code, kind: all[0]!.kind, versions, current: currentOf(versions) };
    })
    .toSorted(
      (a, b) => byCodeUnits(a.code, b.code) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byCodeUnits(a.id, b.id),
    );
}

function seriesId({ id, kind }: PledgeText): string {
  return kind === '典型案例' ? id : id.slice(0, id.lastIndexOf('/'));
}

function versionOf(text: PledgeText, later: readonly PledgeText[], day: IsoDate): TextVersion {
  const from = text.effectiveOn ?? text.date;
  // A later version may take effect before one that was made earlier.
  const starts = later.filter((other) => !other.isDraft).map((other) => other.effectiveOn ?? other.date);
  const [next] = starts.toSorted((a, b) => byCodeUnits(startOf(a), startOf(b)));
  const replacedOn = text.replacedOn ?? (text.isDraft ? undefined : next);
  return { text, from, replacedOn, state: stateOf(text.isDraft, from, replacedOn, day) };
}

function stateOf(isDraft: boolean, from: IsoDate, replacedOn: IsoDate | undefined, day: IsoDate): TextState {
  if (isDraft) return 'draft';
  if (replacedOn !== undefined && startOf(replacedOn) <= day) return 'replaced';
  return startOf(from) > day ? 'upcoming' : 'in-force';
}

/** The states that the calendar alone will bring after the day, with the first day of each. */
export function laterStates(version: TextVersion, day: IsoDate): { from: IsoDate; version: TextVersion }[] {
  const { text, from, replacedOn } = version;
  const turns = [startOf(from), ...(replacedOn === undefined ? [] : [startOf(replacedOn)])];
  return [...new Set(turns)]
    .filter((turn) => turn > day)
    .toSorted(byCodeUnits)
    .map((turn) => ({ from: turn, version: { ...version, state: stateOf(text.isDraft, from, replacedOn, turn) } }))
    .filter((later) => later.version.state !== version.state);
}

/** Whether it no longer applied before its first day came. */
export function neverApplied({ from, replacedOn }: Pick<TextVersion, 'from' | 'replacedOn'>): boolean {
  return replacedOn !== undefined && endOf(replacedOn) <= startOf(from);
}

function currentOf(versions: readonly TextVersion[]): TextVersion {
  const last = (state: TextState) => versions.findLast((version) => version.state === state);
  return last('in-force') ?? versions.find(({ state }) => state === 'upcoming') ?? last('replaced') ?? versions.at(-1)!;
}

const STATE_WORDS: Readonly<Record<TextState, string>> = {
  'in-force': '现行',
  replaced: '已停用',
  upcoming: '尚未施行',
  draft: '在研',
};

export function stateWords(state: TextState): string {
  return STATE_WORDS[state];
}
