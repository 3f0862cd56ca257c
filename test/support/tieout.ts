import { execFile } from 'node:child_process';
import path from 'node:path';
import type { World } from './world';

/** `tieout …`, as a person calls it, on the servers of a world. */
export const tieoutOn =
  (world: World) =>
  (...args: string[]): Promise<{ code: number; text: string }> =>
    new Promise((resolve, reject) => {
      const { DATABASE_URL, TIEOUT_SECRET_KEY } = world.stack.env;
      const env = { ...process.env, DATABASE_URL, TIEOUT_SECRET_KEY };
      execFile(
        process.execPath,
        [path.resolve('dist/src/cli.js'), ...args],
        { env },
        (error, stdout, stderr) =>
          error && typeof error.code !== 'number'
            ? reject(new Error(`${error.message} ${stderr}`))
            : resolve({ code: error ? Number(error.code) : 0, text: stdout === '' ? stderr : stdout }),
      );
    });
