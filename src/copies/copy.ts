/** What is read of a file that somebody holds, and why one is not read. */

export interface CopyText {
  /** Lines; pages of a PDF are divided by form feeds. */
  text: string;
  /** What of the file is not in the text, in sentences. */
  notes: readonly string[];
}

/** The file cannot be judged; the message, in sentences, is for who gave it. */
export class CopyFault extends Error {}

/** Characters of a copy, at most: ten times as many as 200 full pages have. */
export const LONGEST_COPY = 2_000_000;
export const TOO_LONG = '文字太多（超过200万字），没有核验。请只留要核验的那一份文本再试。';

export const PASTE_INSTEAD = '也可以打开它，复制里面的文字，粘贴到这一页。';
