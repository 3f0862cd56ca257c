/**
 * Foreign clients that are written in Python are optional: TIEOUT_TEST_PYTHON names an interpreter that has
 * them (`pip install zeep qbwc-kit` in a venv), otherwise `python3` is tried.
 */
import { spawn, spawnSync } from 'node:child_process';

const python = process.env['TIEOUT_TEST_PYTHON'] ?? 'python3';

export function canImport(module: string): boolean {
  return spawnSync(python, ['-c', `import ${module}`], { timeout: 20_000 }).status === 0;
}

/** Runs a script with arguments; it prints one JSON value. Asynchronous: the server answers from this process. */
export function runPython(script: string, ...parameters: string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-c', script, ...parameters], { timeout: 60_000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out));
      else reject(new Error(err));
    });
  });
}
