import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PROJECT } from '../../src/publish/work-folder.ts';
import { temporaryFolder } from './folders.ts';

/** Mounts a disk of that many bytes that goes with the test; `undefined` where mounting is not permitted. */
export function smallDisks(): ((bytes: number) => string) | undefined {
  const mount = (bytes: number, folder: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  const unmount = (folder: string) => execFileSync('umount', [folder], { stdio: 'ignore' });
  const trial = join(PROJECT, 'node_modules/.cache', `minglu-mount-${process.pid}`);
  try {
    mkdirSync(trial, { recursive: true });
    mount(65_536, trial);
    unmount(trial);
  } catch {
    return undefined;
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
  return (bytes) => {
    const folder = temporaryFolder();
    mount(bytes, folder);
    onTestFinished(() => void unmount(folder));
    return folder;
  };
}
