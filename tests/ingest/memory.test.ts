import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS } from '../../src/datasets/index.ts';
import { mustStop } from '../../src/domain/finding.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { IngestMemory } from '../../src/ingest/memory.ts';
import { codeOf, csv, organisation, plain } from '../../src/ingest/testing.ts';
import { readTexts } from '../../src/ingest/texts.ts';
import { readSources } from '../../src/publish/read.ts';
import { AS_OF } from '../helpers/commands.ts';
import { EDIT_KINDS, makeEdits, sampleWorld, writeWorld } from '../helpers/edits.ts';
import { filesIn, temporaryFolder } from '../helpers/folders.ts';
import { writeFiles } from '../helpers/releases.ts';
import { seeded } from '../helpers/shuffle.ts';

/** All that reading gives, as plain data. */
async function read(data: string, content: string, asOf: string, memory?: IngestMemory) {
  const ingested = ingest(data, { asOf, ...(memory === undefined ? {} : { memory }) });
  const { texts, findings } = readTexts(content, ingested, memory);
  const { counts, stopped, site, withheld, rejected, setAside, published } = ingested;
  if (memory !== undefined && !mustStop([...findings, ...ingested.findings])) await memory.save();
  return {
    counts,
    stopped,
    site,
    withheld: plain(withheld),
    texts,
    findings: [...findings, ...ingested.findings],
    setAside: [...setAside],
    datasets: DATASET_IDS.map((id) => ({
      id,
      records: plain(ingested.records[id]),
      rejected: plain(rejected[id]),
      digests: [...published.digests(id)],
    })),
  };
}

/** What is read of the files with what was remembered of others, and without. */
async function readBoth(files: Readonly<Record<string, string>>, kept: string, { asOf = AS_OF, code = 'code' } = {}) {
  const data = temporaryFolder();
  writeFiles(data, files);
  const none = join(kept, 'no texts');
  const remembered = await read(data, none, asOf, new IngestMemory(kept, code));
  return { remembered, anew: await read(data, none, asOf) };
}

function damage(folder: string, seed: number): void {
  const random = seeded(seed);
  for (const name of filesIn(folder)) {
    const bytes = readFileSync(join(folder, name));
    const end = random.chance(0.3) ? random.int(0, bytes.length) : bytes.length;
    if (random.chance(0.5)) bytes[random.int(0, bytes.length - 1)]! ^= random.int(1, 255);
    writeFileSync(join(folder, name), bytes.subarray(0, end));
  }
}

