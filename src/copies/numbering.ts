/** The numbers that Word sets by itself: lists of `numbering.xml`, counted paragraph by paragraph as Word counts them. */
import { readXml } from '../sheets/xml.ts';

interface Level {
  start: number;
  /** As Word names it: `decimal`, `japaneseCounting`, … */
  format: string;
  /** What is printed, `%1` for the number of the first level: 第%1条. */
  text: string;
  /** All numbers in it are printed as 1, 2, 3. */
  isLegal: boolean;
  /** 0: goes on through the whole text; n: begins anew only behind a paragraph of one of the first n levels. */
  restart: number | undefined;
  /** Style whose paragraphs are of this level. */
  style: string | undefined;
}

interface List {
  levels: Map<number, Level>;
  /** The levels are those of the list that this style names. */
  styleLink: string | undefined;
}

interface ListUse {
  list: string;
  starts: Map<number, number>;
  /** Levels that this use prints otherwise. */
  levels: Map<number, Level>;
}

/** How Word looks up a list by the name of a style. */
export type ListOfStyle = (style: string) => string | undefined;

export class Numbering {
  readonly #lists = new Map<string, List>();
  readonly #uses = new Map<string, ListUse>();
  readonly #listOfStyle: ListOfStyle;
  /** Per list, the last number of each level; a level that begins anew has none. */
  readonly #counts = new Map<List, (number | undefined)[]>();
  readonly #started = new Set<string>();

  /** @throws ContainerFault */
  constructor(xml: string, listOfStyle: ListOfStyle) {
    this.#listOfStyle = listOfStyle;
    let list: List | undefined;
    let use: ListUse | undefined;
    let level: Level | undefined;
    let place = 0;
    readXml(xml, {
      open: (name, attribute) => {
        const value = attribute('val');
        if (name === 'abstractNum') {
          list = { levels: new Map(), styleLink: undefined };
          this.#lists.set(attribute('abstractNumId') ?? '', list);
        } else if (name === 'num') {
          use = { list: '', starts: new Map(), levels: new Map() };
          this.#uses.set(attribute('numId') ?? '', use);
        } else if (name === 'abstractNumId' && use) use.list = value ?? '';
        else if (name === 'numStyleLink' && list) list.styleLink = value;
        else if (name === 'lvlOverride') place = Number(attribute('ilvl'));
        else if (name === 'startOverride') use?.starts.set(place, Number(value));
        else if (name === 'lvl') {
          level = { start: 0, format: 'decimal', text: '', isLegal: false, restart: undefined, style: undefined };
          (use ?? list)?.levels.set(Number(attribute('ilvl')), level);
        } else if (level) setOf(level, name, value);
      },
      close: (name) => {
        if (name === 'abstractNum') list = undefined;
        else if (name === 'num') use = undefined;
        else if (name === 'lvl') level = undefined;
      },
    });
  }

  /** The level that the list gives to paragraphs of the style. */
  levelOfStyle(numId: string, style: string): number | undefined {
    const { levels } = this.#resolve(numId) ?? {};
    return [...(levels ?? [])].find(([, level]) => level.style === style)?.[0];
  }

  /** Counts one more paragraph and tells its number as printed; empty for a bullet and where there is no such list. */
  next(numId: string, place: number): string {
    const use = this.#uses.get(numId);
    const list = this.#resolve(numId);
    if (use === undefined || list === undefined) return '';
    const levelAt = (at: number) => use.levels.get(at) ?? list.levels.get(at);
    const level = levelAt(place);
    if (level === undefined) return '';
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    const start = use.starts.get(place);
    const isFirst = start !== undefined && !this.#started.has(`${numId} ${place}`);
    this.#started.add(`${numId} ${place}`);
    const last = counts[place];
    counts[place] = isFirst ? start : last === undefined ? level.start : last + 1;
    for (let deeper = place + 1; deeper < counts.length; deeper++) {
      const restart = levelAt(deeper)?.restart;
      if (restart === undefined || place < restart) counts[deeper] = undefined;
    }
    if (level.format === 'bullet') return '';
    return level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const other = levelAt(at);
      if (other === undefined) return '';
      return printed(counts[at] ?? other.start, level.isLegal ? 'decimal' : other.format);
    });
  }

  #resolve(numId: string): List | undefined {
    const list = this.#lists.get(this.#uses.get(numId)?.list ?? '');
    if (list?.styleLink === undefined || list.levels.size > 0) return list;
    const linked = this.#listOfStyle(list.styleLink);
    return linked === undefined || linked === numId ? list : this.#lists.get(this.#uses.get(linked)?.list ?? '');
  }
}

function setOf(level: Level, name: string, value: string | undefined): void {
  if (name === 'start') level.start = Number(value);
  else if (name === 'numFmt') level.format = value ?? 'decimal';
  else if (name === 'lvlText') level.text = value ?? '';
  else if (name === 'isLgl') level.isLegal = value === undefined || !/^(?:0|false|off)$/.test(value);
  else if (name === 'lvlRestart') level.restart = Number(value);
  else if (name === 'pStyle') level.style = value;
}

const HAN = '〇一二三四五六七八九';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const LEGAL_TRADITIONAL = '零壹貳參肆伍陸柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** A number in one of Word's formats; in 1, 2, 3 where the format is none of China's. */
export function printed(number: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'koreanCounting':
      return counted(number, HAN, '十百千');
    case 'chineseLegalSimplified':
      return counted(number, LEGAL, '拾佰仟');
    case 'ideographLegalTraditional':
      return counted(number, LEGAL_TRADITIONAL, '拾佰仟');
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(number)].map((digit) => HAN[Number(digit)]).join('');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
    case 'ideographEnclosedCircle':
      return number >= 1 && number <= 20 ? String.fromCodePoint(0x245f + number) : `(${number})`;
    case 'decimalEnclosedParen':
      return `(${number})`;
    case 'decimalEnclosedFullstop':
      return `${number}.`;
    case 'decimalZero':
      return String(number).padStart(2, '0');
    case 'ideographTraditional':
      return STEMS[number - 1] ?? String(number);
    case 'ideographZodiac':
      return BRANCHES[number - 1] ?? String(number);
    case 'upperLetter':
      return letters(number);
    case 'lowerLetter':
      return letters(number).toLowerCase();
    case 'upperRoman':
      return roman(number);
    case 'lowerRoman':
      return roman(number).toLowerCase();
    default:
      return String(number);
  }
}

function counted(number: number, digits: string, powers: string): string {
  if (number < 1 || number > 9999) return String(number);
  const all = [...String(number)].map(Number);
  let text = '';
  for (const [i, digit] of all.entries()) {
    const power = powers[all.length - 2 - i] ?? '';
    if (digit > 0) text += digits[digit]! + power;
    else if (!text.endsWith('零') && all.slice(i).some((rest) => rest > 0)) text += '零';
  }
  return digits === HAN ? text.replace(/^一十/, '十') : text;
}

/** A … Z, AA, BB … */
function letters(number: number): string {
  if (number < 1) return String(number);
  return String.fromCharCode(65 + ((number - 1) % 26)).repeat(Math.min(9, Math.ceil(number / 26)));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
]; // prettier-ignore

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let [rest, text] = [number, ''];
  for (const [value, letter] of ROMAN) {
    while (rest >= value) [rest, text] = [rest - value, text + letter];
  }
  return text;
}
