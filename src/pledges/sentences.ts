/** Chinese text → sentences. */

export interface Sentence {
  /** Where it stands in the text, without blanks around it: `text.slice(start, end)`. */
  start: number;
  end: number;
}

const ENDS = /[。！？!?；;\n]/;
const QUOTED = /[”’」』"]/;
const CLOSER_OF: Readonly<Record<string, string>> = {
  '《': '》', '〈': '〉', '（': '）', '(': ')', '“': '”', '‘': '’', '「': '」', '『': '』', '【': '】', '[': ']', '〔': '〕',
}; // prettier-ignore
const CLOSERS = new Set(Object.values(CLOSER_OF));

/** Brackets and quotes that hold more than this were meant otherwise, or one of them is missing. */
const LONGEST_SPAN = 200;

/**
 * Cuts behind 。！？； and at line breaks, but not within 《》, brackets or quotes; what closes a quote stays with its
 * sentence. Together the sentences hold every character that is no blank.
 */
export function cutSentences(text: string): Sentence[] {
  const sheltered = shelteredUntil(text);
  const sentences: Sentence[] = [];
  let start = 0;
  const close = (end: number) => {
    const sentence = withoutBlanks(text, start, end);
    if (sentence !== undefined) sentences.push(sentence);
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const until = sheltered.get(i);
    if (until !== undefined) {
      const isWholeSentence =
        /[。！？!?]/.test(text[until - 1]!) && QUOTED.test(text[until]!) && !goesOn(text, until + 1);
      i = until;
      if (isWholeSentence) close(i + 1);
      continue;
    }
    if (!ENDS.test(text[i]!)) continue;
    if (text[i] !== '\n') while (/[。！？!?”’」』》）]/.test(text[i + 1] ?? '')) i++;
    close(i + 1);
  }
  close(text.length);
  return sentences;
}

/** Whether a sentence goes on behind the quote in it: 「不强制入会。」的承诺 */
function goesOn(text: string, at: number): boolean {
  return /[，,、；;：:。的等这和与及一]/.test(text[at] ?? '');
}

/** Opening bracket or quote → its closing one, for those that are paired and outermost. */
function shelteredUntil(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: { closer: string; at: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') {
      const last = open.findLastIndex(({ closer }) => closer === '"');
      if (last < 0) open.push({ closer: '"', at: i });
      else pairUp(pairs, open, last, i);
    } else if (CLOSER_OF[character] !== undefined) {
      open.push({ closer: CLOSER_OF[character], at: i });
    } else if (CLOSERS.has(character)) {
      const last = open.findLastIndex(({ closer }) => closer === character);
      if (last >= 0) pairUp(pairs, open, last, i);
    }
  }
  return pairs;
}

function pairUp(pairs: Map<number, number>, open: { at: number }[], last: number, closedAt: number): void {
  const { at } = open[last]!;
  open.length = last;
  if (closedAt - at <= LONGEST_SPAN) pairs.set(at, closedAt);
}

function withoutBlanks(text: string, from: number, to: number): Sentence | undefined {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return start < end ? { start, end } : undefined;
}
