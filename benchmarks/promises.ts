/**
 * `node benchmarks/promises.ts`: precision and recall of the rules that read promises, on the labelled sentences, and the
 * sentences they read wrongly.
 */
import {
  labelledSentences,
  measure,
  PARTS,
  shippedCatalogue,
  type Measure,
} from '../tests/helpers/labelled-promises.ts';

const sentences = labelledSentences();
const catalogue = shippedCatalogue();

console.log('| sentences | of them | found rightly | wrongly | missed | precision | recall |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
console.log(row('all', measure(sentences, catalogue).measure));
for (const part of PARTS) {
  const those = sentences.filter((sentence) => sentence.part === part);
  console.log(row(part, measure(those, catalogue).measure));
}
for (const state of ['明示', '部分']) console.log(row(state, measureOf(state)));

console.log('');
for (const { sentence, wrong, missed } of measure(sentences, catalogue).mistakes) {
  console.log(sentence.replaceAll('\n', '⏎'));
  if (wrong.length > 0) console.log(`  wrongly: ${wrong.join(', ')}`);
  if (missed.length > 0) console.log(`  missed: ${missed.join(', ')}`);
}

const started = performance.now();
measure(sentences, catalogue);
console.log(`\n${((performance.now() - started) / sentences.length).toFixed(2)} ms a sentence`);

function row(name: string, { sentences: count, right, wrong, missed, precision, recall }: Measure): string {
  return `| ${name} | ${count} | ${right} | ${wrong} | ${missed} | ${precision.toFixed(3)} | ${recall.toFixed(3)} |`;
}

/** As all, for one of the two states. */
function measureOf(state: string): Measure {
  const { measure: all, mistakes } = measure(sentences, catalogue);
  const isOf = (label: string) => label.startsWith(state);
  const expected = sentences.flatMap((sentence) => [...sentence.expected].filter(isOf)).length;
  const missed = mistakes.flatMap((mistake) => mistake.missed.filter(isOf)).length;
  const wrong = mistakes.flatMap((mistake) => mistake.wrong.filter(isOf)).length;
  const right = expected - missed;
  return {
    sentences: all.sentences,
    right,
    wrong,
    missed,
    precision: right / (right + wrong),
    recall: right / expected,
  };
}
