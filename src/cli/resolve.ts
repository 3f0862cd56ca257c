import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Book } from '../entities/definition';
import { carryOutNow } from '../ledger/decide';
import { openHoldsOf } from '../ledger/holds';
import { oneOfWords } from './arguments';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { deciding } from '../acts/deciding';
import { holdCalled, shortIds } from '../acts/holdNames';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { wrongUse } from '../words/problem';
import { companyCalled } from '../acts/openLedger';
import type { Resolving, Choice } from '../acts/resolving';
import { whenDone, resolveHold } from '../acts/resolving';

type ResolveOptions = LedgerOptions & Resolving;

export function addResolve(program: Command): void {
  const command = ledgerCommand(program, 'resolve <company> <hold>')
    .summary('decides what a hold asks of a person')
    .description(
      'Decides a hold, named by its id in “tieout holds”. The next cycle carries it out.\n' +
        '  a conflict          --field says for each field which book’s value counts, --all for all fields of the record\n' +
        '  an unknown outcome  --is names the record that the write became, --write says that it did not happen\n' +
        '  a refusal           --retry has the book asked once more\n' +
        '  a deleted document  --again has it made again in that book, --keep leaves the other book’s as it is\n' +
        '  kept apart          --release has it synced again, after its write was taken back\n' +
        '  not taken back      --take-back takes it back as it is now, --release does not\n' +
        '  an offer            --record has the payment recorded in the other book, --leave leaves it alone\n' +
        'Possible duplicates are decided with “tieout links”.',
    )
    .option('--field <field=book>', 'quickbooks or billcom, for one field; can be repeated', choice)
    .option('--all <book>', 'quickbooks or billcom, for every field of the record that is in conflict', book)
    .option('--is <record>', 'the id of the record in the written book')
    .option('--write', 'it is not there: write it')
    .option('--retry', 'try again')
    .option('--again', 'make it again in the book where it was deleted')
    .option('--keep', 'it stays in the other book only')
    .option('--record', 'record what is offered')
    .option('--leave', 'leave what is offered alone')
    .option('--release', 'sync again what was kept apart')
    .option('--take-back', 'take back as it is now what was changed since that was decided')
    .action((company: string, hold: string, options: ResolveOptions) => resolve(company, hold, options));
  examples(command, [
    'tieout resolve "Hill Builders" 3fa9c1 --field phone=quickbooks --field e-mail=billcom',
    'tieout resolve "Hill Builders" 3fa9c1 --all quickbooks',
    'tieout resolve "Hill Builders" 90b2e7 --is 00901ABCDEFGHIJKLMNO',
    'tieout resolve "Hill Builders" 90b2e7 --write',
    'tieout resolve "Hill Builders" c41d08 --retry',
    'tieout resolve "Hill Builders" 77ab10 --again',
    'tieout resolve "Hill Builders" 7b20e5 --record',
  ]);
}

const book = oneOfWords('quickbooks', 'billcom');

function choice(text: string, before: readonly Choice[] = []): Choice[] {
  const [, field = '', take = ''] = /^(.+)=(quickbooks|billcom)$/.exec(text) ?? [];
  if (field === '') throw new InvalidArgumentError('write field=quickbooks or field=billcom.');
  return [...before, { field: field.trim(), take: take as Book }];
}

async function resolve(idOrName: string, named: string, options: ResolveOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  assertOne(options);
  await withLedger(options, async (ledger) => {
    const company = await companyCalled(ledger.database, idOrName);
    const { hold, resolved, cycle } = await deciding(ledger, company, async (by) => {
      const open = await openHoldsOf(by.tx, company.id);
      const meant = holdCalled(open, named, company.name);
      const done = await resolveHold(by, company, meant, open, options);
      return { hold: meant, resolved: done, cycle: await carryOutNow(by) };
    });
    output.result(
      {
        company: company.name,
        hold: {
          id: hold.id,
          short: shortIds([hold]).get(hold.id),
          cause: hold.cause,
          record: hold.recordName,
        },
        decided: resolved.decided,
        cycle: cycle ?? null,
      },
      () => [...resolved.sentences, whenDone(company, cycle)].join('\n'),
    );
  });
}

function assertOne(options: ResolveOptions): void {
  const { field, all, is, write, retry, again, keep, record, leave, release, takeBack } = options;
  const given = [field, all, is, write, retry, again, keep, record, leave, release, takeBack].filter(
    (each) => each !== undefined,
  ).length;
  if (given === 1) return;
  throw wrongUse(
    given === 0
      ? 'What is decided?'
      : 'Only one of these at once: --field, --all, --is, --write, --retry, --again, --keep, --record, --leave, --release, --take-back.',
    'Say --field FIELD=BOOK or --all BOOK for a conflict, --is RECORD or --write for an unknown outcome, --retry for a refusal, --again or --keep for a deleted document, --record or --leave for an offer, --release for what is kept apart, --take-back or --release for what could not be taken back.',
  );
}
