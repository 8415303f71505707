/** Words that tell who speaks in a sentence, of when, and how firmly. Patterns read folded sentences. */

/**
 * `own`: the body whose text it is. `rule`: somebody above, asking it of associations. `peers`: other bodies. `others`:
 * members and what is asked of them, the press, model texts.
 */
export type Speaker = 'own' | 'rule' | 'peers' | 'others';

/** What a mark makes of the words behind it. */
export interface Effect {
  readonly speaker?: Speaker;
  readonly isPast?: boolean;
  /** Said not to be so, or only asked, talked over, learnt. To the next comma. */
  readonly isDenied?: true;
  /** Only in some cases, or only as far as it goes. */
  readonly isWeak?: true;
  /** A word of promising: behind a comma it ends what was told of the past. */
  readonly promises?: true;
  /** How far it reaches: its part between commas, or the next part as well where it opens the sentence. */
  readonly until?: 'part' | 'next part';
}

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly effect: Effect;
}

/** An alternative of words or patterns, written with blanks between. */
export function any(words: string): string {
  return `(?:${words.trim().split(/\s+/).join('|')})`;
}

/** Up to so many characters of one part of a sentence. */
function upTo(most: number): string {
  return `[^，。；：]{0,${most}}?`;
}

const BODY = any('协会 商会 学会 联合会 促进会 研究会 基金会 校友会');
export const SELF = any(
  `本会 我会 我们 我方 本(?:行业|地区)?${BODY} 本(?:组织|团体|社团|单位|机构) 我(?:协会|商会|学会)`,
);
/** The beginning of a part of a sentence, behind its number. */
const HEAD = `(?:^|(?<=${any('[，：；、（）] 并且? 且 同时 [一二三四五六七八九十]是 ^（?[一二三四五六七八九十\\d]{1,2}[）.、．]')}))`;
const MEMBER = any(
  '会员(?:单位|企业)? 入会企业 (?:副会长|理事|成员)单位 从业(?:人员|者) 企业 经营者 同业 同行(?:企业)?',
);
const EVERY = any('各 全体 所有 广大 每[家个] 本会 其 全行业');

/** Another's document is somebody above; the body's own charter and rules are not. */
const DOCUMENT = '(?<!本会|我会|协会|商会)《(?![^》]*章程)[^》]{1,60}》(?:（[^）]*）)?';
const ABOVE = any(`
  ${DOCUMENT} 上级 民政(?:部门?|[厅局]) [省市县区][^，。；：]{0,6}[厅局委办] 登记管理机关 业务主管单位 主管部门 有关部门 监管部门
  市场监管[^，。；]{0,3} 政府(?:部门)? 国家 国务院 国办 中央 法律法规 法律 法规 政策 通知 文件 意见 指南 条例 指引 倡议书 会议`);
const DEMANDS = any(`
  要求 规定 明确 提出 强调 指出 倡导 号召 部署 提醒 重申 写明 写道 载明 列出 列明 公布 印发 下发 出台 禁止 严禁 责令 约谈`);
/** Associations as a class, not the one that speaks: 各行业协会不得…, 行业协会商会应当… */
const CLASS = any(`
  ${any('各(?:级|类|地)? 所有 任何 一切 全国 全[省市区县] 广大 凡')}的?(?:行业)?(?:协会|商会|学会)(?:商会)?
  ${any('各(?:级|类|地)? 所有 任何 一切 全国性? 全[省市区县]性? 广大')}?(?:行业协会商会|行业协会|协会商会|社会组织|社会团体)`);
const MUST = any('应当? 要(?!求) 须 必须 不得 不准 不能 不应 严禁 一律 都 均');
const NOT_NEGATED = '(?<!(?:不|严禁|禁止|杜绝)[^，。；]{0,8})';
const OTHER_BODY = `${any(`
  [一二两三四五六七八九十百千\\d]+[多余几]?家 其他 其它 同行 同业 兄弟 友好 邻[省市县区] 外[省地埠市] 某[些个家]? 有的 有些 别的 同类 一些 个别 少数
  不少 许多 多家 另一家 周边 对方 隔壁 同城 省外 境外`)}(?!会员)[^，。；、会员]{0,10}${any('协会 商会 学会 社团 社会组织 联合会 单位 组织 机构')}`;
const VOICES = any(`
  有人 媒体 记者 报[道载] 据[^，。；]{0,8}(?:报道|介绍|了解) 网民 网友 群众 外界 (?:会员|企业|消费者|投诉人|客户)[^，。；、]{0,4}`);
