// The plainest site a sensible person would write with Eleventy: one page a row, as heavy as Minglu's own.
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';

export default function (config) {
  config.addGlobalData('rows', () => {
    const rows = Papa.parse(readFileSync(process.env.BENCH_CSV, 'utf8'), { header: true, skipEmptyLines: true }).data;
    return rows.map((row) => ({
      code: row['统一社会信用代码'],
      name: row['社会组织名称'],
      text: Object.values(row).join(' '),
    }));
  });
  config.addFilter('paragraphs', (text) => {
    const bytes = Number(process.env.BENCH_PAGE_BYTES);
    return Array.from({ length: Math.ceil(bytes / (Buffer.byteLength(text) + 8)) }, () => text);
  });
  config.setQuietMode(true);
  return { dir: { input: 'pages', output: process.env.BENCH_OUT } };
}
