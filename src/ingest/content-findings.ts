/** Findings about the texts of `content/`. */
import type { Finding, Remark } from '../domain/finding.ts';
import type { Fault } from './guard.ts';
import { fileFinding } from './read-dataset.ts';

/** @param path below the content folder */
export function contentFinding(path: string, { line, message, suggestion }: Fault): Finding {
  return aboutText(path, { code: 'bad-content', message, suggestion }, line);
}

export function aboutText(path: string, remark: Remark, line?: number): Finding {
  return fileFinding('', `content/${path}`, remark, line);
}
