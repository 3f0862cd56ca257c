import type { Command } from 'commander';
import {
  accountSettings,
  isAccountSetting,
  wantedSettings,
  type AccountSetting,
} from '../entities/companyAccounts';
import { defaultEntitySettings } from '../entities/defaultSettings';
import { books } from '../entities/definition';
import { entityDefinitions, stepOrder } from '../entities/registry';
import { audit } from '../ledger/audit';
import { loadCompany, saveSettings, type Company } from '../ledger/companies';
import { companyAccounts, type CompanyAccounts } from '../ledger/companyAccounts';
import type { Transaction } from '../ledger/database';
import { forgetCursor, forgetRecords, releaseHoldsOfForgotten } from '../ledger/forget';
import { wakeHeld, wakeHeldIn } from '../ledger/holds';
import { isAnyLinked } from '../ledger/links';
import { enqueueSignal } from '../ledger/outbox';
import { wakeReceivedMoney } from '../ledger/receivablesSwitch';
import { wakeBetweenStarts } from '../ledger/startDate';
import { readTransfersAnew, transfersInDoubt } from '../ledger/transferSettings';
import { conflictSettings, type CompanySettings } from '../ledger/settings';
import { ask, canAsk } from './ask';
import { betweenCycles } from './betweenCycles';
import { assertLegacyAllowed } from './billcomAccount';
import { accountShown, withAccountIds } from './accountSettings';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput } from './output';
import { planText } from './previewView';
import { Problem } from './problem';
import { onWords, switchReceivables } from './receivablesSwitch';
import { parsePairs, settingNames, settingsFrom, settingsHelp } from './settingsView';
import { whatIf, type WhatIf } from './whatIf';

export function addCompanySet(parent: Command): void {
  const command = ledgerCommand(parent, 'set <company> <setting=value...>')
    .summary('changes a company’s settings')
    .description('Changes settings of a company; the next job works by them.')
    .option('--preview', 'show what a sync would do by them, and change nothing')
    .option('--yes', 'do not ask whether they are to be saved')
    .addHelpText('after', `\nSettings:\n${settingsHelp()}`)
    .action((company: string, pairs: string[], options: SetOptions) => set(company, pairs, options));
  examples(command, [
    'tieout company set "Hill Builders" everyMinutes=30 conflictVendors=ask',
    'tieout company set "Hill Builders" moneyOutClearing="Bill.com Money Out Clearing" apAccount=20000',
  ]);
}

interface Change {
  readonly before: Partial<CompanySettings>;
  readonly after: Partial<CompanySettings>;
}

interface SetOptions extends LedgerOptions {
  readonly preview?: boolean;
  readonly yes?: boolean;
}

async function set(idOrName: string, pairs: readonly string[], options: SetOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const values = parsePairs(pairs);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, settings: before, acceptedAt } = await companyCalled(database, idOrName);
    const shown = () => whatIf(database, id, async (tx) => void (await save(tx, id, values, by)));
    if (options.preview) {
      const what = await shown();
      output.result({ company: name, saved: false, ...what.document }, () => whatText(pairs, what));
      return;
    }
    const turnsOn = values.receivables === 'on' && before.receivables === 'off';
    const isSwitch = (['twoWayBills', 'receivablesSince'] as const).some(
      (name) => name in values && values[name] !== before[name],
    );
    if ((isSwitch || turnsOn) && acceptedAt !== null && !options.yes && canAsk()) {
      // What was never read is not in what the books are known to have: the preview that follows shows it.
      output.note(turnsOn ? onWords(name, settingsFrom(values, before)) : whatText(pairs, await shown()));
      if (!/^y(es)?$/i.test(await ask('Save it? (yes or no)'))) {
        output.result({ company: name, settings: before, changed: {} }, () => 'Nothing was changed.');
        return;
      }
    }
    const { settings, change, accounts, more } = await database.inCompany(id, (tx) =>
      save(tx, id, values, by),
    );
    output.result({ company: name, settings, changed: change.after }, () =>
      [changeText(name, change, accounts), ...more].join('\n'),
    );
  });
}

const whatText = (pairs: readonly string[], { document, holds }: WhatIf): string =>
  [
    `With ${pairs.join(' ')}, a sync would do this with the books as they were last read. Nothing was changed.`,
    ...(pairs.includes('receivables=on')
      ? [
          'Receivables are read when they are switched on; the preview of that, which has to be accepted, shows them.',
        ]
      : []),
    '',
    planText(document, holds),
  ].join('\n');

/** Checks and saves the settings; what they decide otherwise is looked at again. */
async function save(tx: Transaction, id: string, values: Readonly<Record<string, string>>, by: string) {
  const company = await loadCompany(tx, id);
  const before = await companyAccounts(tx, company);
  const chosen = await withAccountIds(tx, company, values);
  const { createAccounts } = chosen;
  const next = settingsFrom(chosen.values, company.settings, { createAccounts });
  if (values.legacyStatus !== undefined) assertLegacyAllowed(next, company.billcomAccount, company.name);
  const made = changeBetween(company.settings, next);
  const after = await companyAccounts(tx, { ...company, settings: next });
  const more: string[] = [];
  const done = { settings: next, change: made, accounts: { before, after }, more };
  if (Object.keys(made.after).length === 0) return done;
  if (made.after.classesAs !== undefined) await readClassesAnew(tx, company);
  await shapeTransfers(tx, company, made);
  if (made.after.receivables !== undefined) more.push(await switchReceivables(tx, company, next, by));
  await saveSettings(tx, id, next);
  await lookAnew(tx, id, made);
  await audit(tx, id, { who: by, action: 'changed settings', ...made });
  await enqueueSignal(tx, id, 'settingsChanged');
  return done;
}

