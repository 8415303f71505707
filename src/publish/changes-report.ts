/** Changes for people and machines: terminal, JSON, one self-contained HTML page. Pure. */
import { grouped } from '../domain/amount.ts';
import { datasetOf } from '../datasets/index.ts';
import { escape, htmlPage, printable } from '../ingest/report.ts';
import type { Stop } from './brake.ts';
import { KINDS, namesBriefly, type Changes, type DatasetChanges, type Kind, type RowChange } from './changes.ts';
import type { TextChanges } from './text-changes.ts';

export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  vanished: '来源中已不见',
  'set-aside': '因错搁置',
  withheld: '依规不再公布',
  ended: '移出或终止',
  changed: '改动',
  added: '新增',
};

const KIND_NOTES: Readonly<Record<Kind, string>> = {
  vanished: '原来公布过，现在数据里没有这一行，也没有写移出。公布以后就不再有它。',
  'set-aside': '这一行还在，但有错，改好之前不公布。',
  withheld: '这一行还在，按规则现在不能公布（已修复、公示期满等）。不要传播它的内容。',
  ended: '这一行写明已经移出、终止、注销或撤销。',
  changed: '',
  added: '',
};

/** Names shown of each kind on the terminal, and on one line. */
const SHOWN = 10;
const SHOWN_BRIEFLY = 3;
/** Changed cells shown of a row on the terminal, and so much of each. */
const CELLS_SHOWN = 3;
const TEXT_SHOWN = 40;

/** One line for each dataset with changes: `活动异常名录：新增3，移出或终止1，来源中已不见1（甲协会）`. */
export function changesBriefly(changes: Changes): string {
  if (changes.served === undefined) return '这是第一版，没有可以对照的。';
  const lines = [...changes.datasets.map(datasetBriefly), ...textsBriefly(changes.texts)].map((line) =>
    printable(`  ${line}`),
  );
  if (lines.length === 0) return `与公布的第${changes.served.number}版相比，数据没有变动，文章没有增减。`;
  return [`与公布的第${changes.served.number}版相比：`, ...lines].join('\n');
}

function datasetBriefly(changes: DatasetChanges): string {
  const title = datasetOf(changes.dataset).title;
  if (!changes.isCompared) return `${title}：${notCompared(changes)}`;
  const parts = KINDS.toReversed().flatMap((kind) => {
    const count = changes.counts[kind];
    if (count === 0) return [];
    const isNamed = kind === 'vanished' || kind === 'set-aside';
    const names = isNamed ? `（${namesBriefly(changes.dataset, ofKind(changes, kind), SHOWN_BRIEFLY)}）` : '';
    return [`${KIND_TITLES[kind]}${grouped(count)}${names}`];
  });
  return `${title}：${parts.join('，')}`;
}

/** Above which texts are told: what they say is not compared. */
const TEXTS = '文章';

function textsBriefly(texts: TextChanges | undefined): string[] {
  if (texts === undefined) return [];
  const parts = [
    ['新增', texts.added],
    ['不再有', texts.vanished],
  ] as const;
  const told = parts.flatMap(([word, paths]) =>
    paths.length === 0 ? [] : `${word}${grouped(paths.length)}（${pathsBriefly(paths, SHOWN_BRIEFLY)}）`,
  );
  return [`${TEXTS}：${told.join('，')}`];
}

function pathsBriefly(paths: readonly string[], most: number): string {
  return paths.slice(0, most).join('、') + (paths.length > most ? `等${grouped(paths.length)}篇` : '');
}

function textsForTerminal({ before, after, added, vanished }: TextChanges): string {
  const lines = [
    ['不再有', vanished],
    ['新增', added],
  ] as const;
  return [
    `【${TEXTS}】公布${grouped(before)}篇 → ${grouped(after)}篇`,
    ...lines.flatMap(([word, paths]) =>
      paths.length === 0 ? [] : printable(`  ${word} ${grouped(paths.length)}篇：${pathsBriefly(paths, SHOWN)}`),
    ),
  ].join('\n');
}