const SAY = any(`
  称 说 问 反映 认为 指出 建议 举报 质疑 投诉 希望 呼吁 要求 表示 报道 披露 曝光 透露 强调 提出(?!异议|申请|退会|要求|意见|疑)`);

const NOT_DONE = any(`
  并?未 没有? 尚未 未曾 无法 不能 难以 很难 不易 不敢 无力 拒绝 拒不 谁也不能 谁都不能 (?<![一二三四五六七八九十两几]个?)不(?!断|再(?!承诺))`);
const HOW = `${any('公开 书面 口头 对外 明确 正式 再 能够? 完全 真正 全部 有效 切实 曾 作过 就')}*`;
const PROMISED = any(`
  承诺 保证 做到 答应 许诺 规定 写明 写 载明 提及 涉及 提到 谈及 落实 实现 列入 包括 包含 说明 约定 明确 履行 作出 做出 兑现`);
const TAKEN_BACK = any('取消 删去 删除 删掉 废止 撤回 收回 放弃 违反 违背 背弃 否认 否决 驳回 推翻 破坏 无视');
const QUESTION = any(`
  是否 能否 可否 会不会 有没有 要不要 是不是 该不该 如何 怎样 怎么 为什么 为何 (?:不会|难道|岂)[^，。；]{0,10}吗`);
const SOME = any('小微 中小 困难 贫困 新入会 新会员 个体 初创 受灾 骨干 优秀 部分 重点 龙头 理事 本[省市县区] 老会员');

/** Where two begin at one place, the first counts. */
const MARKS: readonly (readonly [pattern: string, effect: Effect])[] = [
  // 按照《通知》要求，…: who acts in accordance speaks for himself.
  [
    `${any('按照? 根据 依据? 依照 遵照 遵守 对照 落实 贯彻 执行 响应 践行 结合 围绕 参照')}[^，。；]{0,50}?` +
      `${any('要求 规定 精神 部署 号召 倡议 意见 通知 指南 条例 办法')}(?!${CLASS}|协会|商会)`,
    {},
  ],
  [`${ABOVE}${upTo(12)}${DEMANDS}(?:${SELF}|协会|商会)?`, { speaker: 'rule' }],
  [`${HEAD}${CLASS}(?:及其${upTo(8)})?(?:在${upTo(10)})?(?:${MUST}|不(?!断|仅|但|同))`, { speaker: 'rule' }],
  [
    `${NOT_NEGATED}${any('要求 倡议 倡导 号召 督促 提醒 敦促 请 希望 呼吁 告诫')}${EVERY}*[^，。；、]{0,6}?${MEMBER}`,
    { speaker: 'others' },
  ],
  [
    `${NOT_NEGATED}${any('引导 教育 推动 监督 组织 约束 规范 指导')}${EVERY}*[^，。；、]{0,6}?${MEMBER}`,
    { speaker: 'others', until: 'next part' },
  ],
  [
    `${HEAD}${EVERY}?${MEMBER}(?:之间|及其${upTo(6)})?` +
      `${any('应当? 须 必须 要(?!求) 不得 不准 不能 承诺 保证 自觉 郑重承诺 均不得 一律不得 不(?=[强搞摊设乱开超以向擅])')}(?![^，。；]{0,4}被)`,
    { speaker: 'others' },
  ],
  [OTHER_BODY, { speaker: 'peers' }],
  [`${VOICES}${SAY}(?:${SELF}|协会|商会)?`, { speaker: 'others' }],
  ['会员(?:单位|企业)?的?(?:义务|承诺|守则|行为规范|纪律)[^，。；：]{0,6}：', { speaker: 'others' }],
  ['示范文本|范本|样本|模板|格式文本|范文', { speaker: 'others' }],
  [SELF, { speaker: 'own' }],
  [`${any('郑重 公开 庄严 向[^，。；]{1,8} 特此 自愿 共同')}?(?:承诺|保证|声明)`, { promises: true }],
  [
    `(?<!不)${any(`
      曾经? 过去 从前 往年 历史上 此前 当年 那时 原先 原本 早年 起初 一度 多年前 前几年 那几年 去年(?!以来) 前年 成立之初 上一?届
      [12]\\d{3}年?(?:以前|之前|底前|间|期间|时) (?<!入会|会员|服务|收费|缴费|之)以前`)}`,
    { isPast: true },
  ],
  [
    any('现在 如今 目前 今后 以后 从今 从?即日起 自[^，。；]{1,14}起 此后 往后 从此 未来 现(?=承诺|已承诺|郑重)'),
    { isPast: false },
  ],
  [`${NOT_DONE}(?:在[^，。；]{1,12})?(?:向[^，。；]{1,6})?${HOW}${PROMISED}`, { isDenied: true }],
  [
    `(?<!(?:不|严禁)[^，。；]{0,4})${TAKEN_BACK}${any('了 过 本会 原来? 其 关于 有关 此前 先前 曾经 作出的')}*(?=不|绝不|决不|严禁|入会自愿|自愿)`,
    { isDenied: true },
  ],
  [
    `${any('讨论 研究 商议 审议 征求意见 酝酿 宣传 培训')}[了过]?(?:是否|关于|有关|能否|如何)|${any('学习 传达 宣讲 解读')}(?:贯彻|领会)?`,
    { isDenied: true },
  ],
  [
    any(
      `并?不是说?(?=不|绝不|严禁) 并非(?=不) (?:没有|未|尚未|并未)(?:就|针对) 做不到 办不到 保证不了 没有(?:哪|一)[个家] 据说 听说`,
    ),
    { isDenied: true },
  ],
  [QUESTION, { isDenied: true }],
  [
    any(`
      原则上 可以?(?=不) 大部分 大多数 多数 绝大部分 一部分 部分(?=服务|活动|企业|会员|项目|培训) 一般(?=不|情况|来说|而言|只) 通常
      尽量 尽可能 尽力 力争 力求 酌情 视情况? 大体上? 大多 可能不 暂(?:时|缓)?(?=不)
      (?:争取|努力|逐步|基本上?)(?=做到|实现|在|于|不|减少|取消|停止|杜绝|退出|避免|达到|规范)
      (?:拟|计划|打算|准备|考虑|酝酿|希望)(?=[^，。；]{0,8}(?:不|取消|停止|杜绝|禁止))
      对于?[^，。；不]{0,4}${SOME}[^，。；不]{0,10}(?=不|一律不|绝不|免)`),
    { isWeak: true, until: 'part' },
  ],
  [
    any(`
      除非 除(?![^，。；]{0,6}会费)[^，。；]{1,24}?(?:外|以外|之外) ^[^，。；]{2,24}(?:除外|例外)，
      ${HEAD}但?${any('如果 如(?!下|实|期|约|上|何|此|有违|违) 若(?!干) 倘若 假如 假使 一旦 万一 要是 只要')}
      (?<!任何[^，。；]{0,4}|什么|各种|何种|一切|无论[^，。；]{0,8}|不管[^，。；]{0,8})(?:情况|条件|情形)(?:允许|许可|具备|成熟)?(?:下|时|的)
      (?<!自愿|同意|合法|依法|坚持|遵守|符合|法规|法律)的?前提下 条件(?:成熟|允许|具备)(?:时|后|的)? 必要时
      (?:试点|疫情|展会|活动|合同|筹备|过渡|试行|换届)期[间内]? (?:本年度|今年|年内|本届)(?:内|任期内)?(?=[^，。；]{0,3}不)`),
    { isWeak: true },
  ],
];
const COMPILED = MARKS.map(([pattern, effect]) => [new RegExp(pattern, 'g'), effect] as const);

