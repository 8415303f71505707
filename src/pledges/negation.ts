/** Negations in a sentence, and what they bear on. Patterns read folded sentences. */
import { any } from './marks.ts';

/**
 * `firm` bears on whatever follows in its part of the sentence, `plain` on what follows at once or by an adverbial,
 * `soft` only weakens (减少, 避免). `void` is no negation though it looks like one (不断, 不禁止), `denial` says that
 * something is not so (并非), which is no promise.
 */
export type NegationKind = 'firm' | 'plain' | 'soft' | 'void' | 'denial';

export interface Negation {
  readonly kind: NegationKind;
  readonly start: number;
  readonly end: number;
}

/** In the order in which they are tried at one place. */
const TOKENS: Readonly<Record<NegationKind, string>> = {
  void: any(`
    [是要会能该愿对]不[是要会能该愿对] 可不可以 与否 不得不 不能不 不会不 不可不 不可能不 无不 莫不 不得已 不禁(?!止)
    不${any(`
      断 仅 但 光 单 止 只 过(?!度) 如 论 管 同 时 定期 懈 忘 惜 免 妨 怕 乏 失 难 特定 动产 可抗力 限于 尽 利(?!用) 稳
      公(?:平|正(?!当)) 正(?!式) 良 当 实(?!施|行) 力 便 久 适 符 合[格规理法] 规范 足 够 满 少 等(?!于) 一 知 清楚 了解 明白 确定
      折不扣 遗余力 必 愿 想 肯 情愿 缴 交 入会 需 配合 服从 满意 理解 参[加与](?!乱|违规|非法)`)}
    不[得能会]?${any(`
      排除 反对 禁止 严禁 拒绝 杜绝 避免 取消 限制 追究 制止 停止 放弃 影响 妨碍 干涉 干预 违反 违背 损害 打击 查处 处罚`)}`),
  denial: any(`
    [并决绝]?不再?(?:是|等于|意味|代表|属于|算|作为|视为) 并非 绝非 不完全 不一定 不总是 不都 不全 未必 难免`),
  firm: any(`
    ${any('坚决 绝对 一律 一概 决 绝 从 永 均 都 概')}?不${any('得 准 许 允许 (?=[搞办做以]) 会(?![员费计议长籍]) 再 予 可 能 应 该')}
    ${any('坚决 绝对 一律 一概 决 绝 从 永')}不 严禁 禁止 杜绝 严防 拒绝 抵制 反对 停止 停办 取消(?!会员资格) 零容忍 勿`),
  soft: any('避免 防止 减少 谨防 遏制 控制 规避 克服 少(?=[办搞开评设收]) 慎重?(?=开展|收|举办)'),
  plain: any('不 别(?=[搞强]) 非(?=自愿)'),
};
const KINDS = Object.keys(TOKENS) as NegationKind[];
const TOKEN = new RegExp(KINDS.map((kind) => `(?<${kind}>${TOKENS[kind]})`).join('|'), 'g');

/** Every negation of a folded sentence, in order. */
export function negationsIn(text: string): Negation[] {
  return [...text.matchAll(TOKEN)].map(({ index, 0: { length }, groups }) => ({
    kind: KINDS.find((kind) => groups![kind] !== undefined)!,
    start: index,
    end: index + length,
  }));
}

/** The negation that bears on the word at `at`; of several, the nearest. */
export function negationOf(text: string, negations: readonly Negation[], at: number): Negation | undefined {
  for (let i = firstBehind(negations, at) - 1; i >= 0; i--) {
    const negation = negations[i]!;
    if (negation.end > at) continue;
    if (at - negation.end > REACH) return undefined;
    if (negation.kind !== 'void' && bears(text, negation, at)) return negation;
    if (!isAboutSomebody(text, negations[i - 1], at)) return undefined;
  }
  return undefined;
}

