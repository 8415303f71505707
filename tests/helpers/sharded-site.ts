/** A check page whose index is cut as one of hundreds of thousands of names: shards, and pages of checksums. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeCreditCode } from '../../src/domain/credit-code.ts';
import type { Subject } from '../../src/lookup/subjects.ts';
import { illegalBody, organisation } from '../../src/lookup/testing.ts';
import { writeLookup } from '../../src/lookup/writer.ts';
import { AS_OF } from './commands.ts';
import { serve, type Host } from './server.ts';
import { builtSite } from './sites.ts';

/** More names than checksums of their shards fit on one page. */
const COUNT = 13_000;
const PLACES = '东南西北中上下左右前';
const WATERS = '山水江河湖海泉溪岭岗';
const LEVELS = '市县区乡镇';
const TRADES =
  '茶叶 竹编 象棋 摄影 篮球 合唱 种子 粮油 花卉 水果 蜂蜜 书法 绘画 舞蹈 武术 围棋 钓鱼 养蜂 木雕 石雕 剪纸 刺绣 陶瓷 印刷 包装 物流'.split(
    ' ',
  );

/** A name that more organisations bear than one answer shows, and an illegal body as well. */
export const CROWDED = '甲市同名协会';

/** The name of an organisation that tries to be more than text. */
export const MARKUP = '甲市<img src=x onerror=alert(1)>"协会';

const code = (n: number) => makeCreditCode('51', '990100', `MJ${100_000 + n}`);

function subjects(): Subject[] {
  const body = illegalBody(CROWDED);
  const crowd = Array.from({ length: 12 }, (_, n) => organisation(CROWDED, code(COUNT + n))).map((one): Subject => {
    const alike = [{ id: `il-${CROWDED}`, name: CROWDED, list: '涉嫌' as const, reason: '同名' }];
    return { ...one, record: () => ({ ...one.record(), alikeIllegal: alike }) as ReturnType<Subject['record']> };
  });
  const others = Array.from({ length: COUNT }, (_, n) =>
    organisation(
      `${PLACES[n % 10]}${WATERS[Math.floor(n / 10) % 10]}${LEVELS[Math.floor(n / 100) % 5]}${TRADES[Math.floor(n / 500)]}协会`,
      code(n),
    ),
  );
  return [...crowd, body, organisation(MARKUP, code(COUNT + 12), [{ name: '<b>甲</b>', role: 'short' }]), ...others];
}

/** Its host; known once the tests run. */
export function useShardedSite(): { readonly host: Host } {
  let host: Host | undefined;
  let folder: string | undefined;
  beforeAll(async () => {
    const { folder: built } = await builtSite('shipped');
    folder = mkdtempSync(join(tmpdir(), 'minglu-sharded-'));
    for (const part of ['_astro', 'check.html', '404.html', 'favicon.svg'])
      cpSync(join(built, part), join(folder, part), { recursive: true });
    // A page of a register of so many does not say that its names may be in one file.
    const page = join(folder, 'check.html');
    const html = readFileSync(page, 'utf8');
    expect(html).toContain(' data-few');
    writeFileSync(page, html.replace(' data-few', ''));
    // No name is common, so that there are many shards.
    const files = writeLookup({
      asOf: AS_OF,
      coverage: '本站收录甲市的组织。',
      subjects: subjects(),
      packedMost: 0,
      mostNames: COUNT * 10,
    });
    for (const [path, bytes] of files) {
      const file = join(folder, 'lookup', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    host = await serve(folder);
  });
  afterAll(async () => {
    await host?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return {
    get host() {
      return host!;
    },
  };
}
