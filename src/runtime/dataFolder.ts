import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { firstNumber } from './pidFile';
import { isAlive } from './processLife';

/** Where everything embedded keeps its files unless told otherwise. */
export const defaultDataFolder = '.tieout';

export interface DataFolder {
  readonly path: string;
  /** For clusters and databases of the embedded servers. */
  readonly postgres: string;
  readonly temporalFile: string;
  readonly logs: string;
  /** Lets the next process in. */
  release(): void;
}

const claimIn = (root: string): string => path.join(root, 'owner.pid');

/** The other process that has this folder, if it is alive. */
export function ownerOf(folder: string): number | undefined {
  const owner = firstNumber(claimIn(path.resolve(folder)));
  return owner !== undefined && owner !== process.pid && isAlive(owner) ? owner : undefined;
}

/**
 * Makes the folder and claims it for this process: two stacks in one folder would share databases without
 * knowing. A claim whose process is gone (killed, power lost) is taken over.
 */
export async function claimDataFolder(folder: string = defaultDataFolder): Promise<DataFolder> {
  const root = path.resolve(folder);
  const logs = path.join(root, 'logs');
  await mkdir(logs, { recursive: true });
  const claim = claimIn(root);
  const owner = ownerOf(root);
  if (owner !== undefined) {
    throw new Error(
      `The data folder ${root} is in use by process ${owner}. Stop that one first, or choose another folder.`,
    );
  }
  writeFileSync(`${claim}.${process.pid}`, `${process.pid}\n`);
  renameSync(`${claim}.${process.pid}`, claim);
  return {
    path: root,
    postgres: path.join(root, 'postgres'),
    temporalFile: path.join(root, 'temporal.db'),
    logs,
    release: () => {
      if (firstNumber(claim) === process.pid) rmSync(claim, { force: true });
    },
  };
}
