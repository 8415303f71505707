/** `docs/data-format.md` from the datasets and the causes of findings. */
import { DATASET_IDS, datasetOf } from '../../src/datasets/index.ts';
import { CAUSES, causeOf, type Cause } from '../../src/domain/finding.ts';

const EFFECTS = { stops: '什么都不公布', rejects: '这一行不公布', keeps: '照常公布' } as const;

/** The whole document; deterministic. */
export function dataFormat(): string {
  return `${[intro(), ...DATASET_IDS.map(datasetSection), causesSection()].join('\n\n')}\n`;
}

function intro(): string {
  return `# Data format 数据格式

<!-- Made by \`npm run docs\` from src/datasets and src/domain/finding.ts; do not edit. -->

A dataset is a file \`data/<id>.csv\`, or every file in a folder \`data/<id>/\`; the Chinese title serves as a name too
(\`data/活动异常名录.csv\`). CSV as spreadsheets save it: UTF-8, GB18030 or UTF-16; comma, tab or semicolon; any line break.
Title rows above the header are skipped. \`*\` = required. Several values in one cell are separated by \`;\`, \`；\` or \`、\`.
\`data/site.json\` holds \`title\`, \`operator\`, \`contact\`, \`url\` and \`example\`.`;
}

function datasetSection(id: (typeof DATASET_IDS)[number]): string {
  const { title, summary, cadence, key, columns } = datasetOf(id);
  const rows = Object.values(columns).map((column) =>
    row([
      `${column.header}${column.required ? '*' : ''}`,
      column.type.words,
      column.aliases.join('、'),
      column.note,
      column.example,
    ]),
  );
  return `## ${title} \`${id}\`

${summary}更新：${cadence}。主键：${key.map((field) => columns[field]!.header).join('＋')}。

| 表头 | 取值 | 其他写法 | 说明 | 例 |
| --- | --- | --- | --- | --- |
${rows.join('\n')}`;
}

function causesSection(): string {
  const rows = (Object.keys(CAUSES) as Cause[]).map((code) => {
    const { title, severity, effect } = causeOf(code);
    return row([`\`${code}\``, severity, title, EFFECTS[effect]]);
  });
  return `## Findings 检查发现的问题

| code | severity | 原因 | 处理 |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
