import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PostgresBinaries } from './postgresBinaries';
import { binariesIn } from './postgresBinaries';

/** The account a program of ours runs as; nothing set means as ourselves. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Postgres refuses to run as root. Started as root (containers, build machines) it runs as `postgres`, or
 * as `nobody` where there is no such account; no account is made.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const uid = numberOf('-u', name);
    const gid = numberOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'Postgres does not run as root, and there is neither an account "postgres" nor "nobody" to run it as. ' +
      'Run this as another user, or set DATABASE_URL to a Postgres of your own.',
  );
}

function numberOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    const text = execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(text, 10);
  } catch {
    return undefined;
  }
}

/**
 * Where the cluster goes: where it was asked for, or, if its account can't get there, a folder it can reach.
 * Both places then name each other in a file, so that nobody takes a cluster there for rubbish.
 */
export function reachableCluster(wanted: string, account: Account): string {
  if (account.uid === undefined || canReach(path.dirname(wanted), account)) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const cluster = path.join(openFolder(), `cluster-${name}`);
  writeFileSync(`${cluster}.belongs-to`, `${wanted}\n`);
  writeFileSync(`${wanted}.is-at`, `${cluster}\n`);
  return cluster;
}

/** Takes away exactly what reachableCluster has led to. */
export function removeCluster(cluster: string): void {
  rmSync(cluster, { recursive: true, force: true });
  rmSync(`${cluster}.belongs-to`, { force: true });
}

/** The programs, copied to where the account can run them if it can't run them where they are. */
export function reachableBinaries(binaries: PostgresBinaries, account: Account): PostgresBinaries {
  if (account.uid === undefined || canRun(binaries, account)) return binaries;
  const name = createHash('sha256').update(binaries.folder).digest('hex').slice(0, 16);
  const copy = path.join(openFolder(), `postgres-${name}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', draft]);
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true }); // Another process was faster.
    }
  }
  return binariesIn(copy);
}

function canRun(binaries: PostgresBinaries, account: Account): boolean {
  const places = [binaries.postgres, path.join(binaries.folder, 'lib'), path.join(binaries.folder, 'share')];
  return places.every((place) => !existsSync(place) || canReach(place, account));
}

/** May the account pass through every folder on the way, and through the place itself? */
function canReach(place: string, account: Account): boolean {
  for (let at = path.resolve(place); ; at = path.dirname(at)) {
    if (existsSync(at) && !mayPass(at, account)) return false;
    if (at === path.dirname(at)) return true;
  }
}

function mayPass(at: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(at);
  if (uid === account.uid) return (mode & 0o500) === 0o500;
  if (gid === account.gid) return (mode & 0o050) === 0o050;
  return (mode & 0o005) === 0o005 || (mode & 0o001) === 0o001;
}

/** Only root gets here: a folder outside of anybody's home. */
function openFolder(): string {
  for (const parent of ['/var/lib', tmpdir()]) {
    try {
      const folder = path.join(parent, 'tieout');
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(
    'No folder can be written in which Postgres could keep its files (tried /var/lib and the temporary folder)',
  );
}
