import type { Command } from 'commander';
import { bookTitle } from '../entities/definition';
import { openHoldsOf, type OpenHold } from '../ledger/holds';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { shortIds } from '../acts/holdNames';
import { createOutput, table } from './output';
import { oneOf } from '../words/stepProgress';
import { moment } from '../words/time';
import { many, quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';
import { holdDocument } from '../acts/holdDocument';

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
    const short = shortIds(open);
    output.result(
      { company: company.name, holds: open.map((hold) => holdDocument(hold, short.get(hold.id))) },
      () => holdsText(company.name, open),
    );
  });
}

export function holdsText(company: string, open: readonly OpenHold[]): string {
  if (open.length === 0) return `Nothing is held in “${company}”.`;
  const askable = open.filter(({ cause }) =>
    ['conflict', 'unknownOutcome', 'refused', 'ourBug', 'deleted'].includes(cause),
  );
  const [first] = askable;
  const proposed = open.some(({ cause }) => cause === 'possibleDuplicate');
  return [
    holdTable(open),
    `${many(open.length, 'hold')}. A hold is looked at again when what it waits for has happened.`,
    ...(first
      ? [`To decide one: tieout resolve ${quoted(company)} ${shortIds(open).get(first.id)} --help`]
      : []),
    ...(proposed ? [`To decide possible duplicates: tieout links ${quoted(company)} --propose`] : []),
  ].join('\n');
}

/** A pair that may be the same is one line, although both of its records are held. */
function onceEach(open: readonly OpenHold[]): OpenHold[] {
  const shown = new Set<string>();
  const inBooks = [...open].sort((one, two) => (one.book < two.book ? 1 : one.book > two.book ? -1 : 0));
  const lines = new Set(
    inBooks.filter((hold) => {
      if (hold.cause !== 'possibleDuplicate') return true;
      const twins = (hold.detail.twins ?? []) as readonly { id: string }[];
      const pairs = twins.map(({ id }) =>
        hold.book === 'quickbooks'
          ? `${hold.entity} ${hold.recordId} ${id}`
          : `${hold.entity} ${id} ${hold.recordId}`,
      );
      const isNew = pairs.length === 0 || pairs.some((pair) => !shown.has(pair));
      for (const pair of pairs) shown.add(pair);
      return isNew;
    }),
  );
  return open.filter((hold) => lines.has(hold));
}

export function holdTable(open: readonly OpenHold[]): string {
  const short = shortIds(open);
  return table(
    [
      { title: 'hold' },
      { title: 'record', wraps: true },
      { title: 'what happened', wraps: true },
      { title: 'what to do', wraps: true },
      { title: 'since' },
    ],
    onceEach(open).map((hold) => [
      short.get(hold.id) ?? hold.id,
      `${oneOf(hold.entity)} “${hold.recordName}” in ${bookTitle[hold.book]}`,
      hold.sentence,
      hold.cure,
      moment(hold.openedAt).slice(0, 16),
    ]),
  );
}
