import { startOf } from '../domain/date.ts';
import { defineDataset, required, type RecordOf } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { date, name, text } from './types.ts';

export const lookAlikes = defineDataset({
  id: 'look-alikes',
  title: '易混名称',
  summary: '非法名单上容易与登记名称混淆的名称，每一对都由人核对过。',
  cadence: '随核对更新',
  columns: {
    name: required('名称', name(), {
      aliases: ['非法社会组织名称', '非法名称', '易混名称'],
      example: '华夏澜江竹艺总会',
      note: '「非法社会组织」数据里的名称。',
    }),
    code: organisationCode,
    reason: required('理由', text(), {
      aliases: ['易混理由', '相近之处'],
      example: '加减冠名词',
      note: '两个名称差在哪里。检查报告提出的写法可以照抄。',
    }),
    confirmedOn: required('确认日期', date(), {
      aliases: ['核对日期', '确认时间'],
      example: '2026-11-18',
      happened: true,
    }),
    source: sourceIds,
  },
  key: ['name', 'code'],
  organisation: 'code',
  source: 'source',
  isPublishable: (record, asOf) => startOf(record.confirmedOn) <= asOf,
});

export type LookAlikeRow = RecordOf<typeof lookAlikes.columns>;
