import { chmodSync, chownSync, existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterwards } from './error.ts';
import { exchange, flush } from './exchange.ts';
import { discard, keepTexts, shelve, type Places } from './home.ts';

/** A whole tree and the served one change places; the former release is kept, a damaged one is not. */
export function serve(tree: string, out: string, place: Places, isFormerWhole: boolean): void {
  if (!existsSync(out)) renameSync(tree, out);
  else {
    afterwards(() => takeRightsOf(out, tree));
    exchange(out, tree, place.aside);
    afterwards(() => {
      if (isFormerWhole) shelve(tree, place);
      else discard(tree, place);
    });
  }
  afterwards(() => keepTexts(out, place));
  afterwards(() => flush(dirname(out), new Set(), new Set(['.'])));
  afterwards(() => flush(place.kept, new Set(), new Set(['.'])));
}

/** Whoever runs the server may have set who reads the served folder. */
function takeRightsOf(out: string, tree: string): void {
  const { mode, gid } = statSync(out);
  if (statSync(tree).gid !== gid) chownSync(tree, process.getuid?.() ?? -1, gid);
  chmodSync(tree, mode & 0o7777);
}
