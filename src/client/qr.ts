/** A QR code as a drawing. Its library is loaded with this module, when somebody is about to print. */
import { encodeQR } from 'qr';

const SVG = 'http://www.w3.org/2000/svg';
/** Blank modules around the code, as its standard asks. */
const BORDER = 4;

/** @returns `undefined` when the text is too long for any QR code */
export function qrCode(text: string, label: string): SVGSVGElement | undefined {
  const rows = modulesOf(text);
  if (rows === undefined) return undefined;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', rows.flatMap((row, y) => runsOf(row, y)).join(''));
  svg.append(path);
  return svg;
}

function modulesOf(text: string): boolean[][] | undefined {
  // Names in an address are long. A printed code is neither bent nor dirty: low correction keeps its modules large.
  try {
    return encodeQR(text, 'raw', { ecc: 'low', border: BORDER });
  } catch {
    return undefined;
  }
}

/** One stretch of the path for every run of dark modules. */
function runsOf(row: readonly boolean[], y: number): string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x]) x++;
    if (x > start) runs.push(`M${start} ${y}h${x - start}v1h${start - x}z`);
  }
  return runs;
}
