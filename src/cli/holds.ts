import type { Command } from 'commander';
import { bookTitle } from '../entities/definition';
import { openHoldsOf, type OpenHold } from '../ledger/holds';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput, many, table } from './output';
import { oneOf } from './stepProgress';
import { moment } from './time';

export function addHolds(program: Command): void {
  const command = ledgerCommand(program, 'holds <company>')
    .summary('every record that is not synced now, and why')
    .description('Lists every open hold: the record, what happened, what to do, since when.')
    .action((company: string, options: LedgerOptions) => holds(company, options));
  examples(command, ['tieout holds "Hill Builders"', 'tieout holds "Hill Builders" --json']);
}

async function holds(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const open = await database.inCompany(company.id, (tx) => openHoldsOf(tx, company.id));
    output.result({ company: company.name, holds: open.map(holdDocument) }, () =>
      holdsText(company.name, open),
    );
  });
}

export const holdDocument = (hold: OpenHold) => ({
  id: hold.id,
  entity: hold.entity,
  book: hold.book,
  recordId: hold.recordId,
  record: hold.recordName,
  cause: hold.cause,
  field: hold.field === '' ? null : hold.field,
  sentence: hold.sentence,
  cure: hold.cure,
  since: hold.openedAt,
  cycle: hold.openedCycle,
});

export function holdsText(company: string, open: readonly OpenHold[]): string {
  if (open.length === 0) return `Nothing is held in “${company}”.`;
  return [
    holdTable(open),
    `${many(open.length, 'hold')}. A hold is looked at again when what it waits for has happened.`,
  ].join('\n');
}

export const holdTable = (open: readonly OpenHold[]): string =>
  table(
    [
      { title: 'record', wraps: true },
      { title: 'what happened', wraps: true },
      { title: 'what to do', wraps: true },
      { title: 'since' },
    ],
    open.map((hold) => [
      `${oneOf(hold.entity)} “${hold.recordName}” in ${bookTitle[hold.book]}`,
      hold.sentence,
      hold.cure,
      moment(hold.openedAt).slice(0, 16),
    ]),
  );
