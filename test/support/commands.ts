import { runProgram, type Ran } from '../integration/cli/commandLine';
import type { World } from './world';

/** The compiled command line beside the processes of a world. */
export const commandsOf =
  ({ stack }: World) =>
  (...args: readonly string[]): Promise<Ran> =>
    runProgram(args, { folder: process.cwd(), env: { ...stack.env, pid: undefined } });
