/**
 * `npm run lockfile`: adds to `package-lock.json` the optional packages of other platforms that the registry at hand did
 * not offer, as npm writes them where it does. Without them `npm ci` calls the lockfile incomplete (docs/decisions/0008).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, readFlags, runCommand } from './shared/options.ts';

interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  [field: string]: unknown;
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

await runCommand(() => {
  readFlags({});
  const path = join(import.meta.dirname, '../package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockedPackage> };
  const added = addMissingPlatforms(lock.packages);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length === 0 ? 'package-lock.json is complete.' : `Added:\n${added.join('\n')}`);
  return EXIT.well;
});

function addMissingPlatforms(packages: Record<string, LockedPackage>): string[] {
  const added: string[] = [];
  for (const [owner, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const found = resolve(packages, owner, name);
      if (!/^\d+\.\d+\.\d+$/.test(version) || found?.version === version) continue;
      const place = found === undefined ? `node_modules/${name}` : `${owner}/node_modules/${name}`;
      packages[place] = { version, ...platformOf(name), ...(dev === true ? { dev } : {}), optional: true };
      added.push(`${place} ${version}`);
    }
  }
  return added;
}

/** The package that `owner` would load under this name. */
function resolve(packages: Record<string, LockedPackage>, owner: string, name: string): LockedPackage | undefined {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (found !== undefined || folder === '') return found;
  }
}

/** What the name tells of the platform: `@pagefind/darwin-arm64` → os darwin, cpu arm64. */
function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.replace('windows', 'win32').replace('wasm32-wasi', 'wasm32').split(/[/@-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) =>
    words.some(
      (word) =>
        word === processor ||
        (processor === 'arm' && word.startsWith('arm') && word !== 'arm64') ||
        (processor === 'ppc64' && word.startsWith('ppc64')),
    ),
  );
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 && os.includes('linux') ? { libc } : {}),
  };
}
