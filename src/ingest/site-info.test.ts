import { describe, expect, test } from 'vitest';
import { DEFAULT_SITE, readSiteInfo } from './site-info.ts';
import { save, SAVED_AS } from './testing.ts';

const read = (text: string) => readSiteInfo(save(text, 'UTF-8'));

test('without a file the site is an example', () => {
  expect(readSiteInfo(undefined)).toEqual({ site: DEFAULT_SITE, findings: [] });
  expect(DEFAULT_SITE.example).toBe(true);
});

test('what is not said is as without a file', () => {
  expect(read('{}').site).toEqual(DEFAULT_SITE);
  expect(read('{"title": "澜江名录"}').site).toEqual({ ...DEFAULT_SITE, title: '澜江名录' });
});

test.each(SAVED_AS)('the file may be saved as %s', (as) => {
  const site = {
    title: '澜江名录',
    operator: '编辑部',
    contact: 'a@b.example',
    url: 'https://b.example',
    example: false,
  };
  expect(readSiteInfo(save(JSON.stringify(site, null, 2), as))).toEqual({ site, findings: [] });
});

describe('a fault stops everything and leaves the site an example', () => {
  test.each([
    ['', '不是完整的 JSON'],
    ['{"title": "名录"', '不是完整的 JSON'],
    ['{“title”: “名录”}', '不是完整的 JSON'],
    ['[]', '最外层应是一对大括号'],
    ['null', '最外层应是一对大括号'],
    ['"名录"', '最外层应是一对大括号'],
    ['{"exmaple": false}', '没有「exmaple」这样的项目'],
    ['{"example": "false"}', '「example」写得不对'],
    ['{"example": 0}', '「example」写得不对'],
    ['{"title": ""}', '「title」写得不对'],
    ['{"title": null}', '「title」写得不对'],
    ['{"url": "minglu.example"}', '「url」写得不对'],
    ['{"url": "javascript:alert(1)"}', '「url」写得不对'],
    ['{"url": "https://user:secret@minglu.example"}', '「url」写得不对'],
    ['{"title": 1, "operator": 2}', '「title」「operator」写得不对'],
  ])('%s: %s', (text, message) => {
    const { site, findings } = read(text);
    expect(site).toEqual(DEFAULT_SITE);
    expect(findings).toMatchObject([{ severity: 'error', code: 'bad-site-file', file: 'site.json', message }]);
    expect(findings[0]!.suggestion).toMatch(/\p{Script=Han}/u);
  });

  test('each with the cure for what is wrong', () => {
    expect(read('{"example": "false"}').findings[0]!.suggestion).toContain('不加引号');
    expect(read('{"adress": ""}').findings[0]!.suggestion).toContain('title、operator、contact、url、example');
  });

  test('for a file that cannot be opened or read', () => {
    expect(readSiteInfo(new Error('EACCES')).findings).toMatchObject([{ code: 'bad-site-file' }]);
    expect(readSiteInfo(save('{"title": "名录"}', 'UTF-8').subarray(0, 16)).findings).toMatchObject([
      { code: 'bad-site-file', message: '文件在一个字的中间断了，没有保存完整' },
    ]);
  });

  test('for a private number, which is not told', () => {
    const { findings } = read('{"contact": "13800138000"}');
    expect(findings).toMatchObject([{ code: 'private-data', message: '里面有手机号码，不能公开' }]);
  });

  test.each([
    String.raw`138\u00a00013\u00a08000`,
    String.raw`\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10`,
  ])('for a private number in escapes: %s', (contact) => {
    expect(read(`{"contact": "${contact}"}`).findings).toMatchObject([{ code: 'private-data' }]);
  });
});

test('a value that is nested deeply, and texts that every page would have, are refused', () => {
  const deep = `${'['.repeat(100_000)}"13812345678"${']'.repeat(100_000)}`;
  expect(read(deep).findings).toMatchObject([{ code: 'private-data' }]);
  expect(read(deep.replace('13812345678', 'a')).findings).toMatchObject([{ code: 'bad-site-file' }]);
  for (const item of ['title', 'operator', 'contact'])
    expect(read(JSON.stringify({ [item]: '名'.repeat(501) })).findings).toMatchObject([
      { code: 'bad-site-file', message: `「${item}」写得不对`, suggestion: expect.stringContaining('不超过') },
    ]);
});
