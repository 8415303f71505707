import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NameBook, newName } from '../sample/names.ts';
import { PLACES } from '../sample/places.ts';
import { drawKind, drawProfile, KINDS } from '../sample/profile.ts';
import { Random } from '../sample/random.ts';
import type { Subject } from './subjects.ts';
import { AS_OF, illegalBody, organisation } from './testing.ts';
import type { Role } from './types.ts';
import { cutNames } from './words.ts';
import { updateLookup, writeLookup, type EarlierLookup, type LookupInput, type LookupUpdate } from './writer.ts';

const BASE = { asOf: AS_OF, coverage: '本站收录甲市的组织。' } as const;

type Files = Map<string, Uint8Array>;

function whole(input: LookupInput): Files {
  return new Map(writeLookup(input));
}

function update(input: LookupInput, earlier?: EarlierLookup): LookupUpdate & { written: Files } {
  const written: Files = new Map();
  const run = updateLookup(input, earlier);
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return { ...value, written };
    if (written.has(value[0])) throw new Error(`${value[0]} twice`);
    written.set(...value);
  }
}

/** Paths of the files that only one of them has, or that differ. */
function differences(one: Files, other: Files): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => {
    const [a, b] = [one.get(path), other.get(path)];
    return a === undefined || b === undefined || !Buffer.from(a).equals(b);
  });
}

/** Files and state of one run after another. */
class Release {
  files: Files = new Map();
  state: Uint8Array | undefined;

  /** `wrong`: paths of files that a whole writing makes otherwise, or that are written as they were, or told twice. */
  next(input: LookupInput): LookupUpdate & { written: Files; wrong: string[] } {
    const { files } = this;
    const result = update(input, this.state && { state: this.state, read: (path) => files.get(path) });
    const { written, kept } = result;
    this.files = new Map([...kept.map((path) => [path, files.get(path)!] as const), ...written]);
    this.state = result.state();
    const isSame = (path: string) => files.has(path) && Buffer.from(files.get(path)!).equals(written.get(path)!);
    const wrong = [
      ...differences(this.files, whole(input)),
      ...kept.filter((path) => written.has(path)),
      ...(kept.length === 0 ? [] : [...written.keys()].filter(isSame)),
    ];
    return { ...result, wrong };
  }
}

/** What a subject is made of; its digest is that of this. */
interface Plan {
  code?: string;
  name: string;
  others: readonly { name: string; role: Role }[];
  standing: Subject['standing'];
  sources: readonly string[];
  hasDigest: boolean;
}

function subjectOf(plan: Plan, onRecord?: () => void): Subject {
  const { code, name, others, standing, sources } = plan;
  const subject = code === undefined ? illegalBody(name) : organisation(name, code, others);
  return {
    ...subject,
    standing,
    digest: plan.hasDigest ? Buffer.from(JSON.stringify(plan)).toString('base64url') : undefined,
    record: () => {
      onRecord?.();
      return { ...subject.record(), sources };
    },
  };
}

// Few words, so that keys are shared; some with several readings, of another script, outside GB 2312 and the basic plane.
const nameDraw = fc
  .tuple(
    fc.constantFrom('甲市', '甲市', '乙市', '甲市乙县', '國', ''),
    fc.array(
      fc.constantFrom('竹编', '木雕', '协会', '幼儿园', '音乐', '长江', '重', '㵘', '𠮷', 'a', '（ ', '学校', '养老'),
      { maxLength: 3 },
    ),
    fc.constantFrom('协会', '协会', '基金会', '中心', '幼儿园', '龘', '+$'),
  )
  .map(([place, middle, end]) => `${place}${middle.join('')}${end}`);

const planDraw = fc
  .record({
    name: nameDraw,
    kind: fc.constantFrom('51', '52', '52', '53', undefined),
    number: fc.nat({ max: 400 }),
    others: fc.array(fc.record({ name: nameDraw, role: fc.constantFrom<Role>('former', 'short') }), { maxLength: 2 }),
    standing: fc.constantFrom<Subject['standing']>('normal', 'normal', 'cancelled', 'abnormal'),
    sources: fc.array(fc.constantFrom('来源一', '来源二'), { maxLength: 1 }),
    hasDigest: fc.constantFrom(true, true, true, true, true, true, false),
  })
  .map(({ kind, number, others, standing, ...common }): Plan =>
    kind === undefined
      ? { ...common, others: [], standing: '涉嫌' }
      : { ...common, others, standing, code: `${kind}990100MJ${String(number).padStart(6, '0')}XX` },
  );

