import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { lastLine, runWatched } from '../watchedCommand';
import { cacheFolder, inScratchFolder, keepProgram } from './cacheFolder';
import { folderSize, megabytes } from './folderSize';
import type { TemporalSource } from './source';
import { silenceLimitMs } from './source';

/**
 * What the SDK's test environment does at its first start: it downloads the CLI from Temporal, starts it
 * and stops it. In a process of its own, because a download that hangs can't be called off.
 */
const script = `
const [testing, downloadDir] = process.argv.slice(1);
require(testing).TestWorkflowEnvironment
  .createLocal({ server: { executable: { type: 'cached-download', downloadDir, ttl: '365d' } } })
  .then((environment) => environment.teardown())
  .then(() => process.exit(0), (error) => { console.error(error.message ?? String(error)); process.exit(1); });
`;

export function sdkDownload(cache: string = cacheFolder()): TemporalSource {
  return {
    name: "the Temporal SDK's own download (temporal.download)",
    find: (log) =>
      inScratchFolder(
        'sdk',
        async (folder) => {
          log('Downloading the Temporal server from temporal.download (about 50 MB) …');
          const end = await runWatched({
            command: process.execPath,
            args: ['-e', script, testingPackage(), folder],
            silenceMs: silenceLimitMs,
            progress: () => folderSize(folder),
            beatMs: 3_000,
            onBeat: () => log(`  ${megabytes(folderSize(folder))} so far`),
          });
          if (end.code !== 0) throw new Error(reason(end.output));
          const [program] = (await readdir(folder)).filter((name) => !name.endsWith('.downloading'));
          if (program === undefined) throw new Error('the download left no file');
          return keepProgram(path.join(folder, program), cache);
        },
        cache,
      ),
  };
}

function testingPackage(): string {
  try {
    return createRequire(__filename).resolve('@temporalio/testing');
  } catch {
    throw new Error('the package @temporalio/testing is not installed');
  }
}

function reason(output: string): string {
  return /error sending request|dns|connect/i.test(output)
    ? 'temporal.download cannot be reached from here'
    : lastLine(output);
}
