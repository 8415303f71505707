import { defineDataset, optional, ordered, required } from './dataset.ts';
import { sourceIds } from './shared-columns.ts';
import { choice, date, endDate, phrases, text } from './types.ts';

export const promises = defineDataset({
  id: 'promises',
  title: '承诺目录',
  summary: '各份通知要求社会组织公开承诺的内容，一份通知的一项要求一行；承诺文本说到了哪几项，按这里的识别词读。',
  cadence: '随通知更新',
  columns: {
    key: required('编号', text(), {
      aliases: ['承诺编号'],
      example: 'no-forced-membership',
      note: '同一项承诺在几份通知里都写同一个编号。',
    }),
    wording: required('承诺', text(), {
      aliases: ['承诺内容', '承诺事项'],
      example: '不强制入会',
      note: '照通知的原话写。文本里有这句原话，就算说到。',
    }),
    kind: optional('类别', choice(['承诺', '事项']), {
      aliases: ['承诺类别'],
      example: '承诺',
      decisive: true,
      note: '事项是文本应当讲到的内容，如收费标准；不填按承诺。',
    }),
    basis: required('依据文件', text(), {
      aliases: ['依据', '文件名称'],
      example: '《民政部关于开展行业协会行业自律与诚信创建活动的通知》（民函〔2013〕111号）',
    }),
    article: optional('条款', text(), { aliases: ['条文'], example: '二、（三）' }),
    sentence: optional('原句', text(), {
      aliases: ['原文'],
      example: '要向社会承诺做到不强制入会、不摊派会费、不强行服务',
      note: '通知里提出这项要求的那句话。',
    }),
    since: optional('起用日期', date(), {
      aliases: ['起始日期', '施行日期'],
      example: '2021-04-03',
      decisive: true,
      note: '从这一天起对照；不填为一直。',
    }),
    until: optional('停用日期', endDate(), {
      aliases: ['废止日期'],
      example: '',
      decisive: true,
      note: '对照到这一天为止。',
    }),
    phrases: optional('识别词', phrases(), {
      aliases: ['识别规则', '关键词'],
      example: '不＋强制／强迫＋入会／加入；入会自愿；未经＋同意＋…＋不＋提供＋服务',
      decisive: true,
      note: '写出算作明示的说法。几种说法用；隔开；一种说法里的词用＋连起来，要按先后出现在同一小句；同义词用／隔开。单独一个「不」代表各种否定（不得、严禁、杜绝……一律禁止），要否定到它后面的词。「…」表示中间可以隔着逗号。同一编号写一次就够。',
    }),
    partialPhrases: optional('部分识别词', phrases(), {
      aliases: ['部分识别规则'],
      example: '退会自由；尊重＋入会＋意愿',
      decisive: true,
      note: '写出只算说到一部分的说法，写法与识别词相同。',
    }),
    source: sourceIds,
  },
  key: ['key', 'basis'],
  source: 'source',
  ends: { until: ['长期'] },
  check: (record) =>
    ordered(record.since, record.until, {
      field: 'until',
      code: 'dates-out-of-order',
      message: `停用日期 ${record.until} 早于起用日期 ${record.since}`,
      suggestion: '请核对两个日期',
    }),
});
