import type { Command } from 'commander';
import { seenCompanyName, type SeenCompanyName } from '../ledger/sessions';
import { ask, canAsk } from './ask';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { confirmCompanyName } from '../acts/companyAccess';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem, wrongUse } from '../words/problem';
import { moment } from '../words/time';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface RenamedOptions extends LedgerOptions {
  readonly yes?: boolean;
}

export function addCompanyRenamed(parent: Command): void {
  const command = ledgerCommand(parent, 'renamed <company> [new-name]')
    .summary('confirms that the company was renamed in QuickBooks')
    .description(
      'Confirms the new name that the company has in QuickBooks (Company → My Company), after Tieout stopped because of\n' +
        'it. Only the file with exactly this name, and with the mark that Tieout left in it, is let through. Without a\n' +
        'name it shows the one that QuickBooks said last and asks.',
    )
    .option('--yes', 'take the name without asking, also one that QuickBooks has not said')
    .action((company: string, newName: string | undefined, options: RenamedOptions) =>
      renamed(company, newName, options),
    );
  examples(command, [
    'tieout company renamed "Hill Builders"',
    'tieout company renamed "Hill Builders" "Hill Builders of Texas, Inc."',
  ]);
}

async function renamed(idOrName: string, given: string | undefined, options: RenamedOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const company = await companyCalled(database, idOrName);
    const { id, name, quickbooks } = company;
    const before = quickbooks.companyName;
    if (typeof before !== 'string')
      throw new Problem(`The QuickBooks company of “${name}” has not been seen yet.`, {
        cure: 'Its name is recorded when the Web Connector first calls; nothing has to be confirmed.',
      });
    const seen = await database.inCompany(id, (tx) => seenCompanyName(tx, id));
    const newName = await confirmedName({ company: name, before, given, seen, yes: options.yes ?? false });
    await database.inCompany(id, (tx) => confirmCompanyName(tx, company, newName, by));
    output.result(
      { company: name, companyName: newName, before },
      () => `“${name}” is “${newName}” in QuickBooks from now on (was “${before}”).`,
    );
  });
}

interface Renaming {
  /** Tieout's name of it. */
  readonly company: string;
  /** Its name in QuickBooks so far. */
  readonly before: string;
  readonly given: string | undefined;
  /** What QuickBooks said last. */
  readonly seen: SeenCompanyName | undefined;
  readonly yes: boolean;
}

/** A wrong name here would let nothing through, or the wrong file: it is the one that QuickBooks said, or a person says so. */
async function confirmedName({ company, before, given, seen, yes }: Renaming): Promise<string> {
  const isOther = seen !== undefined && seen.name !== before;
  const name = given ?? (isOther ? seen.name : undefined);
  if (name === undefined)
    throw new Problem(`QuickBooks has said no other name than “${before}” yet.`, {
      cure: `Run an update of the Web Connector, or give the name: tieout company renamed ${quoted(company)} "…" --yes`,
    });
  if (name === before)
    throw new Problem(`It is “${before}” already.`, {
      ...(isOther ? { cure: `QuickBooks said “${seen.name}” at ${moment(seen.at)}.` } : {}),
    });
  if (yes || (given !== undefined && given === seen?.name)) return name;
  const said =
    seen === undefined
      ? 'QuickBooks has not said a name lately.'
      : `QuickBooks said “${seen.name}” at ${moment(seen.at)}.`;
  const question = `${said} Was “${before}” renamed to “${name}”, in the same company file?`;
  if (!canAsk())
    throw isOther
      ? wrongUse(
          `${said} It was “${before}” before.`,
          `If it was renamed: tieout company renamed ${quoted(company)} ${quoted(seen.name)}`,
        )
      : wrongUse(`${said} “${name}” is not that.`, 'If it is right all the same, add --yes.');
  if (/^y(es)?$/i.test(await ask(`${question} (yes/no)`))) return name;
  throw new Problem('Nothing was changed.');
}
