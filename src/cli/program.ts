import { Command, CommanderError } from 'commander';
import { addAccept } from './accept';
import { addAudit } from './audit';
import { addCompany } from './company';
import { addDev } from './dev';
import { addDoctor } from './doctor';
import { addEmails } from './emails';
import { explain } from '../words/explain';
import { addFind } from './find';
import { addHolds } from './holds';
import { addImport } from './import';
import { addLeaveOut } from './leaveOut';
import { addLinks } from './links';
import { addMap } from './map';
import { addMigrate } from './migrate';
import { asJson } from './output';
import { addPause } from './pause';
import { addPreview } from './preview';
import { exitCode } from '../words/problem';
import { addConsole, addGateway, addWorker } from './processes';
import { addQwc } from './qwc';
import { addReport } from './report';
import { addResolve } from './resolve';
import { addRestored } from './restored';
import { addResume } from './resume';
import { version } from '../version';
import { addStatus } from './status';
import { addSync } from './sync';
import { addUndo } from './undo';
import { addUser } from './user';

/** All commands, in the order in which a person meets them. */
export function createProgram(): Command {
  // Before the commands, which take it over: a wrong use is ours to end with, and so is help.
  const program = new Command('tieout')
    .description('Keeps Bill.com and QuickBooks Desktop in agreement, to the cent.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Add --help to see what is allowed.')
    .configureHelp({ helpWidth: 110 });
  addDev(program);
  addCompany(program);
  addQwc(program);
  addPreview(program);
  addAccept(program);
  addSync(program);
  addPause(program);
  addResume(program);
  addStatus(program);
  addHolds(program);
  addFind(program);
  addReport(program);
  addEmails(program);
  addLinks(program);
  addResolve(program);
  addUndo(program);
  addMap(program);
  addLeaveOut(program);
  addImport(program);
  addAudit(program);
  addUser(program);
  addDoctor(program);
  addWorker(program);
  addGateway(program);
  addConsole(program);
  addMigrate(program);
  addRestored(program);
  program.addHelpText(
    'after',
    `
Exit codes:
  0 ok   1 failed   2 wrong use   3 the first preview waits for accept   4 time is up
  5 stopped or paused: needs a person   78 a wrong setting

A company is named by its name or its id. Settings come from the environment (DATABASE_URL, TIEOUT_SECRET_KEY,
TEMPORAL_ADDRESS, GATEWAY_PUBLIC_URL), or from a running “tieout dev”.`,
  );
  return program;
}

/** Runs one command and ends the process with its code. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...argv]);
  } catch (error) {
    tell(error, argv.includes('--json'));
  }
  await flushed(process.stdout);
  await flushed(process.stderr);
  // Idle connections to Bill.com are nothing to wait for.
  process.exit();
}

function tell(error: unknown, json: boolean): void {
  if (error instanceof CommanderError) {
    // Commander has said it already; help and --version end here too.
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.wrongUse;
    if (json && error.exitCode !== 0)
      process.stdout.write(
        asJson({ error: error.message.replace(/^error: /, ''), cure: '', exitCode: exitCode.wrongUse }),
      );
    return;
  }
  const { sentence, cure, exit } = explain(error);
  process.exitCode = exit;
  process.stderr.write(`${[sentence, cure].filter(Boolean).join('\n')}\n`);
  if (json) process.stdout.write(asJson({ error: sentence, cure, exitCode: exit }));
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });
