/** An index in memory for tests: built by the writer, read by the reader. */
import { openLookup } from './reader.ts';
import type { Subject } from './subjects.ts';
import type { BriefLookup, Lookup, OrganisationRecord, Role } from './types.ts';
import { writeLookup, type LookupInput } from './writer.ts';

export const AS_OF = '2026-11-20';

export interface Opened {
  lookup: Lookup & BriefLookup;
  files: Map<string, Uint8Array>;
  /** Paths read so far. */
  asked: string[];
}

export function openInMemory(subjects: readonly Subject[], options: Partial<LookupInput> = {}): Opened {
  return openFiles(filesOf(subjects, options));
}

export function filesOf(subjects: readonly Subject[], options: Partial<LookupInput> = {}): Map<string, Uint8Array> {
  return new Map(writeLookup({ asOf: AS_OF, coverage: '本站收录甲市的组织。', subjects, ...options }));
}

/** @param change what is read in place of a file */
export function openFiles(
  files: Map<string, Uint8Array>,
  change: (path: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes,
): Opened {
  const asked: string[] = [];
  const lookup = openLookup(async (path) => {
    asked.push(path);
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`no file ${path}`);
    return new Uint8Array(change(path, bytes));
  });
  return { lookup, files, asked };
}

/** A registered organisation in good standing. */
export function organisation(
  name: string,
  code: string,
  others: readonly { name: string; role: Role }[] = [],
): Subject {
  const names = (role: Role) => others.filter((other) => other.role === role).map((other) => other.name);
  return {
    code,
    standing: 'normal',
    names: [{ name, role: 'name' }, ...others],
    record: (): OrganisationRecord => ({
      kind: 'organisation',
      code,
      name,
      region: '甲省 甲市',
      facts: {
        name,
        type: '社会团体',
        authority: '甲市民政局',
        status: '正常',
        registeredOn: '2015-03-01',
        abnormal: [],
        serious: [],
        charities: [],
        qualifications: [],
        coversFundraising: true,
        isBeingChecked: false,
      },
      formerNames: names('former'),
      shortNames: names('short'),
      sources: ['甲市民政局公示'],
      alikeIllegal: [],
    }),
  };
}

export function illegalBody(name: string, id = `il-${name}`): Subject {
  return {
    standing: '涉嫌',
    names: [{ name, role: 'illegal' }],
    record: () => ({ kind: 'illegal', id, name, list: '涉嫌', sources: [], resembles: [] }),
  };
}
