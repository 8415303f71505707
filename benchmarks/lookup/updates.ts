/** What it costs to bring an index up to date after a change, beside writing all of it. */
import { hash } from 'node:crypto';
import { updateLookup, type LookupUpdate } from '../../src/lookup/writer.ts';
import type { Subject } from '../../src/lookup/subjects.ts';
import type { NameSet } from './names.ts';
import { AS_OF, subjectsOf } from './subjects.ts';

interface UpdateCost {
  title: string;
  cpuSeconds: number;
  /** Of that, the new state. */
  stateSeconds: number;
  written: number;
  kept: number;
  grams: LookupUpdate['grams'];
}

/** Every change is made to the same index. */
export function* updateCosts(set: NameSet): Generator<UpdateCost> {
  const subjects = subjectsOf(set).map(digested);
  const files = new Map<string, Uint8Array>();
  const run = (title: string, changed: readonly Subject[], state?: Uint8Array) => {
    const started = process.cpuUsage();
    const earlier = state && { state, read: (path: string) => files.get(path) };
    const update = updateLookup({ asOf: AS_OF, coverage: '测试名单', subjects: changed }, earlier);
    let written = 0;
    let result = update.next();
    for (; !result.done; result = update.next()) {
      written++;
      if (state === undefined) files.set(...result.value);
    }
    const { kept, grams, state: nextState } = result.value;
    const beforeState = process.cpuUsage(started);
    const next = nextState();
    const cpuSeconds = secondsOf(process.cpuUsage(started));
    const cost: UpdateCost = {
      title,
      cpuSeconds,
      stateSeconds: cpuSeconds - secondsOf(beforeState),
      written,
      kept: kept.length,
      grams,
    };
    return { cost, next };
  };
  const { cost, next } = run('all written', subjects);
  yield cost;
  const middle = Math.floor(subjects.length / 2);
  const restanding = ({ standing }: Subject) =>
    standing === 'cancelled' ? ('normal' as const) : ('cancelled' as const);
  const changes: [string, readonly Subject[]][] = [
    ['nothing changed', subjects],
    ['one record', subjects.with(middle, digested({ ...subjects[middle]!, record: otherRecord(subjects[middle]!) }))],
    [
      'one standing',
      subjects.with(middle, digested({ ...subjects[middle]!, standing: restanding(subjects[middle]!) })),
    ],
    ['one renamed', subjects.with(middle, renamed(subjects[middle]!, set.invent()))],
    [
      'one added',
      subjects.toSpliced(middle, 0, renamed({ ...subjects[3]!, code: '51990100MJ000001XX' }, set.invent())),
    ],
    ['one removed', subjects.toSpliced(middle, 1)],
    ['100 random changes', manyChanges(subjects, 100, set)],
    [
      '1,000 standings',
      subjects.map((subject, i) => (i % 97 === 5 ? digested({ ...subject, standing: restanding(subject) }) : subject)),
    ],
  ];
  for (const [title, changed] of changes) yield run(title, changed, next).cost;
}

export function costInWords({ title, cpuSeconds, stateSeconds, written, kept, grams }: UpdateCost): string {
  const seconds = `${cpuSeconds.toFixed(2)} s (${stateSeconds.toFixed(2)} s of it the state)`;
  return `${title.padEnd(20)}${seconds}, ${written} files written, ${kept} kept, gram shards ${grams}`;
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

/** A digest that holds for what the benchmark changes. */
function digested(subject: Subject): Subject {
  const told = JSON.stringify([subject.names, subject.standing, subject.record()]);
  return { ...subject, digest: hash('sha256', told, 'base64url').slice(0, 22) };
}

function otherRecord(subject: Subject): Subject['record'] {
  return () => ({ ...subject.record(), sources: ['另一来源'] });
}

function renamed(subject: Subject, name: string): Subject {
  const [first, ...others] = subject.names;
  return digested({
    ...subject,
    names: [{ ...first!, name }, ...others],
    record: () => ({ ...subject.record(), name }),
  });
}

function manyChanges(subjects: readonly Subject[], count: number, set: NameSet): readonly Subject[] {
  const step = Math.floor(subjects.length / count);
  return subjects.flatMap((subject, i) => {
    if (i % step !== 0 || subject.code === undefined) return [subject];
    switch ((i / step) % 4) {
      case 0:
        return [renamed(subject, set.invent())];
      case 1:
        return [];
      case 2:
        return [subject, renamed({ ...subject, code: `${subject.code.slice(0, -2)}XX` }, set.invent())];
      default:
        return [digested({ ...subject, record: otherRecord(subject) })];
    }
  });
}
