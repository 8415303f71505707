/** Word documents and PDF files written by hand: whole, odd and hostile ones. */
import type { Clause } from '../../src/pledges/clauses.ts';
import type { PublishedFile } from './pledge-texts.ts';
import { zipOf } from './workbook.ts';

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELATED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NAMESPACES = `${WORD} xmlns:r="${RELATED}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`;

/** @param parts of the folder `word/`, such as `numbering` → what stands inside its root */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  const names = Object.keys(parts);
  const relation = (type: string, target: string, i: number) =>
    `<Relationship Id="rId${i}" Type="${RELATED}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  return zipOf({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(relation('officeDocument', 'word/document.xml', 1)),
    'word/_rels/document.xml.rels': relations(names.map((name, i) => relation(name, `${name}.xml`, i)).join('')),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${NAMESPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...Object.fromEntries(
      names.map((name) => [`word/${name}.xml`, `<w:${name} ${NAMESPACES}>${parts[name]}</w:${name}>`]),
    ),
  });
}

export function run(text: string, properties = ''): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped}</w:t></w:r>`;
}

/** Word cuts a sentence into runs wherever it likes. */
export function paragraph(text: string, properties = ''): string {
  const runs = text.match(/[\s\S]{1,7}/g) ?? [];
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs.map((piece) => run(piece)).join('')}</w:p>`;
}

export function numbered(text: string, numId = 1, place = 0): string {
  return paragraph(text, `<w:numPr><w:ilvl w:val="${place}"/><w:numId w:val="${numId}"/></w:numPr>`);
}

export function level(place: number, format: string, text: string, more = ''): string {
  return `<w:lvl w:ilvl="${place}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
}

export function list(id: number, levels: string, use = ''): { list: string; use: string } {
  return {
    list: `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`,
    use: `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/>${use}</w:num>`,
  };
}

export function numberingOf(...lists: { list: string; use: string }[]): string {
  return [...lists.map((one) => one.list), ...lists.map((one) => one.use)].join('');
}

/** A plain document, a paragraph a line. */
export function docxOfText(text: string): Buffer {
  const lines = text.replaceAll('\f', '').split('\n');
  return docxOf(lines.map((line) => paragraph(line)).join(''));
}

/** As `printed`, but Word numbers chapters and clauses by itself. */
export function docxNumbered(text: PublishedFile, edit: (clauses: Clause[]) => Clause[] = (same) => same): Buffer {
  const clauses = edit([...text.clauses]);
  const labels = clauses.map(({ label }) => label).filter((label) => label !== '');
  const first = labels[0] ?? '';
  const [format, pattern] = first.startsWith('第')
    ? ['japaneseCounting', '第%1条']
    : /^[一二三]/.test(first)
      ? ['chineseCounting', '%1、']
      : ['decimal', '%1.'];
  const isDeep = labels.some((label) => /\d\.\d/.test(label));
  const parts = numberingOf(
    list(1, isDeep ? level(0, 'decimal', '%1') + level(1, 'decimal', '%1.%2') : level(0, format, pattern)),
    list(2, level(0, 'chineseCountingThousand', '第%1章')),
  );
  let open: readonly string[] = [];
  const body = [paragraph(text.facts.title), paragraph(text.facts.association)];
  for (const { label, path, text: words } of clauses) {
    const from = path.findIndex((heading, i) => heading !== open[i]);
    if (from >= 0) body.push(...path.slice(from).map((heading) => headingOf(heading, isDeep)));
    open = path;
    const [head, ...rest] = words.split('\n');
    body.push(label === '' ? paragraph(head!) : numbered(head!, 1, isDeep ? 1 : 0));
    body.push(...rest.map((line) => paragraph(line)));
  }
  return docxOf(body.join(''), { numbering: parts });
}

function headingOf(heading: string, isDeep: boolean): string {
  const [, chapter] = /^第[一二三四五六七八九十]+章[\s　]*(.*)$/.exec(heading) ?? [];
  if (chapter !== undefined) return numbered(chapter, 2);
  const [, title] = /^\d+\s+(.*)$/.exec(heading) ?? [];
  return isDeep && title !== undefined ? numbered(title, 1) : paragraph(heading);
}

interface PdfLine {
  text: string;
  x: number;
  y: number;
  /** Degrees. */
  turned?: number;
}

type PdfPage = readonly (string | PdfLine)[] | 'scan';

