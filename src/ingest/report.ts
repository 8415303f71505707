/** Findings for people and machines: terminal, JSON, CSV for Excel, one self-contained HTML page. Pure. */
import Papa from 'papaparse';
import { DATASET_IDS, datasetOf } from '../datasets/index.ts';
import { grouped } from '../domain/amount.ts';
import type { IsoDate } from '../domain/date.ts';
import { EXCEL } from '../domain/excel.ts';
import { causeOf, mustStop, type Cause, type Finding } from '../domain/finding.ts';
import type { Proposal } from '../domain/look-alikes.ts';
import type { Counts, Ingested } from './ingest.ts';

/** At most so many findings of one cause on the terminal. */
const SHOWN = 20;
const SEVERITY = { error: '错误', warning: '提醒' } as const;
const PROPOSAL = {
  severity: '建议',
  title: '可能易混的名称',
  effect: '供核对，不是错误，不影响公布',
  todo: '确属易混的，把下面的一行加进 look-alikes.csv',
} as const;
const EFFECT = { stops: '改正之前什么都不公布', rejects: '这一行搁置，不公布', keeps: '不影响公布' } as const;

type Reported = Pick<Ingested, 'asOf' | 'counts'> & {
  findings: readonly Finding[];
  /** Whether any error forbids publishing, as `build --strict` asks; default: only those that stop everything. */
  strict?: boolean;
  /** Whether the brake stopped the build: a person has to look at what would change. */
  braked?: boolean;
  /** Pairs of names to look at: no findings, and they hold nothing up. Left out where nobody asked. */
  proposals?: readonly Proposal[];
  /** What would change of the site, and which release came of it, as JSON is to tell it. */
  changes?: object | undefined;
  release?: object | null;
};

/** What `check --json` prints (DESIGN §7), on one line. */
export function reportAsJson({ asOf, counts, findings, proposals, changes, release }: Reported): string {
  return JSON.stringify({ asOf, counts, findings, proposals, changes, release });
}

/** Findings grouped by cause, gravest first, then proposals, then the counts. */
export function reportForTerminal(reported: Reported): string {
  const parts = [...byCause(reported.findings)].map(([code, findings]) => {
    const { title, severity, effect } = causeOf(code);
    const lines = findings
      .slice(0, SHOWN)
      .map(
        (finding) =>
          `  ${printable(placeOf(finding))}  ${printable(finding.message)}\n      ${printable(finding.suggestion)}`,
      );
    if (findings.length > SHOWN)
      lines.push(`  …还有${grouped(findings.length - SHOWN)}处，用 --report 文件夹 写出全部`);
    return `【${SEVERITY[severity]}】${title}（${code}）：${grouped(findings.length)}处，${EFFECT[effect]}\n${lines.join('\n')}`;
  });
  return [...parts, ...proposalsForTerminal(reported), countsTable(reported), summary(reported)].join('\n\n');
}

function proposalsForTerminal({ asOf, proposals = [] }: Reported): string[] {
  if (proposals.length === 0) return [];
  const lines = proposals
    .slice(0, SHOWN)
    .map(
      (proposal) =>
        `  ${printable(`「${proposal.name}」${inWords(proposal)}`)}\n      ${printable(proposedRow(proposal, asOf))}`,
    );
  if (proposals.length > SHOWN)
    lines.push(`  …还有${grouped(proposals.length - SHOWN)}对，用 --report 文件夹 写出全部`);
  return [
    `【${PROPOSAL.severity}】${PROPOSAL.title}：${grouped(proposals.length)}对，${PROPOSAL.effect}。${PROPOSAL.todo}：\n${lines.join('\n')}`,
  ];
}

function inWords({ registeredName, code, text }: Proposal): string {
  return `与登记的「${registeredName}」（${code}）：${text}`;
}

/** The row of `look-alikes.csv` that confirms the pair, as of the day of the check. */
function proposedRow({ name, code, text }: Proposal, asOf: IsoDate): string {
  return Papa.unparse([[name, code, text, asOf, '']]);
}

/** Typed text as a terminal may show it: nothing in it moves the cursor, colours, hides or turns what stands around it. */
export function printable(text: string): string {
  return text.replace(/[\t\r\n\u2028\u2029]+/g, '⏎').replace(/[\p{Cc}\p{Cf}]/gu, '·');
}

/** One line that says how the day's data stand. */
export function summary(reported: Reported): string {
  const { asOf, findings, braked = false } = reported;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const verdict = mustStop(findings)
    ? '有必须先改正的错误，一行也不公布'
    : isHeld(reported)
      ? '要求有错就不公布（--strict），一行也不公布'
      : braked
        ? '变动要先有人看过，才会公布'
        : errors > 0
          ? '有错的行已搁置，其余可以公布'
          : '可以公布';
  return `截至 ${asOf}：${grouped(errors)}处错误，${grouped(findings.length - errors)}处提醒。${verdict}。`;
}

/** Whether nothing is published, so that rows without fault only wait for it. */
function isHeld({ findings, strict = false }: Reported): boolean {
  return mustStop(findings) || (strict && findings.some((finding) => finding.severity === 'error'));
}

/** What becomes of rows without fault. */
function fateOfGoodRows(reported: Reported): string {
  return isHeld(reported) ? '待公布' : '公布';
}