function textsAsHtml({ before, after, added, vanished }: TextChanges): string {
  const list = (word: string, paths: readonly string[]) =>
    paths.length === 0
      ? ''
      : `<h3>${word}（${grouped(paths.length)}篇）</h3><ul>${paths.map((path) => `<li>${escape(path)}</li>`).join('\n')}</ul>`;
  const head = `<h2>${TEXTS}（公布${grouped(before)}篇 → ${grouped(after)}篇）</h2>`;
  return `<section>${head}${list('不再有', vanished)}${list('新增', added)}</section>`;
}

function notCompared({ before, after }: DatasetChanges): string {
  return before === 0
    ? `新增${grouped(after)}`
    : `已公布的${grouped(before)}行读不出来或被改动过，无法逐行比较；这次有${grouped(after)}行`;
}

/** Dataset by dataset, with names, and for changed rows what changed. */
export function changesForTerminal(changes: Changes): string {
  if (changes.served === undefined)
    return [heading(changes), ...changes.datasets.map((dataset) => `  ${datasetBriefly(dataset)}`)].join('\n');
  const parts = changes.datasets.map((dataset) => {
    const { before, after } = dataset;
    const head = `【${datasetOf(dataset.dataset).title}】公布${grouped(before)}行 → ${grouped(after)}行`;
    if (!dataset.isCompared) return `${head}\n  ${notCompared(dataset)}`;
    return [head, ...KINDS.flatMap((kind) => linesOfKind(dataset, kind))].join('\n');
  });
  const texts = changes.texts === undefined ? [] : [textsForTerminal(changes.texts)];
  const whole = changes.datasets.length === 0 ? [] : ['各是哪一行，用 --html 变动.html 写成网页看。'];
  return [heading(changes), ...parts, ...texts, ...whole].join('\n\n');
}

function heading({ served, asOf, datasets, texts }: Changes): string {
  if (served === undefined) return `截至 ${asOf}：还没有公布过，这会是第一版。`;
  const what = datasets.length === 0 && texts === undefined ? '数据没有变动，文章没有增减' : '会有这些变动';
  return `截至 ${asOf}：与公布的第${served.number}版（截至 ${served.asOf}）相比，${what}。`;
}

function linesOfKind(changes: DatasetChanges, kind: Kind): string[] {
  const rows = ofKind(changes, kind);
  if (rows.length === 0) return [];
  const head = `  ${KIND_TITLES[kind]} ${grouped(rows.length)}行：`;
  if (rows[0]!.cells === undefined) return [printable(head + namesBriefly(changes.dataset, rows, SHOWN))];
  const lines = rows.slice(0, SHOWN).map((row) => printable(`    ${row.name}  ${cellsBriefly(row)}`));
  if (rows.length > SHOWN) lines.push(`    …等${grouped(rows.length)}行，用 --html 文件 写出全部`);
  return [head, ...lines];
}

function cellsBriefly({ cells = [] }: RowChange): string {
  const shown = cells.slice(0, CELLS_SHOWN).map(({ header, from, to }) => `${header}：${brief(from)} → ${brief(to)}`);
  return shown.join('；') + (cells.length > CELLS_SHOWN ? `；等${cells.length}格` : '');
}

function brief(text: string): string {
  if (text === '') return '（空）';
  const characters = [...text];
  return characters.length > TEXT_SHOWN ? `${characters.slice(0, TEXT_SHOWN).join('')}…` : text;
}

function ofKind({ rows }: DatasetChanges, kind: Kind): RowChange[] {
  return rows.filter((row) => row.kind === kind);
}

/**
 * Why nothing is published, and how it would be.
 *
 * @param command what to run when everything is as it should be, without `--accept`
 */
export function stopForTerminal(stop: Stop, command: string): string {
  const lines = stop.reasons.map(({ message }) => printable(`  ${message}`));
  return [
    '【刹车】表格没有错，但变动不寻常，先请人看一遍，看过才公布：',
    ...lines,
    ...(stop.accepted === undefined
      ? []
      : [printable(`  --accept 写的是 ${stop.accepted}，与这次的变动不符：变动后来又改过，请重新看一遍。`)]),
    '  不对的，改好数据再来。逐条核对过、确实应当这样变的，运行：',
    `    ${printable(command)} --accept ${stop.digest}`,
  ].join('\n');
}