/** Only what differs. */
export function changeBetween(before: CompanySettings, after: CompanySettings): Change {
  const differing = [...settingNames, 'createAccounts' as const].filter(
    (name) => before[name] !== after[name],
  );
  const only = (settings: CompanySettings): Partial<CompanySettings> =>
    Object.fromEntries(differing.map((name) => [name, settings[name]])) as Partial<CompanySettings>;
  return { before: only(before), after: only(after) };
}

function changeText(
  name: string,
  { before, after }: Change,
  accounts: { readonly before: CompanyAccounts; readonly after: CompanyAccounts },
): string {
  const [wanted, wantedNow] = [before.createAccounts ?? '', after.createAccounts ?? ''];
  const names = settingNames.filter(
    (each) =>
      after[each] !== undefined ||
      (isAccountSetting(each) && isWanted(wanted, each) !== isWanted(wantedNow, each)),
  );
  if (names.length === 0) return `The settings of “${name}” are as given already.`;
  const told = names
    .map((each) =>
      isAccountSetting(each)
        ? `${each}: ${accountShown(accounts.before, each, wanted)} → ${accountShown(accounts.after, each, wantedNow)}`
        : `${each}: ${String(before[each])} → ${String(after[each])}`,
    )
    .join('\n');
  return after.receivablesSince === undefined
    ? told
    : `${told}\nInvoices that are in both books stay linked, whatever their dates.`;
}

const isWanted = (createAccounts: string, setting: AccountSetting): boolean =>
  wantedSettings(createAccounts).includes(setting);

const definitions = entityDefinitions(defaultEntitySettings);
const documents = definitions.filter(({ document }) => document !== undefined).map(({ name }) => name);
const withStart = definitions.filter(({ document }) => document?.isBeforeStart).map(({ name }) => name);

/** What is held by a setting that changes is looked at again by the next cycle. */
async function lookAnew(tx: Transaction, companyId: string, { before, after }: Change): Promise<void> {
  for (const entity of stepOrder)
    if (after[conflictSettings[entity]] !== undefined) await wakeHeld(tx, companyId, entity, ['conflict']);
  // What belongs to Bill.com alone, or no more: whatever is said of QuickBooks' documents may be another thing now.
  if (after.twoWayBills !== undefined) {
    await wakeHeldIn(tx, companyId, 'bill', 'quickbooks');
    await wakeHeld(tx, companyId, 'bill', ['deleted']);
  }
  if (after.twoWayBills !== undefined || after.outsidePayments !== undefined)
    await wakeHeldIn(tx, companyId, 'billPayment', 'quickbooks');
  if (before.receivablesSince !== undefined && after.receivablesSince !== undefined)
    for (const entity of withStart)
      await wakeBetweenStarts(tx, companyId, entity, [before.receivablesSince, after.receivablesSince]);
  if (after.legacyStatus !== undefined)
    for (const book of books) await wakeHeldIn(tx, companyId, 'receivedPayment', book);
  if (after.receivables !== undefined) await wakeReceivedMoney(tx, companyId);
  for (const entity of documents) {
    if (after.billsToSync !== undefined) await wakeHeld(tx, companyId, entity, ['ownerRule']);
    if (after.closedPeriod !== undefined) await wakeHeld(tx, companyId, entity, ['closedPeriod']);
    if (accountSettings.some((name) => after[name] !== undefined))
      await wakeHeld(tx, companyId, entity, ['wrongAccount', 'otherAccount', 'notCarried']);
  }
}

/** Transfers of another form, or by other clearing accounts, are read anew; what was recorded stays linked as it is. */
async function shapeTransfers(tx: Transaction, company: Company, { after }: Change): Promise<void> {
  const { transfersAs, moneyOutClearing, moneyInClearing } = after;
  if ([transfersAs, moneyOutClearing, moneyInClearing].every((each) => each === undefined)) return;
  if (transfersAs !== undefined) {
    await betweenCycles(tx, company, 'transfersAs');
    const count = await transfersInDoubt(tx, company.id);
    if (count > 0)
      throw new Problem(
        `transfersAs cannot be changed yet: of ${count} funds transfer${count === 1 ? '' : 's'} it is not known whether QuickBooks has them.`,
        { cure: 'Sync once more, and decide what “tieout holds” asks about them.' },
      );
  }
  await readTransfersAnew(tx, company.id, transfersAs !== undefined);
}

/** What was read from Bill.com as classes was another list: it is forgotten, before anything has been linked to it. */
async function readClassesAnew(tx: Transaction, company: Company): Promise<void> {
  // A company that waits for a preview again has synced before.
  if (company.acceptedAt !== null || (await isAnyLinked(tx, company.id, 'class')))
    throw new Problem(
      'classesAs is fixed after the first sync: the classes are linked to the other list already.',
    );
  await betweenCycles(tx, company, 'classesAs', 'preview');
  await forgetRecords(tx, company.id, 'billcom', 'class');
  await forgetCursor(tx, company.id, 'billcom', 'class');
  await releaseHoldsOfForgotten(tx, company.id, 'billcom', 'class');
}
