import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameHints } from './name-hints.ts';

const ids = (name: string) => nameHints(name).map(({ id }) => id);

describe('a name', () => {
  test.each([
    ['澜江市竹编行业协会', []],
    ['澜江市望澜区启睿艺术培训中心', []],
    ['澜江省青禾教育基金会', []],
    ['北京律师协会', []],
    ['内蒙古自治区律师协会', []],
    ['澜江市第一实验小学', []],
    ['中国室内装饰协会', ['wide-prefix']],
    ['中华慈善总会', ['wide-prefix']],
    ['国际华人艺术协会', ['grand-prefix']],
    ['华夏文化促进会', ['grand-prefix']],
    ['澜江市国际象棋协会', ['wide-word']],
    ['澜江市中华竹编研究会', ['wide-word']],
    ['竹编行业协会', ['no-region']],
    ['晨光社会工作服务中心', ['no-region']],
    ['青禾教育基金会', ['no-region']],
    ['澜江市浙江商会', ['hometown-chamber']],
    ['澜江省青浔市商会', ['hometown-chamber']],
    ['澜江市茶叶商会', []],
    ['澜江市国家级竹编研究会', ['superlative']],
    ['澜江市天下第一竹编协会', ['superlative']],
    ['中国最高艺术研究院', ['wide-prefix', 'superlative']],
    ['澜江竹编', ['no-region', 'no-form']],
    ['澜江市竹编协会茶艺专业委员会', ['branch']],
    ['上海合作国际中心(浙江)代表处', ['branch', 'wide-word']],
    ['中国竹编协会澜江分会', ['branch', 'wide-prefix']],
    ['澜江市竹编有限公司', ['company']],
    ['某某集团', ['company']],
    ['', []],
    ['！', []],
  ])('%s: %j', (name, expected) => {
    expect(ids(name)).toEqual(expected);
  });
});

test.each([
  ['青禾教育基金会', '地方登记的基金会，名称依次是行政区划、字号、行（事）业领域和「基金会」。'],
  ['晨光社会工作服务中心', '地方登记的社会服务机构（民办非企业单位），'],
  ['竹编商会', '地方登记的商会，名称前面是行政区划；'],
  ['竹编协会', '地方登记的社会团体，名称依次是行政区划、行（事）业领域或者会员组成、组织形式。'],
])('without its region %s is told how such names are made', (name, words) => {
  expect(nameHints(name)[0]!.text).toContain(words);
});

test('a hint quotes the word that it is about', () => {
  const [text] = nameHints('澜江市国家级竹编研究会').map((hint) => hint.text);
  expect(text).toContain('名称里有「国家级」');
  expect(nameHints('澜江市天下第一竹编协会')[0]!.text).toContain('名称里有「第一」');
  expect(nameHints('全国竹编协会')[0]!.text).toContain('以「全国」开头');
});

test('hints judge nothing, are whole sentences and name the rules', () => {
  const words = '中国 国际 澜江市 浙江 第一 国家级 竹编 青禾 协会 基金会 中心 商会 分会 代表处 公司 ！'.split(' ');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 6 }), (parts) => {
      const hints = nameHints(parts.join(''));
      expect(new Set(hints.map(({ id }) => id)).size).toBe(hints.length);
      for (const { text, article } of hints) {
        expect(text).toMatch(/。$/);
        expect(text).not.toMatch(/非法|违法|违规|冒充|假/);
        expect(article).toMatch(/^《社会组织名称管理办法》(第.+条)?$/);
      }
    }),
  );
});
