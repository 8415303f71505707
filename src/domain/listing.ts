/**
 * The two lists of the 社会组织信用信息管理办法 (民政部令第60号, 2018): 活动异常名录 (art. 11) and
 * 严重违法失信名单 (art. 15), as intervals of days.
 */
import { addDays, addYears, compareDays, endOf, NO_END, startOf, type IsoDate } from './date.ts';

/** One entry of either list. On the list from `listedOn` on, up to but not including `removedOn`. */
export interface Listing {
  listedOn: IsoDate;
  /** As typed. */
  ground: string;
  listedBy?: string | undefined;
  removedOn?: IsoDate | undefined;
  removalGround?: string | undefined;
  repairedOn?: IsoDate | undefined;
  publishUntil?: IsoDate | undefined;
  source?: readonly string[] | undefined;
}

export interface Ground {
  id: string;
  /** The ground in the words of the regulation. */
  text: string;
  /** The same in plain words, for sentences. */
  plain: string;
  /** Article and item. */
  article: string;
  /** Whether the text, half width and without blanks, says so. */
  fits: (text: string) => boolean;
}

const ABNORMAL = '《社会组织信用信息管理办法》第十一条';
const SERIOUS = '《社会组织信用信息管理办法》第十五条';

/**
 * Fifty thousand yuan or more: «5万元以上», «八万元», «50000元»; not «不满五万元», not «5万元以下». Of Chinese numerals the last
 * one is enough: those before it only make more of it.
 */
const HEAVY_FINE =
  /(?<!不满|不足|低于|少于|[\d.,])(?:(?:[5-9]|[1-9]\d+)(?:\.\d+)?万(?!元?以下)|(?:[5-9]\d|[1-9]\d{2,}),?\d{3}(?:\.\d+)?元(?!以下))|(?<!不满|不足|低于|少于)[五六七八九十百千伍陆柒捌玖拾佰仟]万(?!元?以下)/;

type Test = (text: string) => boolean;

// A typed ground may be as long as a cell can be. `a.*b` looks for b anew behind every a; these look through the text once.

function says(words: RegExp): Test {
  return (text) => words.test(text);
}

/** Whether the words follow one another, whatever stands between. No alternative may end within another of the same words. */
function saysInOrder(...words: readonly RegExp[]): Test {
  return (text) => {
    let rest = text;
    for (const word of words) {
      const found = word.exec(rest);
      if (found === null) return false;
      rest = rest.slice(found.index + found[0].length);
    }
    return true;
  };
}

function anyOf(...tests: readonly Test[]): Test {
  return (text) => tests.some((test) => test(text));
}

function allOf(...tests: readonly Test[]): Test {
  return (text) => tests.every((test) => test(text));
}

function not(test: Test): Test {
  return (text) => !test(text);
}

/** An inspection that no demand to put things right follows: that would be another ground. */
function saysInspectionAlone(text: string): boolean {
  const inspected = Math.max(text.lastIndexOf('年检'), text.lastIndexOf('年度检查'));
  return inspected >= 0 && !text.includes('整改', inspected);
}

/** The seven grounds of the 活动异常名录. The first that the text fits wins. */
export const ABNORMAL_GROUNDS: readonly Ground[] = [
  { id: 'annual-report', text: '未按照规定时限和要求报送年度工作报告', plain: '未按时报送年度工作报告', article: `${ABNORMAL}第一项`, fits: anyOf(says(/年度(工作)?报告|年报/), saysInspectionAlone) },
  { id: 'party-organisation', text: '未按照有关规定设立党组织', plain: '未按规定设立党组织', article: `${ABNORMAL}第二项`, fits: says(/党(的)?组织|党支部/) },
  { id: 'rectification', text: '未按期完成整改', plain: '未按期完成整改', article: `${ABNORMAL}第三项`, fits: anyOf(saysInOrder(/未|逾期|没有|拒不/, /整改/), saysInOrder(/整改/, /未|逾期/)) },
  { id: 'fundraising-unfit', text: '不再符合公开募捐资格条件或者连续六个月不开展公开募捐活动', plain: '不再符合公开募捐资格条件或长期未开展公开募捐', article: `${ABNORMAL}第四项`, fits: says(/公开募捐/) },
  { id: 'light-penalty', text: '受到警告或者不满五万元罚款处罚', plain: '受到警告或小额罚款处罚', article: `${ABNORMAL}第五项`, fits: allOf(says(/警告|罚款/), not(says(HEAVY_FINE))) },
  { id: 'unreachable', text: '通过登记的住所无法取得联系', plain: '通过登记住所无法取得联系', article: `${ABNORMAL}第六项`, fits: anyOf(saysInOrder(/无法|不能|未能/, /联系/), says(/失联|联系不上/)) },
  { id: 'other', text: '法律、行政法规规定应当列入的其他情形', plain: '法律、行政法规规定的其他情形', article: `${ABNORMAL}第七项`, fits: says(/其他情形/) },
]; // prettier-ignore

