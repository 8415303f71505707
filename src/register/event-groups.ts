/** The kinds of events as readers know them: a handful, to choose from. */
import type { EventKind, TimelineEvent } from './events.ts';

export interface EventGroup {
  id: string;
  title: string;
  kinds: readonly EventKind[];
}

/** In the order of the sections of the page. */
export const EVENT_GROUPS: readonly EventGroup[] = [
  { id: 'registration', title: '登记与机构', kinds: ['registration', 'name', 'branch'] },
  { id: 'lists', title: '名录与处罚', kinds: ['abnormal', 'serious', 'penalty'] },
  { id: 'reports', title: '评估与年报', kinds: ['evaluation', 'report'] },
  { id: 'texts', title: '承诺与规约', kinds: ['text'] },
  { id: 'fees', title: '收费与减免', kinds: ['fee', 'relief'] },
  { id: 'charity', title: '慈善与募捐', kinds: ['charity', 'qualification', 'plan'] },
  { id: 'disclosure', title: '信息公开', kinds: ['disclosure'] },
  { id: 'discipline', title: '自律与诚信', kinds: ['discipline', 'measure'] },
  { id: 'concerns', title: '社会关切', kinds: ['concern'] },
  { id: 'credit', title: '激励与限制', kinds: ['incentive', 'restriction'] },
];

const GROUP_OF = new Map(EVENT_GROUPS.flatMap((group) => group.kinds.map((kind) => [kind, group] as const)));

export function groupOf({ kind }: Pick<TimelineEvent, 'kind'>): EventGroup {
  return GROUP_OF.get(kind)!;
}

export interface GroupChoice {
  group: EventGroup;
  count: number;
}

/** Up to here a reader sees all of a timeline without choosing. */
const FEW = 8;

/** What a reader can choose from; nothing where the events are few or all of one group. */
export function choicesOf(events: readonly TimelineEvent[]): GroupChoice[] {
  const counts = Map.groupBy(events, groupOf);
  if (events.length <= FEW || counts.size < 2) return [];
  return EVENT_GROUPS.flatMap((group) => {
    const count = counts.get(group)?.length ?? 0;
    return count === 0 ? [] : [{ group, count }];
  });
}
