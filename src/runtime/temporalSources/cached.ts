import { existsSync } from 'node:fs';
import { cachedProgram, cacheFolder } from './cacheFolder';
import type { TemporalSource } from './source';
import { verifyTemporal } from './verify';

/** The program that one of the ways below left in the cache on an earlier run. */
export function cached(folder: string = cacheFolder()): TemporalSource {
  return {
    name: 'the program kept from an earlier run',
    async find() {
      const program = cachedProgram(folder);
      if (!existsSync(program)) throw new Error(`nothing kept in ${folder}`);
      await verifyTemporal(program);
      return program;
    },
  };
}
