import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { silenceLimitMs } from './source';

const run = promisify(execFile);

/**
 * Runs the program and checks that it is Temporal's, with a development server in it.
 * @returns what it says of its version.
 */
export async function verifyTemporal(program: string): Promise<string> {
  const version = await say(program, ['--version']);
  if (!/^temporal version /m.test(version)) {
    throw new Error(`${program} is another program of that name (it says "${version.split('\n')[0] ?? ''}")`);
  }
  const help = await say(program, ['server', 'start-dev', '--help']);
  if (!help.includes('--headless') || !help.includes('--dynamic-config-value')) {
    throw new Error(`${program} is too old: its development server lacks the options we need`);
  }
  return version.trim();
}

async function say(program: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await run(program, args, { timeout: silenceLimitMs });
    return stdout;
  } catch (error) {
    const cause = error as NodeJS.ErrnoException & { killed?: boolean; stderr?: string };
    if (cause.code === 'ENOENT') throw new Error('not found');
    if (cause.killed) throw new Error(`${program} did not answer within ${silenceLimitMs / 1000} s`);
    throw new Error(
      `${program} does not run: ${(cause.stderr || cause.message).trim().split('\n')[0] ?? ''}`,
    );
  }
}
