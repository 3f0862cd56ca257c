import path from 'node:path';
import { lastLine, runWatched } from '../watchedCommand';
import { seconds } from '../report';
import { cacheFolder, inScratchFolder, keepProgram, programName } from './cacheFolder';
import type { TemporalSource } from './source';
import { silenceLimitMs } from './source';

/** The newest version that `go install` accepts (later ones replace a nested module). */
const source = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
/** One large package, or linking, can keep the compiler quiet for long. */
const compileSilenceMs = 300_000;

/** The CLI built from its authors' source. */
export function goInstall(cache: string = cacheFolder()): TemporalSource {
  return {
    name: `go install ${source}`,
    find: (log) =>
      inScratchFolder(
        'go',
        async (folder) => {
          await checkGo();
          log(`Building the Temporal server from source (go install ${source}); this takes some minutes …`);
          let isCompiling = false;
          let doing = 'reading the list of modules';
          const end = await runWatched({
            command: 'go',
            // -x: every download and every compiler call is a sign of life.
            args: ['install', '-x', source],
            env: { ...process.env, GOBIN: folder, GOOS: '', GOARCH: '' },
            silenceMs: () => (isCompiling ? compileSilenceMs : silenceLimitMs),
            onLine: (line) => {
              if (/[/\\]compile(\.exe)? -o /.test(line)) isCompiling = true;
              doing = whatItDoes(line) ?? doing;
            },
            onBeat: (elapsed) => log(`  ${seconds(elapsed)}: ${doing}`),
          });
          if (end.code !== 0) throw new Error(lastLine(end.output));
          return keepProgram(path.join(folder, programName), cache);
        },
        cache,
      ),
  };
}

async function checkGo(): Promise<void> {
  try {
    const end = await runWatched({ command: 'go', args: ['version'], silenceMs: silenceLimitMs });
    if (end.code === 0) return;
  } catch {
    // Said below.
  }
  throw new Error('no `go` found');
}

/** From the trace of `go install -x`, in words. */
export function whatItDoes(line: string): string | undefined {
  const download = /^# get https?:\/\/\S+?\/([^/\s]+\/\S+?)\/@v\//.exec(line);
  if (download?.[1] !== undefined) return `downloading ${download[1]}`;
  const compile = / -p (\S+) /.exec(line);
  if (compile?.[1] !== undefined) return `compiling ${compile[1]}`;
  if (/[/\\]link(\.exe)? -o /.test(line)) return 'linking the program';
  return undefined;
}
