import { userInfo } from 'node:os';
import path from 'node:path';
import type { Config } from '../config';
import { ConfigError, loadConfig, secretKeys } from '../config';
import { openDatabase } from '../ledger/database';
import { createSealer } from '../ledger/sealed';
import { defaultDataFolder } from '../runtime/dataFolder';
import { isAlive } from '../runtime/processLife';
import { readStack } from './runningStack';
import { exitCode, Problem } from '../words/problem';
import type { Ledger } from '../acts/openLedger';

/** Where a command finds Postgres, Temporal and the gateway. */
export interface ConnectionOptions {
  /** `--data FOLDER`: the running `tieout dev` stack of that folder, whatever the environment says. */
  readonly data?: string;
}

/**
 * The settings of a command: the folder named by `--data`, else DATABASE_URL and its companions in the environment,
 * else the stack that runs in TIEOUT_DATA or `.tieout`.
 */
export function commandConfig(options: ConnectionOptions, env: NodeJS.ProcessEnv = process.env): Config {
  if (options.data === undefined && env.DATABASE_URL) return configOrProblem(env);
  const folder = path.resolve(options.data ?? (env.TIEOUT_DATA || defaultDataFolder));
  return configOrProblem(environmentOfStack(folder, env));
}

/** The environment with the addresses of the stack that runs in `folder`. */
export function environmentOfStack(folder: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const stack = readStack(folder);
  if (stack === undefined) {
    throw new Problem(`There is no running stack in ${folder}, and DATABASE_URL is not set.`, {
      cure:
        'Start one with “tieout dev” (or name its folder with --data), or set DATABASE_URL, TIEOUT_SECRET_KEY, ' +
        'TEMPORAL_ADDRESS and GATEWAY_PUBLIC_URL in the environment.',
      exit: exitCode.wrongSetting,
    });
  }
  if (!isAlive(stack.pid)) {
    throw new Problem(`The stack in ${folder} no longer runs (its process ${stack.pid} is gone).`, {
      cure: `Start it again with “tieout dev --data ${folder}”.`,
    });
  }
  return {
    ...env,
    DATABASE_URL: stack.DATABASE_URL,
    TEMPORAL_ADDRESS: stack.TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: stack.TEMPORAL_NAMESPACE,
    TIEOUT_SECRET_KEY: stack.TIEOUT_SECRET_KEY,
    CONSOLE_PUBLIC_URL: env.CONSOLE_PUBLIC_URL || (stack.CONSOLE_URL ?? ''),
    // A tunnel or proxy in front of the stack has a name that the stack does not know.
    GATEWAY_PUBLIC_URL: env.GATEWAY_PUBLIC_URL || stack.GATEWAY_PUBLIC_URL,
  };
}

function configOrProblem(env: NodeJS.ProcessEnv): Config {
  try {
    return loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(error.message, { exit: exitCode.wrongSetting });
  }
}

/** Runs `work` with the ledger open, and closes it. */
export async function withLedger<T>(
  options: ConnectionOptions,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const config = commandConfig(options);
  const sealer = createSealer(secretKeys(config));
  const database = openDatabase({ url: config.DATABASE_URL, sealer, connections: 3 });
  try {
    return await work({ database, config, by: userName() });
  } finally {
    await database.end();
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return process.env.USER || `user ${process.getuid?.() ?? ''}`.trim();
  }
}