interface PdfMaking {
  /** `embedded`: each character told by the file; `predefined`: told by a character map of Adobe; `untold`: not told. */
  font?: 'embedded' | 'predefined' | 'untold';
  isLocked?: boolean;
}

const SIZE = 12;
const LEADING = 20;
const TOP = 780;
const LEFT = 72;

/** Each page drawn line by line from the top, or pieces where they are asked to be. */
export function pdfOf(pages: readonly PdfPage[], { font = 'embedded', isLocked = false }: PdfMaking = {}): Buffer {
  const objects: string[] = [];
  const add = (object: string) => objects.push(object);
  const codes = new Map<string, string>();
  const codeOf = (character: string): string => {
    if (font === 'predefined') return character.charCodeAt(0).toString(16).padStart(4, '0');
    const known = codes.get(character);
    if (known !== undefined) return known;
    const code = (codes.size + 1).toString(16).padStart(4, '0');
    codes.set(character, code);
    return code;
  };
  const kids = pages.map((_, i) => `${7 + i * 2} 0 R`).join(' ');
  const contents = pages.map((page) => (page === 'scan' ? 'q 400 0 0 600 72 100 cm /Im Do Q' : drawn(page, codeOf)));
  add('<</Type/Catalog/Pages 2 0 R>>');
  add(`<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`);
  const isTold = font === 'embedded';
  const [name, encoding, info] =
    font === 'predefined'
      ? ['STSong-Light', 'UniGB-UCS2-H', '<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>']
      : ['ABCDEF+Own', 'Identity-H', '<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>'];
  add(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/${encoding}/DescendantFonts[4 0 R]${isTold ? '/ToUnicode 5 0 R' : ''}>>`,
  );
  add(
    `<</Type/Font/Subtype/CIDFontType${font === 'predefined' ? 0 : 2}/BaseFont/${name}/CIDSystemInfo${info}/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>`,
  );
  add(stream(toUnicode(codes)));
  add(stream('\u007f', '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8'));
  for (const [i, content] of contents.entries()) {
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[${boxOf(pages[i]!)}]/Contents ${8 + i * 2} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</Im 6 0 R>>>>>>`,
    );
    add(stream(content));
  }
  // Whatever the password is, nobody knows it.
  if (isLocked) add(`<</Filter/Standard/V 1/R 2/P -4/O<${'5a'.repeat(32)}>/U<${'a5'.repeat(32)}>>>`);
  return assembled(objects, isLocked ? `/Encrypt ${objects.length} 0 R/ID[<00><00>]` : '');
}

/** A4, or as large as the lines need: what lies beyond a page is not shown and no part of its text. */
function boxOf(page: PdfPage): string {
  if (page === 'scan') return '0 0 595 842';
  const longest = Math.max(0, ...page.map((line) => (typeof line === 'string' ? line.length : 0)));
  return `0 ${Math.min(0, TOP - (page.length + 1) * LEADING)} ${Math.max(595, LEFT * 2 + longest * SIZE)} 842`;
}

function drawn(page: readonly (string | PdfLine)[], codeOf: (character: string) => string): string {
  return page
    .map((line, i) => {
      const {
        text,
        x,
        y,
        turned = 0,
      } = typeof line === 'string' ? { text: line, x: LEFT, y: TOP - i * LEADING } : line;
      const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)].map((n) =>
        n.toFixed(4),
      );
      const hex = Array.from({ length: text.length }, (_, at) => codeOf(text[at]!)).join('');
      return `BT /F ${SIZE} Tf ${cos} ${sin} ${-Number(sin!)} ${cos} ${x} ${y} Tm <${hex}> Tj ET`;
    })
    .join('\n');
}

function toUnicode(codes: ReadonlyMap<string, string>): string {
  const told = [...codes].map(
    ([character, code]) => `<${code}> <${character.charCodeAt(0).toString(16).padStart(4, '0')}>`,
  );
  const blocks = Array.from({ length: Math.ceil(told.length / 100) }, (_, i) => told.slice(i * 100, (i + 1) * 100));
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`).join('\n')}
endcmap end end`;
}

function stream(content: string, entries = ''): string {
  return `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream`;
}

function assembled(objects: readonly string[], trailer: string): Buffer {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const start = file.length;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Pages by form feeds, as `paged` makes them. */
export function pdfOfText(text: string, making?: PdfMaking): Buffer {
  return pdfOf(
    text.split('\f').map((page) => page.replace(/^\n|\n$/g, '').split('\n')),
    making,
  );
}
