/**
 * Unified social credit codes (统一社会信用代码), GB 32100-2015 with amendment XG1-2016.
 *
 * Eighteen characters: registering department (1), class of body (2), region of the registering
 * authority at the time of issue (3–8, GB/T 2260), subject code (9–17, GB 11714, its last character
 * a check character of its own) and a check character (18, mod 31).
 */

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const SUBJECT_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Characters a hand or a scanner puts for one that the alphabet has; the standard leaves out I, O, S, V and Z. */
const SLIPS: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', Z: '2' };
/** Pairs that look alike though the alphabet has both: only the check characters can tell which was meant. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'DQ',
  D: '0',
  Q: '0',
  '8': 'B',
  B: '8',
  '6': 'G',
  G: '6',
  '1': 'L',
  L: '1',
};

/** Who issued a code, by its first character (GB 32100, table 1). */
const DEPARTMENTS: Readonly<Record<string, string>> = {
  '1': '机构编制部门（机关、事业单位、群团）',
  '2': '外交部门',
  '3': '司法行政部门',
  '4': '文化部门',
  '5': '民政部门',
  '6': '旅游部门',
  '7': '宗教部门',
  '8': '工会',
  '9': '市场监管部门（企业、个体工商户）',
  A: '中央军委改革和编制办公室',
  N: '农业部门',
  Y: '其他部门',
};

/** Class of a body registered by civil affairs: second character → organisation type; 9 is «other». */
export const CLASS_TYPES = { '1': '社会团体', '2': '民办非企业单位', '3': '基金会' } as const;

/** Whether the text has the shape of a credit code of any department; says nothing about its check characters. */
export function isCreditCodeShape(code: string): boolean {
  return SHAPE.test(code);
}

/** The check character (position 18) that the first 17 characters ask for; `undefined` when one is outside the alphabet. */
export function checkCharacter(first17: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const value = ALPHABET.indexOf(first17.charAt(i));
    if (value < 0 || first17.charAt(i) === '') return undefined;
    sum += value * WEIGHTS[i]!;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** The ninth character of a GB 11714 code for its first eight; digits count 0–9, letters 10–35. */
export function subjectCheckCharacter(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += Number.parseInt(first8.charAt(i), 36) * SUBJECT_WEIGHTS[i]!;
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Whether position 18 fits the 17 before it (GB 32100, mod 31). */
export function hasValidCheckCharacter(code: string): boolean {
  return SHAPE.test(code) && checkCharacter(code) === code[17];
}

/** Whether position 17 fits positions 9–16 (GB 11714, mod 11). */
export function hasValidSubjectCode(code: string): boolean {
  return SHAPE.test(code) && subjectCheckCharacter(code.slice(8, 16)) === code[16];
}

/** The department that issued the code, in words, by its first character. */
export function issuingDepartment(code: string): string {
  return DEPARTMENTS[code.charAt(0)] ?? '未知部门';
}

/** Whether the code belongs to a body registered by civil affairs: 51, 52, 53 or 59. */
export function isCivilAffairsCode(code: string): boolean {
  return /^5[1239]/.test(code);
}

/** GB/T 2260 region of the registering authority when the code was issued. It does not follow later boundary changes. */
export function regionOfCode(code: string): string {
  return code.slice(2, 8);
}

/**
 * A code as people type it, brought to its written form: full width to half width, upper case, blanks,
 * hyphens, a leading apostrophe and Excel's `="…"` wrapper taken off. Letters are never changed into digits here.
 */
export function normaliseCreditCode(text: string): string {
  if (/^[0-9A-Z]{18}$/.test(text)) return text;
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Pd}.·]/gu, '')
    .replace(/^[='"]+/, '');
  // A pattern for the end would look at every run of quotes inside again and again.
  let end = code.length;
  while (end > 0 && (code[end - 1] === "'" || code[end - 1] === '"')) end--;
  return code.slice(0, end);
}

/**
 * How a spreadsheet ruined the code, if it did: scientific notation (`5.1E+17`), or digits from the
 * sixteenth on replaced by zeros because the program keeps fifteen.
 */
export function spreadsheetDamage(text: string): 'scientific' | 'rounded' | undefined {
  if (/^[0-9A-Z]{17}[A-Z]$|^[0-9A-Z]{17}[1-9]$/.test(text)) return undefined;
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (/^\d(\.\d+)?E\+?\d{1,2}$/.test(code)) return 'scientific';
  if (/^\d{15}000$/.test(code) && !hasValidCheckCharacter(code)) return 'rounded';
  return undefined;
}

/**
 * The code that was probably meant, when exactly one correction of a usual slip (O/0, I/1, S/5, Z/2, B/8)
 * passes both check characters; `undefined` when none or several do.
 */
export function suggestCreditCode(code: string): string | undefined {
  if (code.length !== 18) return undefined;
  const obvious = [...code].map((character) => SLIPS[character] ?? character).join('');
  if (obvious !== code && isSound(obvious)) return obvious;
  const candidates = new Set<string>();
  for (let i = 0; i < 18; i++) {
    for (const swap of LOOK_ALIKES[obvious[i]!] ?? '') {
      const candidate = obvious.slice(0, i) + swap + obvious.slice(i + 1);
      if (isSound(candidate)) candidates.add(candidate);
    }
  }
  return candidates.size === 1 ? [...candidates][0] : undefined;
}

/** Whether both check characters fit and the code is one of civil affairs. */
function isSound(code: string): boolean {
  return isCivilAffairsCode(code) && hasValidCheckCharacter(code) && hasValidSubjectCode(code);
}

/** A whole code from its class (`51`, `52`, `53`), region and eight subject characters, both check characters computed. */
export function makeCreditCode(prefix: string, region: string, subject8: string): string {
  const first17 = prefix + region + subject8 + subjectCheckCharacter(subject8);
  return first17 + checkCharacter(first17);
}