/** Index of the first negation that begins at `at` or behind it. */
export function firstBehind(negations: readonly Negation[], at: number): number {
  let [low, high] = [0, negations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (negations[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Longest way from a negation to what it bears on: lists of misdeeds are long. */
const REACH = 60;

/** Whether a negation in between only describes whom the `outer` one is about: 不向不愿参加的企业强行推销. */
function isAboutSomebody(text: string, outer: Negation | undefined, at: number): boolean {
  return (
    outer !== undefined && PREPOSITION.test(text.slice(outer.end, at)) && !/[，。；]/.test(text.slice(outer.end, at))
  );
}

const PREPOSITION = new RegExp(`^${any('对于? 向 因为? 由于 把 将 给 让 以 借 在')}`);
/** What a plain 不 may have before its verb: 不以任何名义强制, 不向会员摊派, 不擅自举办. */
const ADVERBIAL = new RegExp(
  `^${any(`
    [对向以借凭靠把将为因让给在由就于搞做作得准许能可予再设乱滥私强硬用超] 利用 通过 面向 针对 冠以 委托 联合 任意 随意 擅自 自行
    违规 违法 违反 变相 直接 间接 采[取用] 使用 运用 依托 进行 从事 参与 组织 开展 举办 实施 发生 出现 允许 要求 收取? 征收 巧立 单独
    另行 额外 重复 无故 人为 盲目 非法 单方`)}`,
);
/** What ends the reach: another clause, another subject. */
const BREAK = new RegExp(
  any(`
    [，：；。] 而(?!不) 却 (?<!不)${any('可以 必须 应当 应该 鼓励 欢迎 支持 从而 以便 同时 继续 仍')}
    的${any('会员 企业 单位 商户 个人 人员 组织 机构 同志 经营者 协会 行为人')}`),
);
/** How a part of a sentence goes on with the list before it. */
const GOES_ON = new RegExp(
  `^${any(`
    [一二三四五六七八九十]是 其[一二三四五] （?[\\d一二三四五六七八九十]{1,2}[）.、．] [①-⑳] 或者? 和 及 以及 也 亦 更 与 并 任何 任意 各[种类]
    一切 变相 乱 滥 私`)}`,
);
/** 不借助行政权力，强制…: a means before the comma, the deed behind it. */
const BY_MEANS = new RegExp(`^${any('与 同 借 利用 以 凭 依托 依靠 打着 假借 通过 使用 运用 采[取用]')}`);

function bears(text: string, { kind, end }: Negation, at: number): boolean {
  const between = text.slice(end, at);
  if (between === '' || (PREPOSITION.test(between) && !/[，：；。]/.test(between))) return true;
  const stretch = lastPart(between, kind);
  if (stretch === undefined || BREAK.test(stretch)) return false;
  if (kind !== 'plain' || BY_MEANS.test(between) || ADVERBIAL.test(between)) return true;
  const items = between.split(/、|或者?|和|以及|及|与/);
  return items.length > 1 ? items.at(-1)!.length <= 4 : between.length <= 2;
}

/** The part behind the last comma, where all that commas part are the items of one list, or a means and its deed. */
function lastPart(between: string, kind: NegationKind): string | undefined {
  const parts = between.split('，');
  const last = parts.pop()!;
  if (parts.length === 0) return between;
  if (parts.length === 1 && BY_MEANS.test(between) && (last.length <= 4 || /^[以借]/.test(last))) return last;
  // 会强制吗？不会，…
  if (kind === 'plain' || parts[0] === '' || parts.some((part) => BREAK.test(part))) return undefined;
  return parts.slice(1).every((part) => GOES_ON.test(part)) && (last.length <= 2 || GOES_ON.test(last))
    ? last
    : undefined;
}

const RULED_OUT = new RegExp(
  `^[^。；！？]{0,16}?${any('一律 坚决 一概 全部 严格 予以 均 都 也 本会 我会 协会 ，')}*` +
    any(`
      严禁 禁止 杜绝 抵制 零容忍 说不 不允许(?:发生|出现|存在)? 不做 不搞 不办 不参与 不予?(?:开展|举办|组织|办理) 不准 不许
      不得(?:发生|出现|有) (?:绝|决|永|坚决)不(?:发生|出现|允许|做|搞|干|碰)`) +
    '(?=$|[，。；！？])',
);

/** Whether the misdeed that ends at `end` is ruled out behind it: 强制入会等行为一律禁止. */
export function isRuledOutAfter(text: string, end: number): boolean {
  return RULED_OUT.test(text.slice(end));
}
