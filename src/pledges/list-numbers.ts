/** How the lines of a list are numbered, and which numbering stands above which. */

/** From the highest: 第一条, 一、, （一）, 1., （1）, ①, 一是, and dashes. */
const STYLES: readonly RegExp[] = [
  /^第[一二三四五六七八九十百\d]+[编章节条款项]/,
  /^[一二三四五六七八九十]{1,3}、/,
  /^（[一二三四五六七八九十]{1,3}）/,
  /^\d{1,2}[.、．](?!\d)/,
  /^（?\d{1,2}）/,
  /^[①-⑳]/,
  /^(?:[一二三四五六七八九十]是|其[一二三四五])/,
  /^[-—·•●▪■◆]/,
];

/** Rank of the numbering that a folded line begins with, 0 the highest; `undefined` for a line without. */
export function rankOf(text: string): number | undefined {
  const rank = STYLES.findIndex((style) => style.test(text));
  return rank < 0 ? undefined : rank;
}
