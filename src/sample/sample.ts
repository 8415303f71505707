import type { IsoDate } from '../domain/date.ts';
import { CAST } from './cast.ts';
import { DataFolder, type WrittenFile } from './data-folder.ts';
import { illegalCount, inventIllegal, type Original } from './illegal.ts';
import { isAssociation, writeIntegrity } from './integrity.ts';
import { confirmLookAlikes } from './look-alikes.ts';
import { inventOrganisation, type Organisation } from './organisation.ts';
import { PLACES } from './places.ts';
import { drawProfile } from './profile.ts';
import { publicNotices } from './promises.ts';
import { Random } from './random.ts';
import { writeOrganisation } from './rows.ts';
import { createSetting } from './setting.ts';
import { PublishedTexts } from './texts/published-texts.ts';

export interface SampleOptions {
  /** How many, at least one and at most `MOST_ORGANISATIONS`. */
  organisations: number;
  /** A whole number from 0 on. */
  seed: number;
  asOf: IsoDate;
  /** Folder to write to; created when there is none. */
  out: string;
  /** Content folder for the published texts; none are written without. */
  content?: string | undefined;
  /** Told now and then how many organisations are written. */
  onProgress?: (organisations: number) => void;
}

const SITE = {
  title: '名录',
  operator: '名录示例编辑部',
  contact: 'editor@minglu.example',
  url: 'https://minglu.example',
  example: true,
};

const STREAMS = { organisation: 1, illegal: 2, lookAlikes: 3, integrity: 4 } as const;
const MOST_ORIGINALS = 2000;
const PROGRESS_EVERY = 10_000;

/**
 * Writes the data folder of a fictional province. The same number, seed and day give the same bytes, and the first
 * organisations are the same whatever the number.
 */
export function writeSample({
  organisations,
  seed,
  asOf,
  out,
  content,
  onProgress = () => {},
}: SampleOptions): WrittenFile[] {
  const setting = createSetting(seed, asOf);
  const texts = new PublishedTexts(seed, asOf);
  const folder = new DataFolder(out, SITE, (id, row) => texts.see(id, row));
  const originals: Original[] = [];
  let associations = 0;
  const notices = publicNotices(asOf);
  for (const row of [...setting.sources.rows, ...notices.sources, ...texts.sources]) folder.add('sources', row);
  for (const row of notices.promises) folder.add('promises', row);
  for (const { code, name } of PLACES) folder.add('regions', { code, name });
  for (let index = 0; index < organisations; index++) {
    const random = new Random(seed, STREAMS.organisation, index);
    const organisation = inventOrganisation(random, CAST[index] ?? drawProfile(random), index, setting);
    writeOrganisation(random, organisation, folder, setting);
    if (isAssociation(organisation)) {
      writeIntegrity(new Random(seed, STREAMS.integrity, index), organisation, associations, folder, setting);
      if (organisation.profile.status === '正常') associations++;
    }
    texts.add(organisation);
    if (originals.length < MOST_ORIGINALS && isWorthImitating(organisation)) originals.push(organisation);
    if ((index + 1) % PROGRESS_EVERY === 0) onProgress(index + 1);
  }
  const random = new Random(seed, STREAMS.illegal, 0);
  const illegal = inventIllegal(random, illegalCount(organisations), originals, setting);
  for (const { row } of illegal) folder.add('illegal-organisations', row);
  for (const row of confirmLookAlikes(new Random(seed, STREAMS.lookAlikes, 0), illegal, setting))
    folder.add('look-alikes', row);
  if (content !== undefined) texts.write(content);
  return folder.close();
}

/** Bodies of some standing lend their names: associations and foundations in good order, above the village. */
function isWorthImitating({ profile, trouble, name }: Organisation): boolean {
  const isInOrder =
    profile.status === '正常' && trouble.abnormal.length + trouble.serious.length + trouble.penalties.length === 0;
  return isInOrder && profile.type !== '民办非企业单位' && name.town === '';
}
