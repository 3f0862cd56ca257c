import type { Command } from 'commander';
import { defaultEntitySettings } from '../entities/defaultSettings';
import { entityDefinitions } from '../entities/registry';
import { audit } from '../ledger/audit';
import { importRanges, insertImportRange, type ImportRange } from '../ledger/cutOver';
import type { Transaction } from '../ledger/database';
import { wakeHeld } from '../ledger/holds';
import { requestCycleNow } from '../ledger/requestCycleNow';
import { previewTitle } from '../reconcile/previewFirst';
import { day } from './arguments';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { deciding } from '../acts/deciding';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { planText } from './previewView';
import { Problem, wrongUse } from '../words/problem';
import { whatIf } from '../acts/whatIf';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface ImportOptions extends LedgerOptions {
  readonly from?: string;
  readonly to?: string;
  readonly accept?: boolean;
}

export function addImport(program: Command): void {
  const command = ledgerCommand(program, 'import <company>')
    .summary('brings over what was settled before the two books were connected')
    .description(
      'Documents that were entered and settled before the connection stay where they are. This shows what bringing over\n' +
        'those of a range of days would do, as the books were last read; with --accept it is done by the next sync.\n' +
        'Without a range: what was brought over so far.',
    )
    .option('--from <day>', 'the first day, such as 2026-01-31', day)
    .option('--to <day>', 'the last day, included', day)
    .option('--accept', 'bring them over')
    .action((company: string, options: ImportOptions) => run(company, options));
  examples(command, [
    'tieout import "Hill Builders" --from 2026-01-01 --to 2026-03-31',
    'tieout import "Hill Builders" --from 2026-01-01 --to 2026-03-31 --accept',
  ]);
}

async function run(idOrName: string, { from, to, accept, ...options }: ImportOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const isRange = from !== undefined && to !== undefined;
  if ((isRange && from > to) || (!isRange && (accept || from !== undefined || to !== undefined)))
    throw wrongUse('A range has a first and a last day: --from 2026-01-01 --to 2026-03-31.');
  await withLedger(options, async (ledger) => {
    const { database, by } = ledger;
    const company = await companyCalled(database, idOrName);
    const { id, name } = company;
    if (!isRange) {
      const ranges = await database.inCompany(id, (tx) => importRanges(tx, id));
      output.result({ company: name, ranges }, () => rangesText(name, ranges));
      return;
    }
    if (company.acceptedAt === null)
      throw new Problem(
        `Nothing is brought over in “${name}” yet: ${previewTitle(company.previewBecause)} comes first.`,
        {
          cure: `Look at it and accept it, and bring history over then: tieout preview ${quoted(name)} --last`,
        },
      );
    const range = { from, to, who: by };
    if (!accept) {
      const { document, holds } = await whatIf(database, id, (tx) => bringOver(tx, id, range));
      output.result({ company: name, from, to, accepted: false, ...document }, () =>
        [
          `What was settled from ${from} to ${to}, brought over, as the books were last read. Nothing was changed.`,
          '',
          planText(document, holds),
        ].join('\n'),
      );
      output.note(`To do it: tieout import ${quoted(name)} --from ${from} --to ${to} --accept`);
      return;
    }
    const cycle = await deciding(ledger, company, async ({ tx }) => {
      await bringOver(tx, id, range);
      await audit(tx, id, { who: by, action: 'asked for history to be brought over', after: { from, to } });
      return requestCycleNow(tx, id, { by });
    });
    output.result(
      { company: name, from, to, accepted: true, cycle: cycle.number },
      () =>
        `What was settled from ${from} to ${to} is brought over; cycle ${cycle.number} begins at the Web Connector’s next call.`,
    );
  });
}

/** What stayed in its book for its age is looked at again, by the new range. */
async function bringOver(tx: Transaction, companyId: string, range: ImportRange): Promise<void> {
  await insertImportRange(tx, companyId, range);
  for (const { name, document } of entityDefinitions(defaultEntitySettings))
    if (document) await wakeHeld(tx, companyId, name, ['beforeConnection']);
}

const rangesText = (company: string, ranges: readonly ImportRange[]): string =>
  ranges.length === 0
    ? `No history was brought over in “${company}”: what was settled before the connection stays where it is.`
    : ranges.map(({ from, to, who }) => `${from} to ${to}, asked for by ${who}`).join('\n');
