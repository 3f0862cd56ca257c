import type { Command } from 'commander';
import { accountSettings, isAccountSetting } from '../entities/companyAccounts';
import { defaultEntitySettings, entityDefinitions, stepOrder } from '../entities/registry';
import { audit } from '../ledger/audit';
import { loadCompany, saveSettings, type Company } from '../ledger/companies';
import { companyAccounts, type CompanyAccounts } from '../ledger/companyAccounts';
import { lockOpenCycles } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { forgetCursor, forgetRecords, releaseHoldsOfForgotten } from '../ledger/forget';
import { wakeHeld } from '../ledger/holds';
import { enqueueSignal } from '../ledger/outbox';
import { conflictSettings, type CompanySettings } from '../ledger/settings';
import { holdCompany } from '../quickbooks/exchange/companyRows';
import { accountShown, withAccountIds } from './accountSettings';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from './problem';
import { parsePairs, settingNames, settingsFrom, settingsHelp } from './settingsView';

export function addCompanySet(parent: Command): void {
  const command = ledgerCommand(parent, 'set <company> <setting=value...>')
    .summary('changes a company’s settings')
    .description('Changes settings of a company; the next job works by them.')
    .addHelpText('after', `\nSettings:\n${settingsHelp()}`)
    .action((company: string, pairs: string[], options: LedgerOptions) => set(company, pairs, options));
  examples(command, [
    'tieout company set "Hill Builders" everyMinutes=30 conflictVendors=ask',
    'tieout company set "Hill Builders" moneyOutClearing="Bill.com Money Out Clearing" apAccount=20000',
  ]);
}

interface Change {
  readonly before: Partial<CompanySettings>;
  readonly after: Partial<CompanySettings>;
}

async function set(idOrName: string, pairs: readonly string[], options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const values = parsePairs(pairs);
  await withLedger(options, async ({ database, by }) => {
    const { id, name } = await companyCalled(database, idOrName);
    const { settings, change, accounts } = await database.inCompany(id, async (tx) => {
      const company = await loadCompany(tx, id);
      const before = await companyAccounts(tx, company);
      const next = settingsFrom(await withAccountIds(tx, company, values), company.settings);
      const made = changeBetween(company.settings, next);
      const after = await companyAccounts(tx, { ...company, settings: next });
      const done = { settings: next, change: made, accounts: { before, after } };
      if (Object.keys(made.after).length === 0) return done;
      if (made.after.classesAs !== undefined) await readClassesAnew(tx, company);
      await saveSettings(tx, id, next);
      await lookAnew(tx, id, made);
      await audit(tx, id, { who: by, action: 'changed settings', ...made });
      await enqueueSignal(tx, id, 'settingsChanged');
      return done;
    });
    output.result({ company: name, settings, changed: change.after }, () =>
      changeText(name, change, accounts),
    );
  });
}

/** Only what differs. */
export function changeBetween(before: CompanySettings, after: CompanySettings): Change {
  const differing = settingNames.filter((name) => before[name] !== after[name]);
  const only = (settings: CompanySettings): Partial<CompanySettings> =>
    Object.fromEntries(differing.map((name) => [name, settings[name]])) as Partial<CompanySettings>;
  return { before: only(before), after: only(after) };
}

function changeText(
  name: string,
  { before, after }: Change,
  accounts: { readonly before: CompanyAccounts; readonly after: CompanyAccounts },
): string {
  const names = settingNames.filter((each) => after[each] !== undefined);
  if (names.length === 0) return `The settings of “${name}” are as given already.`;
  return names
    .map((each) =>
      isAccountSetting(each)
        ? `${each}: ${accountShown(accounts.before, each)} → ${accountShown(accounts.after, each)}`
        : `${each}: ${String(before[each])} → ${String(after[each])}`,
    )
    .join('\n');
}

const documents = entityDefinitions(defaultEntitySettings)
  .filter(({ document }) => document !== undefined)
  .map(({ name }) => name);

/** What is held by a setting that changes is looked at again by the next cycle. */
async function lookAnew(tx: Transaction, companyId: string, { after }: Change): Promise<void> {
  for (const entity of stepOrder)
    if (after[conflictSettings[entity]] !== undefined) await wakeHeld(tx, companyId, entity, ['conflict']);
  // What belongs to Bill.com alone, or no more.
  if (after.twoWayBills !== undefined) await wakeHeld(tx, companyId, 'bill', ['ownerRule', 'cannotChange']);
  for (const entity of documents) {
    if (after.billsToSync !== undefined) await wakeHeld(tx, companyId, entity, ['ownerRule']);
    if (after.closedPeriod !== undefined) await wakeHeld(tx, companyId, entity, ['closedPeriod']);
    if (accountSettings.some((name) => after[name] !== undefined))
      await wakeHeld(tx, companyId, entity, ['wrongAccount', 'otherAccount', 'notCarried']);
  }
}

/** What was read from Bill.com as classes was another list: it is forgotten, before anything has been linked to it. */
async function readClassesAnew(tx: Transaction, company: Company): Promise<void> {
  if (company.acceptedAt !== null)
    throw new Problem(
      'classesAs is fixed after the first sync: the classes are linked to the other list already.',
    );
  // Cycles before their company, as everywhere; with the company locked no other cycle is asked for. One that is due
  // begins when this is committed, and then reads the right list.
  await lockOpenCycles(tx, company.id);
  await holdCompany(tx, company.id);
  if ((await lockOpenCycles(tx, company.id)).some((cycle) => cycle.state === 'running'))
    throw new Problem('classesAs cannot be changed while a preview runs.', {
      cure: 'Try again when it has ended.',
    });
  await forgetRecords(tx, company.id, 'billcom', 'class');
  await forgetCursor(tx, company.id, 'billcom', 'class');
  await releaseHoldsOfForgotten(tx, company.id, 'billcom', 'class');
}
