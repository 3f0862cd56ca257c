import { accountSettings, isAccountSetting } from '../entities/companyAccounts';
import { defaultEntitySettings } from '../entities/defaultSettings';
import { books } from '../entities/definition';
import { entityDefinitions, stepOrder } from '../entities/registry';
import { audit } from '../ledger/audit';
import { lockCompany, saveSettings, type Company } from '../ledger/companies';
import { companyAccounts, type CompanyAccounts } from '../ledger/companyAccounts';
import type { Transaction } from '../ledger/database';
import { forgetCursor, forgetRecords, releaseHoldsOfForgotten } from '../ledger/forget';
import { wakeHeld, wakeHeldIn } from '../ledger/holds';
import { isAnyLinked } from '../ledger/links';
import { forgetNamedAccounts } from '../ledger/namedAccounts';
import { enqueueSignal } from '../ledger/outbox';
import { wakeReceivedMoney } from '../ledger/receivablesSwitch';
import { wakeBetweenStarts } from '../ledger/startDate';
import { readTransfersAnew, transfersInDoubt } from '../ledger/transferSettings';
import { conflictSettings, type CompanySettings } from '../ledger/settings';
import { withAccountIds } from './accountSettings';
import { betweenCycles } from './betweenCycles';
import { assertLegacyAllowed } from './billcomAccount';
import { Problem } from '../words/problem';
import { switchReceivables } from './receivablesSwitch';
import { settingNames, settingsFrom } from './settingsView';

/** Settings of a company are changed, by the command line and by the dashboard. */

/** Only what differs. */
export interface Change {
  readonly before: Partial<CompanySettings>;
  readonly after: Partial<CompanySettings>;
}

export interface SettingsChanged {
  readonly settings: CompanySettings;
  readonly change: Change;
  readonly accounts: { readonly before: CompanyAccounts; readonly after: CompanyAccounts };
  /** What else became of it, for people. */
  readonly more: readonly string[];
  /** Invoices that waited to be e-mailed and are not sent, since receivables are off. */
  readonly droppedEmails: number;
}

/**
 * Checks and saves settings of a company; what they decide otherwise is looked at again.
 * @param values as typed, by the names of their settings
 * @throws Problem for what is not allowed, or not now
 */
export async function changeSettings(
  tx: Transaction,
  id: string,
  values: Readonly<Record<string, string>>,
  by: string,
): Promise<SettingsChanged> {
  const company = await lockCompany(tx, id);
  const before = await companyAccounts(tx, company);
  await forgetNamedAccounts(tx, id, Object.keys(values).filter(isAccountSetting));
  const chosen = await withAccountIds(tx, company, values);
  const { createAccounts } = chosen;
  const next = settingsFrom(chosen.values, company.settings, { createAccounts });
  if (values.legacyStatus !== undefined) assertLegacyAllowed(next, company.billcomAccount, company.name);
  const made = changeBetween(company.settings, next);
  assertNotRoundMassChange(company, made);
  const after = await companyAccounts(tx, { ...company, settings: next });
  const more: string[] = [];
  const done = { settings: next, change: made, accounts: { before, after }, more, droppedEmails: 0 };
  if (Object.keys(made.after).length === 0) return done;
  if (made.after.classesAs !== undefined) await readClassesAnew(tx, company);
  await shapeTransfers(tx, company, made);
  if (made.after.receivables !== undefined) {
    const switched = await switchReceivables(tx, company, next, by);
    more.push(switched.words);
    done.droppedEmails = switched.droppedEmails;
  }
  await saveSettings(tx, id, made.after);
  await lookAnew(tx, id, made);
  await audit(tx, id, { who: by, action: 'changed settings', ...made });
  await enqueueSignal(tx, id, 'settingsChanged');
  return done;
}

/** What waits to be accepted as it was shown does not go by another setting. */
function assertNotRoundMassChange({ name, stops }: Company, { before, after }: Change): void {
  const isRaised = (after.massChangeShare ?? 0) > (before.massChangeShare ?? 0);
  if (!isRaised || !stops.some(({ guard }) => guard === 'massChange')) return;
  throw new Problem(
    `massChangeShare cannot be raised now: a sync of “${name}” waits because it would change more of a list than that.`,
    {
      cure: `Look at what it would do and accept that (“tieout preview … --last”, “tieout accept”), or undo the edits in the books; then raise it.`,
    },
  );
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

const definitions = entityDefinitions(defaultEntitySettings);
const documents = definitions.filter(({ document }) => document !== undefined).map(({ name }) => name);
const withStart = definitions.filter(({ document }) => document?.isBeforeStart).map(({ name }) => name);

/** Settings by which documents of Bill.com are left alone. */
const leavingAlone = ['billsToSync', 'postPayments', 'offlinePayments'] as const;

/** What is held by a setting that changes is looked at again by the next cycle. */
async function lookAnew(tx: Transaction, companyId: string, { before, after }: Change): Promise<void> {
  for (const entity of stepOrder) {
    const setting = conflictSettings[entity];
    if (setting !== undefined && after[setting] !== undefined)
      await wakeHeld(tx, companyId, entity, ['conflict']);
  }
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
    if (leavingAlone.some((name) => after[name] !== undefined))
      await wakeHeld(tx, companyId, entity, ['ownerRule']);
    if (after.closedPeriod !== undefined) await wakeHeld(tx, companyId, entity, ['closedPeriod']);
    if (accountSettings.some((name) => after[name] !== undefined))
      await wakeHeld(tx, companyId, entity, ['wrongAccount', 'otherAccount', 'toPutRight']);
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
