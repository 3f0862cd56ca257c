import type { Command } from 'commander';
import { ask, canAsk } from './ask';
import { accountWords, billcomAccountFrom, legacyBefore } from '../acts/billcomAccount';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { sayBillcomAccount } from '../acts/companyAccess';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem, wrongUse } from '../words/problem';
import { companyCalled } from '../acts/openLedger';

interface AccountOptions extends LedgerOptions {
  readonly yes?: boolean;
}

export function addCompanyBillcomAccount(parent: Command): void {
  const command = ledgerCommand(parent, 'billcom-account <company> <before|later>')
    .summary(`says whether the Bill.com account was created before ${legacyBefore}`)
    .description(
      `Says whether the Bill.com account was created before ${legacyBefore}, which its API does not tell. Only for such\n` +
        'an account legacy status sync (legacyStatus=on) can be turned on; with “later” it is turned off.',
    )
    .option('--yes', 'do not ask whether it is certain')
    .action((company: string, said: string, options: AccountOptions) => change(company, said, options));
  examples(command, ['tieout company billcom-account "Hill Builders" before']);
}

const warning = `Say it only if it is certain; Bill.com’s support knows. Of accounts that were created before ${legacyBefore} invoices may get their status from QuickBooks: with legacyStatus=on Tieout then records there what customers have paid in QuickBooks.`;

async function change(idOrName: string, said: string, options: AccountOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const account = billcomAccountFrom(said);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, billcomAccount: before } = await companyCalled(database, idOrName);
    if (before !== account && account === 'before' && !options.yes) {
      if (!canAsk()) throw wrongUse(warning, 'If it is certain, add --yes.');
      output.note(warning);
      if (!/^y(es)?$/i.test(await ask(`Was it created before ${legacyBefore}? (yes or no)`)))
        throw new Problem('Nothing was changed.');
    }
    await database.inCompany(id, (tx) => sayBillcomAccount(tx, id, account, by));
    output.result(
      { company: name, before, billcomAccount: account },
      () => `The Bill.com account of “${name}” was created: ${accountWords(account)}.`,
    );
  });
}
