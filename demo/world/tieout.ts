import { spawn } from 'node:child_process';
import path from 'node:path';
import { block } from '../say';

/** A command of Tieout that did not do what the demo needed. */
export class CommandFailed extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number | null,
    why: string,
  ) {
    super(`“tieout ${command}” ended with exit code ${exitCode}: ${why}`);
  }
}

export interface RunOptions {
  /** Exit codes beside 0 that are an answer and not a failure. */
  readonly alsoFine?: readonly number[];
  /** For standard input. */
  readonly input?: string;
  /** Show what the command says on the way, its progress: as bars where there is a terminal, or always as lines. */
  readonly shown?: 'bars' | 'lines';
}

/** The command line as a user has it: a process of its own for each command, answers as JSON. */
export interface Tieout {
  run<Document>(args: readonly string[], options?: RunOptions): Promise<Document>;
  /** Ends commands that still wait. */
  stop(): void;
}

const script = path.resolve(__dirname, '../../src/cli.js');

/** @param dataFolder of the running stack */
export function tieoutCommand(dataFolder: string): Tieout {
  const running = new Set<ReturnType<typeof spawn>>();
  return {
    run: <Document>(args: readonly string[], options: RunOptions = {}) =>
      new Promise<Document>((resolve, reject) => {
        if (options.shown) block(`$ tieout ${args.filter(isTyped).map(asTyped).join(' ')}`, '    ');
        // On a terminal the command draws its own bars.
        const inherits = options.shown === 'bars' && process.stderr.isTTY;
        const child = spawn(process.execPath, [script, ...args, '--data', dataFolder], {
          stdio: ['pipe', 'pipe', inherits ? 'inherit' : 'pipe'],
        });
        running.add(child);
        let answer = '';
        let said = '';
        let line = '';
        child.stdin?.on('error', () => undefined).end(options.input ?? '');
        child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
          said += chunk;
          if (!options.shown) return;
          const lines = (line + chunk).split('\n');
          line = lines.pop() ?? '';
          for (const each of lines) if (each.trim() !== '') block(each, '    ');
        });
        child.once('error', reject);
        child.once('close', (code) => {
          running.delete(child);
          const fail = (why: string): void => reject(new CommandFailed(args.join(' '), code, why));
          if (code !== 0 && !options.alsoFine?.includes(code ?? -1)) {
            fail(errorIn(answer) ?? (said.trim() || answer.trim() || 'it said nothing'));
            return;
          }
          try {
            resolve(JSON.parse(answer) as Document);
          } catch {
            fail(`its answer is not JSON: ${answer.slice(0, 200)}`);
          }
        });
      }),
    stop: () => {
      for (const child of running) child.kill('SIGKILL');
    },
  };
}

/** The demo wants answers for programs; a person would not. */
const isTyped = (arg: string): boolean => arg !== '--json';
const asTyped = (arg: string): string => (/^[\w./:=-]+$/.test(arg) ? arg : `"${arg}"`);

function errorIn(answer: string): string | undefined {
  try {
    const { error, cure, message } = JSON.parse(answer) as Record<string, string | null | undefined>;
    return error ? [error, cure].filter(Boolean).join(' ') : (message ?? undefined);
  } catch {
    return undefined;
  }
}
