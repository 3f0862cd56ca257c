import { existsSync } from 'node:fs';
import path from 'node:path';
import { programName } from './cacheFolder';
import type { TemporalSource } from './source';
import { verifyTemporal } from './verify';

/** A Temporal CLI that the user has installed. */
export function onPath(env: NodeJS.ProcessEnv = process.env): TemporalSource {
  return {
    name: '`temporal` on the PATH',
    async find() {
      const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
      const found = folders.map((folder) => path.join(folder, programName)).find((file) => existsSync(file));
      if (found === undefined) throw new Error('not there');
      await verifyTemporal(found);
      return found;
    },
  };
}
