/** Data about the data: sources, extra regions, codes that a person has checked. */
import { defineDataset, optional, required, type RecordOf } from './dataset.ts';
import { address, choice, creditCode, date, region, text } from './types.ts';

export const sources = defineDataset({
  id: 'sources',
  title: '信息来源',
  summary: '各项数据的出处。',
  cadence: '随数据更新',
  columns: {
    id: required('来源编号', text(), { aliases: ['编号'], example: 'S001' }),
    title: required('标题', text(), {
      aliases: ['来源标题', '名称'],
      example: '澜江市民政局2026年第一批活动异常名录公告',
    }),
    publisher: required('发布机关', text(), { aliases: ['发布单位', '公布机关', '发布机构'], example: '澜江市民政局' }),
    number: optional('文号', text(), { example: '澜民告〔2026〕4号' }),
    publishedOn: optional('发布日期', date(), {
      aliases: ['公布日期', '发布时间'],
      example: '2026-03-01',
      happened: true,
    }),
    url: optional('网址', address(), { aliases: ['链接', '来源网址'], example: 'https://mz.lanjiang.example/2026/4' }),
    nature: required('性质', choice(['示例', '公开'], { 公开信息: '公开', 公开发布: '公开', 示例数据: '示例' }), {
      example: '示例',
      note: '虚构的示例数据写示例，真实公开的信息写公开。',
    }),
  },
  key: ['id'],
});

export const regions = defineDataset({
  id: 'regions',
  title: '补充行政区划',
  summary: '国家行政区划代码表以外的区划名称：新设的，或示例用的虚构区划。',
  cadence: '按需',
  columns: {
    code: required('行政区划代码', region(), { aliases: ['代码', '区划代码'], example: '990100' }),
    name: required('名称', text(), { aliases: ['区划名称', '行政区划名称'], example: '澜江市' }),
  },
  key: ['code'],
});

export const acceptedCodes = defineDataset({
  id: 'accepted-codes',
  title: '已核实的代码',
  summary: '校验码不符、但已对照登记证书核实无误的代码。核发时就与校验规则不符的代码确实存在。',
  cadence: '按需',
  columns: {
    code: required(
      '统一社会信用代码',
      { ...creditCode(), inspect: () => [] },
      { aliases: ['代码', '信用代码'], example: '51990100MJ0000018U' },
    ),
    note: optional('说明', text(), { example: '已对照登记证书' }),
    source: optional('来源', text(), { example: '' }),
  },
  key: ['code'],
});

export type SourceRow = RecordOf<typeof sources.columns>;
export type RegionRow = RecordOf<typeof regions.columns>;
export type AcceptedCodeRow = RecordOf<typeof acceptedCodes.columns>;
