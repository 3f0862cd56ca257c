import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The part of a running stack's `stack.json` that other processes need; here, so that reading it loads no server. */
export interface RunningStack {
  readonly DATABASE_URL: string;
  readonly TEMPORAL_ADDRESS: string;
  readonly TEMPORAL_NAMESPACE: string;
  readonly TIEOUT_SECRET_KEY: string;
  readonly GATEWAY_PUBLIC_URL: string;
  readonly CONSOLE_URL?: string;
  readonly pid: number;
}

export const stackFileIn = (dataFolder: string): string => path.join(dataFolder, 'stack.json');

/** What the stack of this folder wrote; undefined when there is none. */
export function readStack(dataFolder: string): RunningStack | undefined {
  const file = stackFileIn(dataFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunningStack) : undefined;
}
