/** What a file is, by its first bytes: its name may say anything. */
import { CopyFault, PASTE_INSTEAD } from './copy.ts';

export type CopyKind = 'text' | 'docx' | 'pdf';

/** Bytes of a file, at most. */
export const LARGEST_FILE = 50 * 2 ** 20;
export const TOO_LARGE = `文件太大（超过50兆），没有核验。${PASTE_INSTEAD}`;

const OLD = `这是旧格式的文档（.doc、.wps），或者加了密码的文档，本站读不了。请用 Word 或 WPS 打开，去掉密码，另存为 .docx 再试。${PASTE_INSTEAD}`;
const RICH = `这是 RTF 文件，本站读不了。请用 Word 或 WPS 打开，另存为 .docx 再试。${PASTE_INSTEAD}`;
const PICTURE = '这是图片，里面没有文字层。本站不猜图片里的字。请找文字版的文件，或者把文字打出来粘贴。';
const ARCHIVE = '这是压缩包。请先解开，再选里面的文件。';

const REFUSED: readonly (readonly [readonly number[], string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], OLD],
  [[...'{\\rtf'].map(codeOf), RICH],
  [[0x89, ...[...'PNG'].map(codeOf)], PICTURE],
  [[0xff, 0xd8, 0xff], PICTURE],
  [[...'GIF8'].map(codeOf), PICTURE],
  [[...'II*\0'].map(codeOf), PICTURE],
  [[...'MM\0*'].map(codeOf), PICTURE],
  [[...'BM'].map(codeOf), PICTURE],
  [[...'RIFF'].map(codeOf), PICTURE],
  [[0, 0, 0], PICTURE],
  [[...'Rar!'].map(codeOf), ARCHIVE],
  [[0x37, 0x7a, 0xbc, 0xaf], ARCHIVE],
  [[0x1f, 0x8b], ARCHIVE],
];

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

/** A PDF may have other bytes before it; readers look so far. */
const PDF_WITHIN = 1024;

/** @throws CopyFault for a kind that cannot be read */
export function kindOf(bytes: Uint8Array): CopyKind {
  const beginning = String.fromCharCode(...bytes.subarray(0, PDF_WITHIN));
  if (beginning.includes('%PDF-')) return 'pdf';
  if (beginning.startsWith('PK\u0003\u0004') || beginning.startsWith('PK\u0005\u0006')) return 'docx';
  const refused = REFUSED.find(([first]) => first.every((byte, i) => bytes[i] === byte));
  // Two letters may begin a text as well.
  if (refused !== undefined && (refused[0].length > 2 || /[\0-\u0008]/.test(beginning)))
    throw new CopyFault(refused[1]);
  return 'text';
}