/** A body named at length, saying something: 松澜市茶叶协会公开承诺… */
const NAMED_BODY = new RegExp(
  `[\\p{Script=Han}（）]{2,24}?${BODY}(?=${any('也 已 曾 率先 日前 近日 在[^，。；]{1,12}')}?(?:向[^，。；]{1,6})?(?:公开|郑重|对外|书面)?` +
    `${any('承诺 保证 提出 公布 表示 宣布 声明 宣言 做到 不(?!断|仅|但)')})`,
  'gu',
);

/**
 * The marks of a folded sentence, in order; of two that overlap, the one that begins first. Where the `names` of the body
 * itself are known, folded, other bodies are known by theirs.
 */
export function marksIn(text: string, names: readonly string[]): Mark[] {
  const named = names.length === 0 ? [] : marksOf(NAMED_BODY, { speaker: 'peers' }, text).filter(isOther(text, names));
  const found = COMPILED.flatMap(([pattern, effect]) => marksOf(pattern, effect, text));
  const kept: Mark[] = [];
  for (const mark of [...named, ...found].toSorted((a, b) => a.start - b.start))
    if (mark.start >= (kept.at(-1)?.end ?? 0)) kept.push(mark);
  return kept;
}

function marksOf(pattern: RegExp, effect: Effect, text: string): Mark[] {
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length, effect }));
}

function isOther(text: string, names: readonly string[]): (mark: Mark) => boolean {
  return ({ start, end }) => {
    const name = text.slice(start, end);
    return /[省市县区州]|^(?:中国|全国|中华)/.test(name) && !names.some((own) => name.endsWith(own));
  };
}
