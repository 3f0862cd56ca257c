import { mkdir, mkdtemp, rename, rm, chmod, copyFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { verifyTemporal } from './verify';

const suffix = process.platform === 'win32' ? '.exe' : '';

/** `TIEOUT_CACHE_DIR`, or the user's own cache. Programs live here, one for all checkouts. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(env['TIEOUT_CACHE_DIR'] || path.join(homedir(), '.cache', 'tieout'));
}

export function cachedProgram(folder: string = cacheFolder()): string {
  return path.join(folder, `temporal${suffix}`);
}

/** Gives the work a folder of its own in the cache; removed afterwards, whatever happens. */
export async function inScratchFolder<T>(
  name: string,
  work: (folder: string) => Promise<T>,
  cache: string = cacheFolder(),
): Promise<T> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, `${name}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** Puts a program into the cache, verified and in one move: nobody ever sees half of it. */
export async function keepProgram(found: string, cache: string = cacheFolder()): Promise<string> {
  await chmod(found, 0o755);
  await verifyTemporal(found);
  const kept = cachedProgram(cache);
  try {
    await rename(found, kept);
  } catch {
    await copyFile(found, `${kept}.new`);
    await rename(`${kept}.new`, kept);
  }
  return kept;
}

export const programName = `temporal${suffix}`;
