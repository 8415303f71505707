/** Where a statement comes from, as a mark behind it. */
import type { Register } from './register.ts';
import { urls } from './urls.ts';

export interface SourceMark {
  text: string;
  href?: string;
  title?: string;
}

/** One mark for each source a row names; the dataset itself where it names none. An unknown number is shown unlinked. */
export function sourceMarks(register: Register, ids: readonly string[] | undefined, dataset: string): SourceMark[] {
  if (ids === undefined || ids.length === 0) return [{ text: '来源未注明', href: `${urls.data}#${dataset}` }];
  return ids.map((id) => {
    const source = register.sources.get(id);
    return source === undefined
      ? { text: `来源：${id} ` }
      : { text: `来源 ${id}`, href: urls.source(id), title: source.title };
  });
}
