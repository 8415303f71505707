/** Texts compared by their characters alone: blanks, quotation marks and widths make no difference. */

const DROPPED = /[\s\p{Cf}“”„‟‘’‛"'「」『』*_`~]/u;
const WIDE: Readonly<Record<string, string>> = {
  ',': '，', ';': '；', ':': '：', '!': '！', '?': '？', '(': '（', ')': '）', '｡': '。', '､': '、', '﹑': '、',
  '[': '（', ']': '）', '【': '（', '】': '）', '〔': '（', '〕': '）', '帐': '账',
}; // prettier-ignore
const NARROW = /^[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF0E]$/;

/** The text in one form: Chinese punctuation, half-width digits, no blanks, no quotation marks. */
export function fold(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (isPlainHan(character)) folded += character;
    else if (NARROW.test(character)) folded += character.normalize('NFKC');
    else if (!DROPPED.test(character)) folded += WIDE[character] ?? character;
  }
  return folded;
}

/** Most of a Chinese text, which needs no second look. */
function isPlainHan(character: string): boolean {
  return character >= '一' && character <= '龥' && character !== '帐';
}