const ONE = ['add', 'remove', 'rename', 'standing'] as const;
const ANY = [...ONE, 'record', 'others', 'code', 'move', 'many', 'nothing'] as const;

const editDraw = (kinds: readonly (typeof ANY)[number][]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.nat(),
    to: fc.nat(),
    drawn: planDraw,
    more: fc.array(planDraw, { minLength: 10, maxLength: 60 }),
  });
type Edit = ReturnType<typeof editDraw> extends fc.Arbitrary<infer T> ? T : never;

function edited(plans: readonly Plan[], edit: Edit): readonly Plan[] {
  const { drawn } = edit;
  const at = edit.at % (plans.length + 1);
  const old = plans[at];
  if (edit.kind === 'nothing') return plans;
  if (edit.kind === 'many') return plans.toSpliced(at, edit.to % 60, ...edit.more);
  if (edit.kind === 'add' || old === undefined) return plans.toSpliced(at, 0, drawn);
  const without = plans.toSpliced(at, 1);
  switch (edit.kind) {
    case 'remove':
      return without;
    case 'move':
      return without.toSpliced(edit.to % plans.length, 0, old);
    case 'rename':
      return plans.with(at, { ...old, name: drawn.name });
    case 'record':
      return plans.with(at, { ...old, sources: drawn.sources });
    default:
      if (old.code === undefined || drawn.code === undefined) return plans;
      return plans.with(at, { ...old, [edit.kind]: drawn[edit.kind] });
  }
}

const anyHistory = fc.record({
  packedMost: fc.constantFrom(0, 0, 0, 150, 1000),
  mostNames: fc.integer({ min: 3, max: 20 }),
  first: fc.array(planDraw, { maxLength: 250, size: 'max' }),
  edits: fc.array(editDraw(ANY), {
    minLength: 5,
    maxLength: 8,
  }),
});

/** Small changes of many names of which few may share a key: so keys turn hot and cold, and little else happens. */
const calmHistory = fc.record({
  packedMost: fc.constant(0),
  mostNames: fc.integer({ min: 3, max: 5 }),
  first: fc.array(planDraw, { minLength: 200, maxLength: 250, size: 'max' }),
  edits: fc.array(editDraw(ONE), { minLength: 6, maxLength: 8 }),
});

test('whatever changes, the files are those of a whole writing', { timeout: 300_000 }, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.oneof(anyHistory, calmHistory), ({ first, edits, ...settings }) => {
      const release = new Release();
      let plans: readonly Plan[] = first;
      let tables = '';
      const publish = () => {
        const result = release.next({ ...BASE, ...settings, subjects: plans.map((plan) => subjectOf(plan)) });
        expect(result.wrong).toEqual([]);
        const now = tablesIn(release.files);
        const isTurned = result.grams === 'updated' && now !== tables;
        for (const way of [result.grams, ...(isTurned ? ['turned'] : [])]) seen.set(way, (seen.get(way) ?? 0) + 1);
        tables = now;
      };
      publish();
      for (const edit of edits) {
        plans = edited(plans, edit);
        publish();
      }
    }),
    { numRuns: 40 },
  );
  for (const way of ['none', 'kept', 'updated', 'turned', 'anew']) expect(seen.get(way), way).toBeGreaterThan(10);
});

/** The hot keys, packed. */
function tablesIn(files: Files): string {
  return gunzipSync(files.get('tables.bin')!).toString().split('\n\n')[1]!;
}

