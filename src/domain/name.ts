/** Names of organisations: compared without what typing changes, shown as typed. */

/** Chinese characters that are their own normal form: most names have no others. */
const PLAIN = /^[\u4E00-\u9FFF]+$/;

/**
 * What two spellings of one name share: width, case, brackets, middle dots, blanks and what cannot be seen make no difference.
 * `（）` and `()`, `·` and `•`, full-width and half-width letters compare equal.
 */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name;
  // Normalised twice: what stood apart before blanks and marks were taken out may combine now.
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Variation_Selector}\p{P}\p{S}]/gu, '')
    .normalize('NFC');
}

/** What namesakes share: `nameKey`, or the very name where it consists of marks alone. Never empty for a name that is not. */
export function namesakeKey(name: string): string {
  return nameKey(name) || name;
}

/** The name without list numbering in front of it (`01、`, `12.`, `（3）`); `undefined` when there is none. */
export function stripNumbering(name: string): string | undefined {
  const match = /^(?:[(（][\d０-９]{1,3}[)）]|[\d０-９]{1,3}[、.．])\s*(?=\p{L})/u.exec(name);
  return match ? name.slice(match[0].length) : undefined;
}

const NAME_END = '(?:会|中心|基金会|院|部|联盟|公司|网|社)';
const NEXT_NAME = new RegExp(`${NAME_END}(?:\\u3000+| {2,}|\\n)\\S`);
const LAST_NAME = new RegExp(`${NAME_END}$`);

/**
 * Whether one cell seems to hold several names, run together with wide blanks or line breaks: a name, a gap, and on the line
 * behind the gap another name at the very end.
 */
export function seemsSeveralNames(name: string): boolean {
  // A gap in an earlier line has a line break between it and the end; only one that is this line break counts.
  const line = name.split(/[\n\r\u2028\u2029]/).at(-1)!;
  const tail = name.slice(Math.max(0, name.length - line.length - '中心\n'.length));
  // The first gap leaves the most room behind it, so no other needs to be tried.
  const next = NEXT_NAME.exec(tail);
  return next !== null && LAST_NAME.test(tail.slice(next.index + next[0].length));
}
