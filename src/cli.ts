#!/usr/bin/env node
import { runCommandLine } from './cli/program';

/** The command line: `tieout --help`. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // Whoever read it has enough: `tieout holds … | head`.
  process.exit();
});
void runCommandLine(process.argv);
