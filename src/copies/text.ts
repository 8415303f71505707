/** Text files, as whatever program saved them. */
import { decode } from '../sheets/decode.ts';
import { CopyFault, LONGEST_COPY, PASTE_INSTEAD, TOO_LONG, type CopyText } from './copy.ts';

/** @throws CopyFault */
export function readTextFile(bytes: Uint8Array): CopyText {
  const decoded = decode(bytes);
  if (!('text' in decoded)) throw new CopyFault(WORDS[decoded.problem]);
  if (decoded.text.length > LONGEST_COPY) throw new CopyFault(TOO_LONG);
  return { text: decoded.text, notes: [] };
}

const WORDS = {
  'not-a-csv': `这是网页或 XML 文件，不是一份文本。请用浏览器打开它，复制里面的文字，粘贴到这一页。`,
  'cut-off': `文件在一个字的中间断了，没有保存完整。请等文件保存或复制完成后再试。`,
  undecodable: `这个文件不是文字文件，或者有字已经损坏，读不出来。本站能读 .txt、.md、.docx 和有文字层的 .pdf。${PASTE_INSTEAD}`,
} as const;