function byCause(findings: readonly Finding[]): Map<Cause, Finding[]> {
  const groups = new Map<Cause, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return groups;
}

/** `abnormal-listings.csv 第12行 C列「列入事由」` */
export function placeOf({ file, row, column, header }: Finding): string {
  return (
    [file, row === null ? '' : `第${row}行`, column === null ? '' : `${column}列`]
      .filter((part) => part !== '')
      .join(' ') + (header === null ? '' : `「${header}」`)
  );
}

function countsTable(reported: Reported): string {
  const counts: Readonly<Record<string, Counts>> = reported.counts;
  const rows = DATASET_IDS.filter((id) => counts[id]!.read > 0).map((id) => {
    const { read, published, withheld, rejected } = counts[id]!;
    return `  ${datasetOf(id).title}：读到${grouped(read)}行，${fateOfGoodRows(reported)}${grouped(published)}，不公布${grouped(withheld)}，搁置${grouped(rejected)}`;
  });
  return rows.length === 0 ? '没有读到任何数据。' : rows.join('\n');
}

const CSV_HEADER = ['轻重', '原因', '数据', '文件', '行', '列', '表头', '内容', '说明', '怎样改', '处理'];

/** All findings and proposals for Excel: with byte order mark, CRLF, and cells that could pass for formulas neutralised. */
export function reportAsCsv({ asOf, findings, proposals = [] }: Reported): string {
  const proposed = proposals.map((proposal) => [
    PROPOSAL.severity,
    PROPOSAL.title,
    'look-alikes',
    '',
    '',
    '',
    '',
    proposal.name,
    inWords(proposal),
    `${PROPOSAL.todo}：${proposedRow(proposal, asOf)}`,
    PROPOSAL.effect,
  ]);
  const rows = findings.map((finding) => {
    const { title, severity, effect } = causeOf(finding.code);
    return [
      SEVERITY[severity],
      title,
      finding.dataset,
      finding.file,
      finding.row ?? '',
      finding.column ?? '',
      finding.header ?? '',
      finding.value ?? '',
      finding.message,
      finding.suggestion,
      EFFECT[effect],
    ];
  });
  return `\uFEFF${Papa.unparse({ fields: CSV_HEADER, data: [...rows, ...proposed] }, EXCEL)}\r\n`;
}

/** The same as one page that needs nothing else: opens by double click. */
export function reportAsHtml(reported: Reported): string {
  const groups = [...byCause(reported.findings)].map(([code, findings]) => {
    const { title, severity, effect } = causeOf(code);
    const rows = findings.map(
      (finding) =>
        `<tr><td>${escape(placeOf(finding))}</td><td>${escape(finding.value ?? '')}</td><td>${escape(finding.message)}</td><td>${escape(finding.suggestion)}</td></tr>`,
    );
    return `<section><h2>${SEVERITY[severity]}：${escape(title)}（${grouped(findings.length)}处，${EFFECT[effect]}）</h2><table><thead><tr><th>位置</th><th>内容</th><th>说明</th><th>怎样改</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></section>`;
  });
  const counts = DATASET_IDS.filter((id) => reported.counts[id].read > 0).map((id) => {
    const { read, published, withheld, rejected } = reported.counts[id];
    return `<tr><td>${escape(datasetOf(id).title)}</td><td>${read}</td><td>${published}</td><td>${withheld}</td><td>${rejected}</td></tr>`;
  });
  return htmlPage(
    `数据检查报告 ${reported.asOf}`,
    `<h1>数据检查报告</h1>
<p>${escape(summary(reported))}</p>
<table><thead><tr><th>数据</th><th>读到</th><th>${fateOfGoodRows(reported)}</th><th>不公布</th><th>搁置</th></tr></thead><tbody>${counts.join('\n')}</tbody></table>
${groups.join('\n')}
${proposalsAsHtml(reported)}`,
  );
}

/**
 * A page that needs nothing else and runs nothing.
 *
 * @param body HTML in which all text is escaped
 */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>
body { font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1em; color: #1c1b18; background: #fbfaf6; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: 0.3em 1em 0.3em 0; border-bottom: 1px solid #d9d4c7; overflow-wrap: anywhere; }
pre { overflow-x: auto; }
h2 { font-size: 1.1em; margin-top: 2em; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function proposalsAsHtml({ asOf, proposals = [] }: Reported): string {
  if (proposals.length === 0) return '';
  const rows = proposals.map(
    ({ name, registeredName, code, text }) =>
      `<tr><td>${escape(name)}</td><td>${escape(registeredName)}</td><td>${escape(code)}</td><td>${escape(text)}</td></tr>`,
  );
  const lines = proposals.map((proposal) => escape(proposedRow(proposal, asOf)));
  return `<section><h2>${PROPOSAL.severity}：${PROPOSAL.title}（${grouped(proposals.length)}对，${PROPOSAL.effect}）</h2><table><thead><tr><th>非法名单上的名称</th><th>登记的名称</th><th>代码</th><th>差在哪里</th></tr></thead><tbody>${rows.join('\n')}</tbody></table><p>${PROPOSAL.todo}：</p><pre>${lines.join('\n')}</pre></section>`;
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
