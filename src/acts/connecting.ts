import { randomUUID } from 'node:crypto';
import type { BillcomConnection } from '../billcom/index';
import { localDay } from '../entities/startDate';
import { audit } from '../ledger/audit';
import { insertCompany, type BillcomAccount, type BillcomAddress, type Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import type { Sealer } from '../ledger/sealed';
import type { CompanySettings } from '../ledger/settings';
import { generatePassword, hashPassword } from '../quickbooks/webconnector/passwords';
import { wrongUse } from '../words/problem';
import { applicationOwnerId, newWebConnectorUser, type QwcCompany } from './webConnectorFile';

/** A company is connected, by the command line and by the dashboard: what it needs, and that it is stored. */

/** The zone turns QuickBooks' printed local times into moments. @throws Problem */
export function checkedZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw wrongUse(
      `“${zone}” is not a time zone.`,
      'Give one such as America/New_York, America/Chicago or America/Los_Angeles.',
    );
  }
}

/** @throws Problem for what cannot be one of Bill.com's organization ids */
export function assertOrganizationId(organizationId: string): void {
  if (/^008\w{17}$/.test(organizationId)) return;
  throw wrongUse(
    `“${organizationId}” is not an organization id: it has 20 characters and begins with 008.`,
    'It is in Bill.com under Settings → Sync & Integrations, and in its address bar.',
  );
}

/** The company that has this organization already: two company files in one would make each other's records. */
export const companyOfOrganization = (
  { organizationId, v2Url }: Pick<BillcomAddress, 'organizationId' | 'v2Url'>,
  companies: readonly Company[],
): Company | undefined =>
  companies.find(({ billcom }) => billcom.organizationId === organizationId && billcom.v2Url === v2Url);

/** The sync start date of a company that is connected now: by the calendar of the books, whatever the day is here. */
export const startsOn = (zone: string, now: Date): string => localDay(now, zone);

/** As the Web Connector will know it. */
export const newQwcCompany = (name: string): QwcCompany => ({
  name,
  webConnectorUser: newWebConnectorUser(name),
  ownerId: applicationOwnerId,
  fileId: randomUUID(),
});

export interface WebConnectorPassword {
  /** Shown once, and stored nowhere. */
  readonly password: string;
  readonly hash: string;
}

export async function newWebConnectorPassword(): Promise<WebConnectorPassword> {
  const password = generatePassword();
  return { password, hash: await hashPassword(password) };
}

export interface ConnectedCompany {
  readonly company: QwcCompany;
  readonly zone: string;
  readonly settings: CompanySettings;
  readonly connection: BillcomConnection;
  readonly account?: BillcomAccount | undefined;
  readonly passwordHash: string;
}

/** @returns its id. System transaction. */
export async function storeCompany(
  tx: Transaction,
  sealer: Sealer,
  { company, zone, settings, connection, account, passwordHash }: ConnectedCompany,
  by: string,
): Promise<string> {
  const { devKey, password, ...billcom } = connection;
  const id = await insertCompany(tx, {
    ...company,
    zone,
    settings,
    billcom,
    billcomSecret: sealer.seal(JSON.stringify({ devKey, password })),
    webConnectorPasswordHash: passwordHash,
    ...(account && { billcomAccount: account }),
  });
  await audit(tx, id, {
    who: by,
    action: 'added the company',
    after: { name: company.name, zone, billcom, settings, billcomAccount: account ?? null },
  });
  return id;
}
