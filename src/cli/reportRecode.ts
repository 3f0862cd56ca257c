import type { Command } from 'commander';
import { documentsToRecode, type ToRecode } from '../ledger/recode';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { csv } from '../words/csv';
import { withLedger } from './ledger';
import { createOutput, table } from './output';
import { oneOf } from '../words/stepProgress';
import { many } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface RecodeOptions extends LedgerOptions {
  readonly csv?: boolean;
}

export function addReportRecode(parent: Command): void {
  const command = ledgerCommand(parent, 'recode <company>')
    .summary('documents with lines on the catch-all account or item')
    .description(
      'Lists the documents of which lines were posted to the catch-all account, or with the catch-all item, because they\n' +
        'have none in Bill.com. An account or item in either book takes them off the list: an edit in Bill.com goes to QuickBooks\n' +
        '(of an invoice it does not), and one in QuickBooks stands there and is not overwritten.',
    )
    .option('--csv', 'as a table for a spreadsheet')
    .action((company: string, options: RecodeOptions) => recode(company, options));
  examples(command, ['tieout report recode "Hill Builders"', 'tieout report recode "Hill Builders" --csv']);
}

async function recode(idOrName: string, options: RecodeOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const documents = await database.inCompany(company.id, (tx) => documentsToRecode(tx, company.id));
    output.result({ company: company.name, documents }, () =>
      options.csv ? recodeCsv(documents).trimEnd() : recodeText(company.name, documents),
    );
  });
}

const head = [
  'what',
  'number',
  'party',
  'date',
  'lines',
  'amount',
  'account or item',
  'QuickBooks id',
  'Bill.com id',
];

export const recodeCsv = (documents: readonly ToRecode[]): string =>
  csv([head, ...documents.map((each) => [...cells(each), each.quickbooksId, each.billcomId])]);

const cells = ({ entity, number, party, date, lines, amount, account }: ToRecode): string[] => [
  oneOf(entity),
  number ?? '',
  party ?? '',
  date ?? '',
  String(lines),
  amount,
  account,
];

export function recodeText(company: string, documents: readonly ToRecode[]): string {
  if (documents.length === 0) return `Nothing is to be recoded in “${company}”.`;
  return [
    table(
      [
        { title: 'what' },
        { title: 'number' },
        { title: 'party', wraps: true },
        { title: 'date' },
        { title: 'lines', align: 'right' },
        { title: 'amount', align: 'right' },
        { title: 'account or item', wraps: true },
      ],
      documents.map(cells),
    ),
    `${many(documents.length, 'document')} to be recoded: give the lines an account or item in Bill.com, or in QuickBooks.`,
  ].join('\n');
}
