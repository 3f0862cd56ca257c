#!/usr/bin/env node
import { runCommandLine } from './cli/program';

/** The command line: `tieout --help`. */
void runCommandLine(process.argv);
