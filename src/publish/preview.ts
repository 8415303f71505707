/** What a build would change, without a build: reads and compares, writes nothing and takes no lock. */
import { join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import type { Ingested } from '../ingest/ingest.ts';
import { IngestMemory } from '../ingest/memory.ts';
import { stopFor, type BrakeOptions, type Stop } from './brake.ts';
import { BuildMemory } from './build-memory.ts';
import { changesOf, type Changes } from './changes.ts';
import { readSources, type Read, type Sources } from './read.ts';
import { lookAtOutput, servedRelease } from './served.ts';
import { codeDigest } from './templates.ts';

export interface PreviewOptions extends BrakeOptions, Sources {
  out: string;
}

export interface Preview {
  ingested: Ingested;
  /** Findings of data and texts. */
  findings: readonly Finding[];
  /** `undefined` when errors forbid publishing. */
  changes: Changes | undefined;
  /** Why a build would stop though the data have no such error. */
  stop: Stop | undefined;
}

/** Knows what builds read, and keeps nothing. */
class LentMemory extends IngestMemory {
  override async save(): Promise<void> {}
}

/** A release that came in while it was read is read again, so many times. */
const TRIES = 5;

/** @throws PublishError when the output folder is none */
export async function previewSite(options: PreviewOptions): Promise<Preview> {
  const code = codeDigest();
  const memory = new LentMemory(join(lookAtOutput(options.out).home, 'rows'), code);
  const { ingested, texts, findings, refused } = await readSources(options, memory);
  const changes = refused ? undefined : compare(options.out, code, { ingested, texts });
  return { ingested, findings, changes, stop: changes && stopFor(changes, options) };
}

function compare(out: string, code: string, { ingested, texts }: Pick<Read, 'ingested' | 'texts'>): Changes {
  for (let i = 1; ; i++) {
    const place = lookAtOutput(out);
    const served = servedRelease(place, new BuildMemory(place, code));
    const changes = changesOf(served, ingested, texts);
    const after = lookAtOutput(out).current;
    if (i === TRIES || (after?.digest === place.current?.digest && served?.number === after?.number)) return changes;
  }
}
