import type { Command } from 'commander';
import { entityDefinitions } from '../entities/registry';
import { closedLists } from '../ledger/closedLists';
import { listCompanies, type Company } from '../ledger/companies';
import { comparedWithQuickBooks } from '../ledger/cursors';
import { listsTurnedOff } from '../ledger/preferences';
import { latestCycles } from '../ledger/cycles';
import type { Database, Transaction } from '../ledger/database';
import { openHoldsOf } from '../ledger/holds';
import { loadClock } from '../ledger/pcClock';
import { documentsToRecode, type ToRecode } from '../ledger/recode';
import { countEntities } from '../ledger/records';
import { latestSession } from '../ledger/sessions';
import { stepsOf } from '../ledger/steps';
import { latestTieOut, type TakenTieOut } from '../ledger/tieOutReport';
import { sides, sidesOf } from '../reconcile/tieout/sides';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { bankOf } from '../ledger/bankShown';
import { cycleDocument } from '../acts/cycleDocument';
import { withLedger } from './ledger';
import { closedDocument, stopDocument, warningsOf } from '../words/guardView';
import { createOutput } from './output';
import { nextBegin } from '../ledger/quietHours';
import { beforeStartOf } from '../acts/startDate';
import { statusText, waitDocuments, type StatusDocument } from './statusView';
import { companyCalled } from '../acts/openLedger';

export function addStatus(program: Command): void {
  const command = ledgerCommand(program, 'status [company]')
    .summary('the cycle, its progress, counts per entity')
    .description('Shows where a company stands; without a name, all of them (with --json as a list).')
    .action((company: string | undefined, options: LedgerOptions) => status(company, options));
  examples(command, ['tieout status', 'tieout status "Hill Builders" --json']);
}

async function status(idOrName: string | undefined, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const now = new Date();
    if (idOrName !== undefined) {
      const document = await statusOf(database, await companyCalled(database, idOrName));
      output.result(document, () => statusText(document, now));
      return;
    }
    const documents: StatusDocument[] = [];
    for (const company of await database.asSystem((tx) => listCompanies(tx)))
      documents.push(await statusOf(database, company));
    output.result(documents, () =>
      documents.length === 0
        ? 'There is no company yet. Add one: tieout company add --help'
        : documents.map((document) => statusText(document, now)).join('\n\n'),
    );
  });
}

/** Everything in one transaction, so that the counts belong to the cycle shown. */
export async function statusOf(database: Database, company: Company): Promise<StatusDocument> {
  return database.inCompany(company.id, async (tx) => {
    const cycles = await latestCycles(tx, company.id, 2);
    const due = cycles.find((cycle) => cycle.state === 'due');
    const begun = cycles.find((cycle) => cycle.state !== 'due');
    const isRunning = begun?.state === 'running';
    // A cycle that was asked for is the one to show, unless another still runs.
    const shown = isRunning ? begun : (due ?? begun);
    const session = await latestSession(tx, company.id);
    const steps = shown ? await stepsOf(tx, company.id, shown.number) : [];
    return {
      company: company.name,
      id: company.id,
      cycle: shown ? cycleDocument(shown) : null,
      nextCycle: isRunning && due ? { number: due.number, mode: due.mode } : null,
      entities: await countEntities(tx, company.id),
      holds: (await openHoldsOf(tx, company.id)).length,
      accepted: company.acceptedAt !== null,
      previewBecause: company.previewBecause,
      paused: company.pausedAt === null ? null : { since: company.pausedAt, reason: company.pauseReason },
      waiting: isRunning ? waitDocuments(steps) : [],
      stopped: company.stops[0]?.because ?? null,
      stops: company.stops.map((stop) => stopDocument(stop, company.name)),
      closedLists: (await closedLists(tx, company.id)).map(closedDocument),
      warnings: warningsOf(await loadClock(tx, company.id)),
      lastWebConnectorLogin: company.lastLoginAt,
      refusedWebConnectorLogin: company.refusedLoginAt,
      lastWebConnectorError: session?.lastError ?? null,
      comparedWithQuickBooks: await comparedWithQuickBooks(
        tx,
        company.id,
        await listsTurnedOff(tx, company.id, entityDefinitions(company.settings)),
      ),
      bank: await bankOf(tx, company.id),
      dueAt: nextBegin({ ...company, quietHours: company.settings.quietHours }, new Date()),
      steps,
      payables: (await latestTieOut(tx, company.id, 'ap')) ?? null,
      receivables: (await receivablesOf(tx, company)) ?? null,
      toRecode: countsOf(await documentsToRecode(tx, company.id)),
      beforeStart: await beforeStartOf(tx, company),
    };
  });
}

/** Nothing while they are not synced. */
const receivablesOf = async (tx: Transaction, { id, settings }: Company): Promise<TakenTieOut | undefined> =>
  sidesOf(entityDefinitions(settings)).includes(sides.ar) ? latestTieOut(tx, id, 'ar') : undefined;

const countsOf = (documents: readonly ToRecode[]): StatusDocument['toRecode'] => ({
  documents: documents.length,
  lines: documents.reduce((sum, { lines }) => sum + lines, 0),
});
