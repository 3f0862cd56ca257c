import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './postgresAccount';
import type { PostgresBinaries } from './postgresBinaries';

/** The owner of our cluster and of the database in it. */
export const user = 'tieout';

/** Made under another name and renamed when complete, so that a half-made cluster is never started. */
export function createCluster(
  binaries: PostgresBinaries,
  cluster: string,
  password: string,
  account: Account,
  persistent: boolean,
): void {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const secretFolder = mkdtempSync(path.join(tmpdir(), 'tieout-'));
  const passwordFile = path.join(secretFolder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const place of [draft, secretFolder, passwordFile]) giveTo(account, place);
  try {
    const made = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorting and case rules of the C locale on every machine alike.
        '--no-locale',
        ...(persistent ? [] : ['--no-sync']),
      ],
      { ...account, env: environment(), encoding: 'utf8', cwd: '/' },
    );
    if (made.status !== 0) {
      throw new Error(
        `Postgres could not create its cluster in ${cluster}: ${made.error?.message ?? made.stderr.trim()}`,
      );
    }
    renameSync(draft, cluster);
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
}

function giveTo(account: Account, place: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(place, account.uid, account.gid);
}

/** Ours, without settings meant for other Postgres programs. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