describe('what was read is remembered, and reading with it is reading anew', () => {
  test.each([1, 2, 3])('after random edits (%i)', async (seed) => {
    const folder = temporaryFolder();
    const [data, content, kept] = ['data', 'content', 'kept'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    let current = sampleWorld(folder, 25, seed);
    const reserve = sampleWorld(folder, 50, seed + 100);
    // Rows that move and files that are laid out otherwise are what is remembered in parts.
    const kinds = [
      ...EDIT_KINDS,
      ...Array.from({ length: 6 }, () => ['rows moved', 'extras', 'row spoilt'] as const).flat(),
    ];
    for (let step = 0; step < 25; step++) {
      const edited = structuredClone(current);
      const edits = step === 0 ? [] : makeEdits(edited, reserve, seed, step, kinds);
      writeWorld(edited, { data, content });
      if (step % 9 === 8) damage(kept, seed + step);
      const code = step % 11 === 10 ? 'other code' : 'code';
      const anew = await read(data, content, edited.asOf);
      const remembered = await read(data, content, edited.asOf, new IngestMemory(kept, code));
      const told = `step ${step} of seed ${seed}: ${edits.map((edit) => edit.told).join('; ')}`;
      expect(remembered, told).toEqual(anew);
      if (!anew.stopped || step % 2 === 0) current = edited;
    }
  });

  test('when rows with findings move, as do those whose findings tell their row', async () => {
    const kept = temporaryFolder();
    const rows = [
      organisation(1),
      organisation(2, { 登记状态: '认不出来' }),
      organisation(3, { 成立登记日期: '2099-01-01' }),
      organisation(4, { 官方网站: '不是网址' }),
      { 统一社会信用代码: '合计', 社会组织名称: '' },
      organisation(5, { 社会组织名称: '' }),
    ];
    const table = csv(rows);
    const header = table.split('\n')[0]!;
    const shortRow = `${codeOf(7)},澜江市短行协会,社会团体,正常,澜江市民政局`;
    const longRow = `${Object.values(organisation(8)).join(',')},,,,,,多出来的`;
    const one = `${table}${header}\n${shortRow}\n${longRow}\n`;
    const files = [
      { 'organisations.csv': one },
      { 'organisations.csv': csv([organisation(9), ...rows]) },
      { 'organisations.csv': `社会组织一览\n\n${one}` },
      { 'organisations/1.csv': csv(rows.slice(3)), 'organisations/2.csv': csv(rows.slice(0, 3)) },
      { '社会组织登记.csv': csv(rows.toReversed()) },
      { '社会组织登记.csv': `社会组织一览\n${one}${header}\n` },
      { '社会组织登记/一月.csv': one.replaceAll(',', ';'), '社会组织登记/二月.csv': csv([organisation(20)]) },
      { 'organisations.csv': one },
    ];
    for (const each of [...files, ...files.toReversed()]) {
      const { remembered, anew } = await readBoth(each, kept);
      expect(remembered).toEqual(anew);
    }
  });

  test('when what a row of an organisation says decides about rows of others', async () => {
    const kept = temporaryFolder();
    const organisations = [1, 2, 3, 4].map((n) => organisation(n, { 来源: 'S1' }));
    const with1 = (cells: Record<string, string>) =>
      organisations.map((row, i) => (i === 0 ? { ...row, ...cells } : row));
    const others = {
      'sources.csv': csv([{ 来源编号: 'S1', 标题: '公告', 发布机关: '澜江市民政局', 性质: '公开' }]),
      'fees.csv': csv(
        [1, 2].map((n) => ({
          统一社会信用代码: codeOf(n),
          收费类别: '会费',
          收费项目: '会费',
          收费标准: '3000',
          计费单位: '年',
          起始日期: '2024-01-01',
        })),
      ),
      'former-names.csv': csv([{ 统一社会信用代码: codeOf(1), 曾用名: '澜江市竹器协会' }]),
      'abnormal-listings.csv': csv([
        { 统一社会信用代码: codeOf(1), 列入日期: '2025-07-01', 列入事由: '未按照规定时限和要求报送年度工作报告' },
      ]),
      'illegal-organisations.csv': csv([{ 名称: '华夏竹艺总会', 名单类别: '涉嫌' }]),
    };
    const changed = [
      organisations,
      with1({ 来源: 'S9' }),
      with1({ 住所: '竹溪路1号' }),
      with1({ 社会组织名称: '澜江市竹器协会' }),
      with1({ 社会组织名称: '华夏竹艺总会' }),
      with1({ 社会组织名称: organisations[1]!['社会组织名称']! }),
      with1({ 成立登记日期: '2025-08-01' }),
      with1({ 登记状态: '撤销' }),
      with1({ 登记状态: '认不出来' }),
      with1({ 统一社会信用代码: codeOf(9) }),
      organisations.slice(1),
      organisations.toReversed(),
      [organisation(0), ...organisations],
    ];
    const found = new Set<string>();
    for (const rows of changed.flatMap((each) => [organisations, each])) {
      const { remembered, anew } = await readBoth({ ...others, 'organisations.csv': csv(rows) }, kept);
      expect(anew.stopped).toBe(false);
      expect(remembered).toEqual(anew);
      for (const { code } of anew.findings) found.add(code);
    }
    expect([...found]).toEqual(
      expect.arrayContaining([
        'dangling-source',
        'depends-on-rejected',
        'dangling-code',
        'former-name-is-current',
        'registered-name-on-illegal-list',
        'same-name-two-codes',
        'listed-before-registered',
      ]),
    );
  });

  // Lines are known by lots of them, of which a table must have several.
  test.each([1, 2, 3, 4])('when rows of long tables come, go, change and move (%i)', async (seed) => {
    const kept = temporaryFolder();
    const random = seeded(seed);
    const header = csv([organisation(0)]).split('\n')[0]!;
    const rowOf = (n: number, cells = {}) => csv([organisation(n, cells)]).split('\n')[1]!;
    const made = [
      (n: number) => rowOf(n),
      (n: number) => rowOf(n, { 成立登记日期: '2099-01-01' }),
      (n: number) => rowOf(n, { 登记状态: '认不出来' }),
      (n: number) => `${codeOf(n)},澜江市短行协会,社会团体,正常,澜江市民政局`,
      () => header,
      () => '',
      () => '合计',
    ];
    let rows = Array.from({ length: 400 }, (_, n) => (random.chance(0.98) ? made[0]! : random.pick(made))(n));
    let next = rows.length;
    const edits = [
      () => rows.splice(random.int(0, rows.length), 0, random.pick(made)(next++)),
      () => rows.splice(random.int(0, rows.length - 1), random.int(1, 70)),
      () => (rows[random.int(0, rows.length - 1)] = random.pick(made)(next++)),
      () => rows.push(...Array.from({ length: random.int(1, 70) }, () => made[0]!(next++))),
      () => {
        const at = random.int(0, rows.length);
        rows = [...rows.slice(at), ...rows.slice(0, at)];
      },
      () => {
        rows = rows.toReversed();
      },
      () => {},
    ];
    for (let step = 0; step < 12; step++) {
      for (let i = random.int(1, 3); i > 0; i--) random.pick(edits)();
      const { remembered, anew } = await readBoth({ 'organisations.csv': [header, ...rows, ''].join('\n') }, kept);
      expect(remembered).toEqual(anew);
    }
  });

  test('when columns without a header, unknown ones and twins come and go', async () => {
    const kept = temporaryFolder();
    const unnamed = (cells: readonly string[]) =>
      csv([1, 2, 3].map((n) => organisation(n, { 住所: `竹溪路${n}号` })))
        .split('\n')
        .map((line, i) => (line === '' ? '' : `${cells[i] ?? ''},${line}`))
        .join('\n');
    const files = [
      { 'organisations.csv': unnamed(['', '甲', '乙', '丙']) },
      { 'organisations.csv': unnamed(['', '', '乙', '丙']) },
      { 'organisations.csv': unnamed(['', '', '', '']) },
      { 'organisations.csv': unnamed(['内部备注', '', '乙', '丙']) },
      { 'organisations.csv': unnamed(['地址', '竹溪路1号', '别的路', '']) },
      { 'organisations.csv': unnamed(['', '甲', '乙', '丙']), '社会组织登记.csv': csv([organisation(4)]) },
    ];
    for (const each of [...files, ...files.toReversed()]) {
      const { remembered, anew } = await readBoth(each, kept);
      expect(remembered).toEqual(anew);
    }
  });

  test('on another day, and by other code', async () => {
    const kept = temporaryFolder();
    const files = {
      'organisations.csv': csv([organisation(1, { 证书有效期至: '2026-12-01' }), organisation(2)]),
      'abnormal-listings.csv': csv([
        { 统一社会信用代码: codeOf(1), 列入日期: '2026-01-02', 列入事由: '某个事由', 公示截止日期: '2026-11-30' },
        { 统一社会信用代码: codeOf(2), 列入日期: '2026-12-02', 列入事由: '某个事由' },
      ]),
    };
    for (const asOf of [AS_OF, '2026-12-01', '2027-01-01', AS_OF])
      for (const code of ['code', 'other code', 'code']) {
        const { remembered, anew } = await readBoth(files, kept, { asOf, code });
        expect(remembered).toEqual(anew);
      }
  });

  test('when what one dataset is judged by stands in another', async () => {
    const kept = temporaryFolder();
    const listed = csv([{ 统一社会信用代码: codeOf(1), 列入日期: '2026-01-02', 列入事由: '某个事由', 来源: 'S1' }]);
    const source = (id: string) => csv([{ 来源编号: id, 标题: '题', 发布机关: '某局', 性质: '公开' }]);
    const variants = [
      { 'organisations.csv': csv([organisation(1), organisation(2)]), 'sources.csv': source('S1') },
      { 'organisations.csv': csv([organisation(2)]), 'sources.csv': source('S1') },
      { 'organisations.csv': csv([organisation(1, { 登记状态: '坏' }), organisation(2)]), 'sources.csv': source('S1') },
      { 'organisations.csv': csv([organisation(2), organisation(1, { 登记状态: '坏' })]), 'sources.csv': source('S1') },
      { 'organisations.csv': csv([organisation(1), organisation(2)]), 'sources.csv': source('S2') },
      { 'organisations.csv': csv([organisation(1, { 成立登记日期: '2026-05-05' })]), 'sources.csv': source('S1') },
      { 'organisations.csv': csv([organisation(1), organisation(1)]), 'sources.csv': source('S1') },
    ];
    for (const [i, one] of variants.entries())
      for (const other of variants.slice(i))
        for (const each of [one, other, one]) {
          const { remembered, anew } = await readBoth({ ...each, 'abnormal-listings.csv': listed }, kept);
          expect(remembered).toEqual(anew);
        }
  });

  test('when a cell has the mark that parts cells', async () => {
    const kept = temporaryFolder();
    const { 统一社会信用代码: code } = organisation(2);
    for (const cells of [
      '甲\u0000社会团体,正常,澜江市民政局',
      '甲,社会团体,正常,澜江市民政局',
      '甲,社会团体\u0000正常,澜江市民政局',
    ]) {
      const { remembered, anew } = await readBoth(
        { 'organisations.csv': `${csv([organisation(1)])}${code},${cells}\n` },
        kept,
      );
      expect(remembered).toEqual(anew);
    }
  });

  test('when files of the memory are those of another dataset or another time', async () => {
    const folder = temporaryFolder();
    const kept = join(folder, 'kept');
    const files = {
      'organisations.csv': csv([organisation(1), organisation(2)]),
      'former-names.csv': csv([{ 统一社会信用代码: codeOf(1), 曾用名: '澜江市从前协会' }]),
    };
    await readBoth(files, kept);
    const names = filesIn(kept);
    for (const [i, name] of names.entries()) {
      renameSync(join(kept, name), join(folder, 'aside'));
      const other = names[(i + 1) % names.length]!;
      writeFileSync(join(kept, name), readFileSync(join(kept, other === name ? names[0]! : other)));
      const swapped = await readBoth(files, kept);
      expect(swapped.remembered).toEqual(swapped.anew);
      renameSync(join(folder, 'aside'), join(kept, name));
      const later = await readBoth({ ...files, 'organisations.csv': csv([organisation(3), organisation(1)]) }, kept);
      expect(later.remembered).toEqual(later.anew);
    }
  });
});

describe('of data with a private number', () => {
  const NUMBERS = ['110000199001010013', '13800138000', '4111111111111111'];

  test.each(NUMBERS)('nothing is kept on the disk (%s)', async (number) => {
    const folder = temporaryFolder();
    const [data, content, kept] = ['data', 'content', 'kept'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const each of [data, content, join(content, 'guides')]) mkdirSync(each);
    const sources = { data, content, asOf: AS_OF, strict: false };
    const text = (body: string) => `---\ntitle: 题\nsummary: 要点\ndate: 2026-01-01\n---\n\n${body}\n`;
    const good: Readonly<Record<string, string>> = {
      'data/organisations.csv': csv([organisation(1), organisation(2)]),
      'data/site.json': '{"title":"名录"}',
      'content/guides/a.mdx': text('正文。'),
    };
    const bad: Readonly<Record<string, string>> = {
      'data/organisations.csv': csv([organisation(1), organisation(2, { 住所: `电话${number}` })]),
      'data/site.json': `{"title":"名录","contact":"${number}"}`,
      'content/guides/a.mdx': text(`有事请找${number}。`),
    };
    const run = async () => {
      const { refused } = await readSources(sources, new IngestMemory(kept, 'code'));
      const found = existsSync(kept) ? filesIn(kept).map((name) => readFileSync(join(kept, name))) : [];
      for (const bytes of found)
        for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.toString(encoding)).not.toContain(number);
      return refused;
    };
    const put = (files: Readonly<Record<string, string>>) => {
      for (const [path, bytes] of Object.entries(files)) writeFileSync(join(folder, path), bytes);
    };
    for (const [path, bytes] of Object.entries(bad)) {
      put({ ...good, [path]: bytes });
      expect(await run(), path).toBe(true);
      put(good);
      expect(await run()).toBe(false);
    }
  });
});