describe('an earlier run', () => {
  const code = (n: number) => `51990100MJ${String(n).padStart(6, '0')}XX`;
  const plans = Array.from({ length: 200 }, (_, i): Plan => {
    const name = `甲市第${'一二三四五六七八九十'[i % 10]}${'春夏秋冬东西南北中'[Math.floor(i / 10) % 9]}${i}竹编协会`;
    return { name, code: code(i), others: [], standing: 'normal', sources: [], hasDigest: true };
  });
  const input = { ...BASE, packedMost: 0, mostNames: 12, subjects: plans.map((plan) => subjectOf(plan)) };
  const first = new Release();
  const { wrong } = first.next(input);
  const files = first.files;
  const state = first.state!;
  const read = (path: string) => files.get(path);
  const renamed = {
    ...input,
    subjects: input.subjects.with(7, subjectOf({ ...plans[7]!, name: '甲市第八春木雕协会' })),
  };

  test('keeps every file where nothing has changed', () => {
    expect(wrong).toEqual([]);
    const { written, kept } = update(input, { state, read });
    expect([...written.keys()]).toEqual([]);
    expect(kept.toSorted()).toEqual([...files.keys()].toSorted());
  });

  test('may leave its state anywhere in memory', () => {
    const moved = Buffer.from([0, ...state, 0]).subarray(1, -1);
    expect(update(input, { state: moved, read }).written.size).toBe(0);
  });

  test('is asked for records only in the shards of what has changed', () => {
    const asked: string[] = [];
    const changed = { ...plans[7]!, sources: ['另一来源'] };
    const subjects = plans.with(7, changed).map((plan) => subjectOf(plan, () => asked.push(plan.name)));
    const { written } = update({ ...input, subjects }, { state, read });
    expect([...written.keys()].map((path) => path.split('/')[0])).toEqual(['exact-8', 'manifest.json']);
    expect(asked).toContain(changed.name);
    expect(asked.length).toBeLessThan(plans.length / 2);
  });

  test('that left a damaged state, or one of other settings, is passed over', () => {
    const damaged = Array.from({ length: 40 }, (_, i) => {
      const bytes = Uint8Array.from(state);
      bytes[Math.floor((i * bytes.length) / 40)]! ^= 1;
      return bytes;
    });
    const cutOff = [0, 10, 100, state.length - 1].map((length) => state.slice(0, length));
    for (const other of [...damaged, ...cutOff, Uint8Array.of(...state, 0)])
      expect(differences(update(input, { state: other, read }).written, files)).toEqual([]);
    expect(differences(update({ ...input, version: '2' }, { state, read }).written, files)).toEqual([]);
    const otherMost = { ...input, mostNames: 13 };
    expect(differences(update(otherMost, { state, read }).written, whole(otherMost))).toEqual([]);
  });

  test.each<[string, (path: string) => Uint8Array | undefined]>([
    ['gone', () => undefined],
    ['without shards', (path) => (path.startsWith('grams') ? undefined : files.get(path))],
    ['cut off', (path) => files.get(path)!.slice(0, 40)],
    ['of another release', (path) => whole(renamed).get(path)],
  ])('whose files are %s is passed over', (_, spoilt) => {
    expect(differences(update(renamed, { state, read: spoilt }).written, whole(renamed))).toEqual([]);
  });

  test('of halves of characters leaves a state that is not built upon', () => {
    const release = new Release();
    const broken = {
      ...input,
      subjects: [...input.subjects, subjectOf({ ...plans[0]!, name: '甲市\ud840协会', code: code(999) })],
    };
    const kept = [broken, broken, input, input].map((next) => {
      const result = release.next(next);
      expect(result.wrong).toEqual([]);
      return result.kept.length;
    });
    expect(kept).toEqual([0, 0, 0, release.files.size]);
  });
});

test('a name is cut the same whatever is cut with it', () => {
  const book = new NameBook();
  const names = Array.from({ length: 3000 }, (_, i) => {
    const random = new Random(5, 1, i);
    const { kind, type } = drawProfile(random);
    return newName(random, book, random.pick(PLACES), kind, () => drawKind(random, KINDS[type])).full;
  });
  const cuts = [...cutNames(names)];
  expect(cuts.map((words) => words.join(''))).toEqual(names);
  for (const [i, name] of names.entries()) expect([...cutNames([name])]).toEqual([cuts[i]]);
  expect([...cutNames(names.toReversed())]).toEqual(cuts.toReversed());
});

test('any text is cut the same whatever is cut with it', () => {
  const text = fc.string({
    unit: fc.constantFrom(..."甲市学校科技大中国人民abc12 .'-（）ไทยかなカ한글ก។ျ𠮷"),
    maxLength: 20,
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 10 }), (texts) => {
      expect([...cutNames(texts)]).toEqual(texts.flatMap((one) => [...cutNames([one])]));
    }),
    { numRuns: 500 },
  );
});
