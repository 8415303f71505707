import { defineDataset, optional, required, type RecordOf } from './dataset.ts';
import { sourceIds } from './shared-columns.ts';
import { choice, date, list, name, text } from './types.ts';

export const ILLEGAL_KINDS = ['涉嫌', '取缔', '劝散', '关停网站'] as const;
export type IllegalKind = (typeof ILLEGAL_KINDS)[number];

export const illegalOrganisations = defineDataset({
  id: 'illegal-organisations',
  title: '非法社会组织',
  summary: '登记管理机关公布的四种名单，分量不同，分别列出：涉嫌、取缔、劝散、关停网站。',
  cadence: '随公布更新',
  columns: {
    name: required('名称', name(), {
      aliases: ['非法社会组织名称', '组织名称', '社会组织名称', '网站名称'],
      example: '华夏澜江竹艺总会',
    }),
    kind: required(
      '名单类别',
      choice(ILLEGAL_KINDS, {
        涉嫌非法社会组织: '涉嫌', 涉嫌非法: '涉嫌', 已取缔: '取缔', 依法取缔: '取缔', 予以取缔: '取缔',
        劝散解散: '劝散', 劝导解散: '劝散', 责令解散: '劝散', 关停: '关停网站', 网站关停: '关停网站', 关停非法社会组织网站: '关停网站',
      }), // prettier-ignore
      { aliases: ['类别', '名单类型', '名单种类'], example: '涉嫌' },
    ),
    batch: optional('批次', text(), {
      aliases: ['公布批次', '名单批次'],
      example: '2026年第一批',
      note: '照公布的原话写。',
    }),
    publishedOn: optional('公布日期', date(), {
      aliases: ['公布时间', '发布日期', '曝光日期'],
      example: '2026-03-01',
      happened: true,
    }),
    publishedBy: optional('公布机关', text(), {
      aliases: ['发布机关', '执法主体', '公布部门'],
      example: '澜江市民政局',
    }),
    resembles: optional('与之相近的合法社会组织', list('名称，可有多个'), {
      aliases: ['合法登记的组织', '相近的合法社会组织', '合法登记的为'],
      example: '',
      note: '只写公布时点名的那家。',
    }),
    disposal: optional('处置状态', text(), { aliases: ['处置情况', '处理情况', '状态'], example: '核查中' }),
    source: sourceIds,
  },
  // One name may be banned in two places, by lists that number no batches.
  key: ['name', 'kind', 'batch', 'publishedBy'],
  source: 'source',
  isPublishable: (record, asOf) => record.publishedOn === undefined || record.publishedOn <= asOf,
});

export type IllegalRow = RecordOf<typeof illegalOrganisations.columns>;