/** The eight grounds of the 严重违法失信名单. The first that the text fits wins. */
export const SERIOUS_GROUNDS: readonly Ground[] = [
  { id: 'two-years-abnormal', text: '被列入活动异常名录满两年', plain: '列入活动异常名录满两年', article: `${SERIOUS}第一项`, fits: allOf(says(/异常名录/), anyOf(says(/(?<![\d〇零一二三四五六七八九])[两二2]年(?!内)/), saysInOrder(/满|超过|达/, /年/))) },
  { id: 'false-change', text: '弄虚作假办理变更登记被撤销变更登记', plain: '弄虚作假办理变更登记', article: `${SERIOUS}第二项`, fits: anyOf(saysInOrder(/弄虚作假|虚假|骗取|欺骗/, /变更登记/), says(/撤销.{0,3}变更登记/)) },
  { id: 'suspended', text: '受到限期停止活动行政处罚', plain: '受到限期停止活动处罚', article: `${SERIOUS}第三项`, fits: anyOf(saysInOrder(/限期|责令/, /停止活动/), saysInOrder(/停止活动/, /处罚|个月/)) },
  { id: 'repeated-penalties', text: '三年内两次以上受到警告或者不满五万元罚款处罚', plain: '三年内两次以上受到警告或小额罚款', article: `${SERIOUS}第五项`, fits: saysInOrder(/(?<![\d〇零一二三四五六七八九])[三3]年/, /[两二2多]次/, /警告|罚款|处罚/) },
  { id: 'heavy-penalty', text: '受到五万元以上罚款处罚', plain: '受到五万元以上罚款', article: `${SERIOUS}第四项`, fits: allOf(says(/罚款/), says(HEAVY_FINE)) },
  { id: 'judgment-defaulter', text: '被司法机关纳入失信被执行人名单', plain: '被列为失信被执行人', article: `${SERIOUS}第六项`, fits: says(/失信被执行人/) },
  { id: 'registration-revoked', text: '被吊销登记证书或者被撤销成立登记', plain: '被吊销证书或撤销成立登记', article: `${SERIOUS}第七项`, fits: says(/(吊销|撤销)(?!公开募捐|慈善组织)/) },
  { id: 'other', text: '法律、行政法规规定的其他情形', plain: '法律、行政法规规定的其他情形', article: `${SERIOUS}第八项`, fits: says(/其他情形/) },
]; // prettier-ignore

/** The regulation's ground that the text means; `undefined` when it fits none, which is shown as typed and reported. */
export function recogniseGround(text: string, grounds: readonly Ground[]): Ground | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  return grounds.find((ground) => ground.fits(plain));
}

/** Whether the entry stands on its list on that day. The day of removal no longer counts. */
export function isOnList(listing: Listing, day: IsoDate): boolean {
  return startOf(listing.listedOn) <= day && (listing.removedOn === undefined || day < startOf(listing.removedOn));
}

/** Entries on their list on that day, the earliest first. */
export function entriesOn<L extends Listing>(listings: readonly L[], day: IsoDate): L[] {
  return listings.filter((listing) => isOnList(listing, day)).toSorted((a, b) => compareDays(a.listedOn, b.listedOn));
}

export interface TwoYearClock {
  /** The first day of the present unbroken stay on the list. */
  listedSince: IsoDate;
  /** The day the clock counts from: the last new ground that came while the organisation was already listed. */
  countedFrom: IsoDate;
  /** The day two full years are over. */
  dueOn: IsoDate;
  /** Whether that day has come. */
  isDue: boolean;
  /** Whether a later ground started the clock anew. */
  restarted: boolean;
}

/**
 * The two-year clock of the 活动异常名录: after two full years the organisation is moved to the serious list
 * (art. 15 item 1); a further ground while listed starts the two years anew (art. 11). A stay is unbroken as long as
 * some entry covers every day; one that ends on the day another begins continues it.
 *
 * @returns `undefined` when the organisation is not on the list that day
 */
export function twoYearClock(listings: readonly Listing[], day: IsoDate): TwoYearClock | undefined {
  const begun = listings
    .filter((listing) => startOf(listing.listedOn) <= day)
    .toSorted((a, b) => compareDays(a.listedOn, b.listedOn));
  if (!begun.some((listing) => isOnList(listing, day))) return undefined;
  let stayFrom = '';
  let stayTo = '';
  let countedFrom = '';
  for (const listing of begun) {
    const from = startOf(listing.listedOn);
    const to = listing.removedOn === undefined ? NO_END : startOf(listing.removedOn);
    if (to <= from) continue;
    if (from > stayTo) stayFrom = from;
    countedFrom = from;
    if (to > stayTo) stayTo = to;
  }
  const dueOn = addYears(countedFrom, 2);
  return { listedSince: stayFrom, countedFrom, dueOn, isDue: dueOn <= day, restarted: countedFrom !== stayFrom };
}

/** What limits the publication of an entry. */
export interface Publication {
  repairedOn?: IsoDate | undefined;
  publishUntil?: IsoDate | undefined;
}

/** The last day an entry may be shown; `undefined` when nothing ends it. */
export function lastShownDay(entry: Publication): IsoDate | undefined {
  const ends = [
    ...(entry.repairedOn === undefined ? [] : [addDays(startOf(entry.repairedOn), -1)]),
    ...(entry.publishUntil === undefined ? [] : [endOf(entry.publishUntil)]),
  ];
  return ends.toSorted()[0];
}

/**
 * Whether an entry may be shown on that day: not after its credit was repaired (信用修复管理办法 2025, art. 3) and not
 * after the last day of its publication. An entry listed in the future has not happened yet.
 */
export function mayBeShown(entry: Publication, day: IsoDate): boolean {
  const last = lastShownDay(entry);
  return last === undefined || day <= last;
}
