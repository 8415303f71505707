/** Whether words bind the body whose text they stand in: what others say, what is asked, denied or past is no promise. */
import { any, SELF, type Mark, type Speaker } from './marks.ts';

export interface Stance {
  readonly speaker: Speaker;
  readonly isPast: boolean;
  readonly isDenied: boolean;
  readonly isWeak: boolean;
}

export const OWN: Stance = { speaker: 'own', isPast: false, isDenied: false, isWeak: false };

/** How the words at `at` are meant, given what stands before them in the sentence and was `carried` into it. */
export function stanceAt(text: string, marks: readonly Mark[], at: number, carried: Stance): Stance {
  let { speaker, isPast, isDenied, isWeak } = carried;
  let pastSince = 0;
  for (const mark of marks) {
    if (mark.start >= at) break;
    const { effect } = mark;
    // 曾被处罚，现承诺…
    if (effect.promises && text.slice(pastSince, mark.start).includes('，')) isPast = false;
    if (effect.isPast !== undefined) [isPast, pastSince] = [effect.isPast, mark.end];
    if (!reaches(text, mark, at)) continue;
    speaker = effect.speaker ?? speaker;
    isDenied ||= effect.isDenied ?? false;
    isWeak ||= effect.isWeak ?? false;
  }
  return { speaker, isPast, isDenied, isWeak };
}

function reaches(text: string, { start, end, effect }: Mark, at: number): boolean {
  const until = effect.isDenied ? 'part' : effect.until;
  const isOpening = until === 'next part' && !text.slice(0, start).includes('，');
  const most = until === undefined ? Infinity : isOpening ? 1 : 0;
  return text.slice(end, at).split('，').length - 1 <= most;
}

const EXCEPTION = new RegExp(
  any(`
    除外 例外 另当别论 另有(?:规定|约定) 确需 确有(?:必要|需要) 必要时 特殊情况 视情 酌情 经[^，。；]{1,8}(?:批准|同意)的?可以
    但[^，。；]{0,14}(?:可以|可|允许|有权|仍|须|应)[^，。；]{0,8}(?:强制|强行|收取|摊派|要求|调整|加收|入会|加入|评比|评选|培训)`),
);

/** Whether an exception is made behind the words that end at `end`, in their part of the sentence or the next. */
export function isExcepted(text: string, end: number): boolean {
  return EXCEPTION.test(text.slice(end).split('，').slice(0, 2).join('，'));
}

const DONE = '(?:兑现|落实|执行|做到|履行)';
const RETRACTED = new RegExp(
  any(`
    ^[^。；]{0,24}?${any(`
      (?:已|现已|业已|后来|随后|后被|后因|目前已)[^，。；]{0,8}?(?:废止|失效|作废|撤回|撤销|取消|收回|删除|停止执行)
      不再(?:适用|执行|有效|作数|生效) 未能?(?:完全)?${DONE} 没有(?:真正)?${DONE} 不是${SELF}的?(?:承诺|义务|规定|做法)
      只是[^，。；]{0,6}(?:口号|说法|空话|形式) 流于形式 名不副实 落空 成了空话 形同虚设`)}
    ^的?(?:说明|解释|解读|问答|意义|重要性|必要性|例外|经验)
    ^[等的]?[^，。；]{0,6}(?:情况|问题|案例|现象)(?:的|进行|开展)?(?:检查|抽查|评估|自查|督查|通报|统计|调查)`),
);

/** Whether what was said is taken back behind the words that end at `end`, or was only talked about. */
export function isRetracted(text: string, end: number): boolean {
  return RETRACTED.test(text.slice(end));
}

const ACTS = '(?:照办|执行|落实|遵守|做到|遵照|践行)';
const ADOPTED = new RegExp(
  `(?:^|[，；：])(?:对此|为此)?，?(?:${SELF}|协会|商会)([^，。；]{0,8}?)(?:(承诺)|${ACTS})([^，。；！]*)`,
);
/** Who studies how to carry something out, or the ways to, has not said that they will. */
const PONDERED = /研究|探讨|讨论|商讨|考虑|探索|学习/;
const WAYS = /^的(?:办法|措施|方案|路径|途径|意见|问题|情况)/;
const POINTS_BACK = /以上|上述|前述|此|该|这|照|同样|逐[条项]|不折不扣|执行|落实|遵守|做到|照办|履行/;
const LONGEST_ADOPTION = 14;

/** Whether the body makes a demand its own in what follows: 《通知》要求…，本会承诺做到. */
export function isAdopted(rest: string): boolean {
  const said = ADOPTED.exec(rest);
  if (said === null) return false;
  const [, between = '', onlyPromised, tail = ''] = said;
  if (PONDERED.test(between) || WAYS.test(tail)) return false;
  return tail.length <= LONGEST_ADOPTION && (tail === '' || onlyPromised === undefined || POINTS_BACK.test(tail));
}
