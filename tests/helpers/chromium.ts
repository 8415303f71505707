/**
 * The Chromium that the tests drive: `$CHROMIUM_PATH`, the system's, or the one that comes with `@sparticuz/chromium`. That
 * runs on any Linux x64 with glibc 2.34 (Debian 12, Ubuntu 22.04) and nothing else installed: it brings the libraries that
 * are not part of every system, and a font. Where no font has Han characters they are boxes, which no test minds.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';
import { PROJECT } from './commands.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @throws where no browser is installed and the packed one does not run */
export async function launchBrowser(): Promise<Browser> {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked !== undefined) return launch(asked);
  const installed = INSTALLED.find((path) => existsSync(path));
  try {
    if (installed !== undefined) return await launch(installed);
  } catch {
    // A stub that would install a browser, or a browser too old for these tests.
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('Install Chromium or Chrome, or name it in CHROMIUM_PATH: the packed one runs on Linux x64 only.');
  const folder = await unpack();
  return launch(join(folder, 'chromium'), environmentOf(folder));
}

function launch(executablePath: string, environment: Record<string, string> = {}): Promise<Browser> {
  const env = { ...(process.env as Record<string, string>), ...environment };
  return chromium.launch({ executablePath, args: ARGUMENTS, env });
}

/** Where the packed browser finds the libraries and fonts that came with it. */
function environmentOf(folder: string): Record<string, string> {
  const own = process.env['LD_LIBRARY_PATH'];
  return {
    LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), ...(own === undefined ? [] : [own])].join(':'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  };
}

/** Unpacks the browser once; the folder appears when it is whole, so that test files side by side never meet a half one. */
async function unpack(): Promise<string> {
  const home = join(PROJECT, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(PROJECT, `node_modules/.cache/minglu-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  // The package unpacks into the system's folder for temporary files and says so nowhere else.
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = partial;
  try {
    for (const archive of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'])
      await inflate(join(home, 'bin', archive));
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
  writeFileSync(
    join(partial, 'fonts/fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  try {
    renameSync(partial, folder);
  } catch {
    // Another test file was first.
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}
