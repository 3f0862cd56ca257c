import type { BillcomSecret } from '../activities/billcom/clientFor';
import type { BillcomConnection } from '../billcom/index';
import { audit } from '../ledger/audit';
import { saveBillcomAccess } from '../ledger/billcomAccess';
import { loadCompany, saveBillcomAccount, type BillcomAccount, type Company } from '../ledger/companies';
import { expectCompanyName, expectComputer } from '../ledger/companyFile';
import type { Database, Transaction } from '../ledger/database';
import { saveWebConnectorPassword } from '../ledger/webConnector';
import { changeSettings } from './changingSettings';
import { newWebConnectorPassword } from './connecting';
import { Problem } from '../words/problem';

/** How a company is reached is changed, by the command line and by the dashboard; each with a line in its audit log. */

/** A new password for the Web Connector; the old one is refused from now on. @returns it, to be shown once. */
export async function changeWebConnectorPassword(
  database: Database,
  { id }: Pick<Company, 'id'>,
  by: string,
): Promise<string> {
  const { password, hash } = await newWebConnectorPassword();
  await database.inCompany(id, async (tx) => {
    await saveWebConnectorPassword(tx, id, hash);
    await audit(tx, id, { who: by, action: 'made a new Web Connector password' });
  });
  return password;
}

/** The developer key is part of what is sealed. */
export const developerKeyOf = (
  { sealer }: Database,
  { billcomSecret }: Pick<Company, 'billcomSecret'>,
): string => (JSON.parse(sealer.open(billcomSecret)) as BillcomSecret).devKey;

/** @throws Problem where the credentials are of another organization */
export function assertSameOrganization({ billcom }: Pick<Company, 'billcom'>, organizationId: string): void {
  if (organizationId === billcom.organizationId) return;
  throw new Problem('A company stays with its Bill.com organization.', {
    cure: 'Add another company for the other organization.',
  });
}

/** Stores credentials that were tested before. */
export async function changeBillcomAccess(
  database: Database,
  company: Pick<Company, 'id' | 'billcom'>,
  { devKey, password, ...address }: BillcomConnection,
  by: string,
): Promise<void> {
  await database.inCompany(company.id, async (tx) => {
    await saveBillcomAccess(tx, company.id, {
      billcom: address,
      billcomSecret: database.sealer.seal(JSON.stringify({ devKey, password })),
    });
    await audit(tx, company.id, {
      who: by,
      action: 'changed the Bill.com credentials',
      before: company.billcom,
      after: address,
    });
  });
}

/** When the Bill.com account was created, as somebody says. With a younger account legacy status sync is off. */
export async function sayBillcomAccount(
  tx: Transaction,
  id: string,
  account: BillcomAccount,
  by: string,
): Promise<void> {
  const { settings, billcomAccount } = await loadCompany(tx, id);
  // As a change of settings: what is held by it is looked at again.
  if (account === 'later' && settings.legacyStatus === 'on')
    await changeSettings(tx, id, { legacyStatus: 'off' }, by);
  await saveBillcomAccount(tx, id, account);
  await audit(tx, id, {
    who: by,
    action: 'said when the Bill.com account was created',
    before: { billcomAccount },
    after: { billcomAccount: account },
  });
}

/** The work has moved to the computer that was refused last. @throws Problem where none was. */
export async function acceptComputer(
  tx: Transaction,
  { id, name, quickbooks }: Pick<Company, 'id' | 'name' | 'quickbooks'>,
  by: string,
): Promise<{ readonly computer: string; readonly before: string | null }> {
  const { computer: before, otherComputer } = quickbooks;
  if (typeof otherComputer !== 'string' || otherComputer === '')
    throw new Problem(`No other computer has called for “${name}”.`, {
      cure: 'Run the Web Connector’s update on the new computer first; it is refused, and can be accepted then.',
    });
  await expectComputer(tx, id, otherComputer);
  await audit(tx, id, {
    who: by,
    action: 'accepted another computer',
    before: { computer: before },
    after: { computer: otherComputer },
  });
  return { computer: otherComputer, before: typeof before === 'string' ? before : null };
}

/** The company is called otherwise in QuickBooks from now on. */
export async function confirmCompanyName(
  tx: Transaction,
  { id, quickbooks }: Pick<Company, 'id' | 'quickbooks'>,
  companyName: string,
  by: string,
): Promise<void> {
  await expectCompanyName(tx, id, companyName);
  await audit(tx, id, {
    who: by,
    action: 'confirmed the new name in QuickBooks',
    before: { companyName: quickbooks.companyName },
    after: { companyName },
  });
}
