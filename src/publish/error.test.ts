import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { explained, inWords, PublishError } from './error.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'minglu-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('what stands in the way is told with its path', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'file'));
  expect(() => inWords(() => writeFileSync(join(folder, 'file'), 'x'))).toThrow(/文件夹占了文件的位置.*file/);
  writeFileSync(join(folder, 'folder'), '');
  expect(() => inWords(() => writeFileSync(join(folder, 'folder/x'), 'x'))).toThrow(/文件占了文件夹的位置.*folder/);
});

test.each([
  [new Error('No room.', { cause: Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' }) }), '磁盘已满'],
  [new Error('EDQUOT: somewhere'), '配额已满'],
  [Object.assign(new Error('ENOENT: mkdir'), { code: 'ENOENT', syscall: 'mkdir' }), '只读'],
])('%s is told in words', (error, words) => {
  expect(explained(error)).toMatchObject({ message: expect.stringContaining(words), misuse: false });
  expect(explained(error)).toBeInstanceOf(PublishError);
});

test('a fault of the program stays what it is', () => {
  const error = new TypeError('x is undefined');
  expect(explained(error)).toBe(error);
  const missing = Object.assign(new Error('ENOENT: open'), { code: 'ENOENT', syscall: 'open' });
  expect(explained(missing)).toBe(missing);
});
