import type { IsoDate } from '../domain/date.ts';

/** What an organisation says about an entry, as `content/replies/<code>/<name>.mdx` has it. */
export interface Reply {
  /** `<code>/<name>` */
  id: string;
  code: string;
  /** Dataset and day of the entry, and its number where several are of that day. */
  dataset: string;
  on: IsoDate;
  number?: string | undefined;
  repliedOn: IsoDate;
  /** What became of it, and when. */
  outcome?: string | undefined;
  outcomeOn?: IsoDate | undefined;
  source: readonly string[];
  /** The reply in the organisation's words. */
  paragraphs: readonly string[];
}