/** What `build --json` tells of the changes: counts and reasons, no rows. */
export function changesSummary({ served, datasets, texts, digest }: Changes, stop: Stop | undefined): object {
  const counted = datasets.map(({ dataset, before, after, counts }) => [dataset, { before, after, ...counts }]);
  return {
    release: served ?? null,
    digest,
    datasets: Object.fromEntries(counted),
    texts: texts ?? null,
    stops: stop?.reasons ?? [],
  };
}

/** What `preview --json` prints (docs/publishing.md), on one line. */
export function changesAsJson({ asOf, served, datasets, texts, digest }: Changes, stop: Stop | undefined): string {
  const told = datasets.map(({ dataset, before, after, isCompared, counts, rows }) => {
    return { dataset, before, after, compared: isCompared, counts, rows };
  });
  const stops = stop?.reasons ?? [];
  return JSON.stringify({
    asOf,
    refused: false,
    release: served ?? null,
    digest,
    stops,
    datasets: told,
    texts: texts ?? null,
  });
}

/** Every row on one page that needs nothing else: opens by double click. */
export function changesAsHtml(changes: Changes, stop: Stop | undefined): string {
  const parts = changes.datasets.map((dataset) => {
    const { before, after } = dataset;
    const title = escape(datasetOf(dataset.dataset).title);
    const head = `<h2>${title}（公布${grouped(before)}行 → ${grouped(after)}行）</h2>`;
    if (!dataset.isCompared) return `<section>${head}<p>${escape(notCompared(dataset))}</p></section>`;
    return `<section>${head}${KINDS.map((kind) => kindAsHtml(kind, ofKind(dataset, kind))).join('\n')}</section>`;
  });
  const reasons = stop?.reasons.map(({ message }) => `<li>${escape(message)}</li>`) ?? [];
  const brake =
    stop === undefined
      ? ''
      : `<section><h2>变动太大，会停下来请人先看</h2><ul>${reasons.join('\n')}</ul><p>逐条核对过、确实应当这样变的，生成时加上 <code>--accept ${escape(stop.digest)}</code></p></section>`;
  return htmlPage(
    `公布前的变动 ${changes.asOf}`,
    `<h1>公布前的变动</h1>
<p>${escape(heading(changes))}</p>
${brake}
${[...parts, ...(changes.texts === undefined ? [] : [textsAsHtml(changes.texts)])].join('\n')}`,
  );
}

function kindAsHtml(kind: Kind, rows: readonly RowChange[]): string {
  if (rows.length === 0) return '';
  const head = `<h3>${KIND_TITLES[kind]}（${grouped(rows.length)}行）</h3>${KIND_NOTES[kind] === '' ? '' : `<p>${KIND_NOTES[kind]}</p>`}`;
  // Whoever sees this page must not learn from it what may no longer be told.
  if (kind === 'withheld') return `${head}<ul>${rows.map(({ name }) => `<li>${escape(name)}</li>`).join('\n')}</ul>`;
  const keys = Object.keys(rows[0]!.key);
  const hasCells = rows[0]!.cells !== undefined;
  const titles = ['名称', ...keys, ...(hasCells ? ['改动'] : [])].map((title) => `<th>${escape(title)}</th>`);
  const body = rows.map(({ name, key, cells = [] }) => {
    const texts = [name, ...keys.map((header) => key[header] ?? '')].map((text) => `<td>${escape(text)}</td>`);
    const changed = cells.map(({ header, from, to }) => escape(`${header}：${from || '（空）'} → ${to || '（空）'}`));
    return `<tr>${texts.join('')}${hasCells ? `<td>${changed.join('<br>')}</td>` : ''}</tr>`;
  });
  return `${head}<table><thead><tr>${titles.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}
