import { switchedOff } from '../entities/registry';
import type { PreviewBecause } from '../reconcile/previewFirst';
import type { Transaction } from './database';
import { readSettings, type CompanySettings } from './settings';
import type { Stop } from './stops';

export interface BillcomAddress {
  readonly v2Url: string;
  readonly v3Url: string;
  readonly organizationId: string;
  readonly userName: string;
}

export interface Company {
  readonly id: string;
  readonly name: string;
  /** IANA zone of the company's books. */
  readonly zone: string;
  readonly createdAt: Date;
  readonly settings: CompanySettings;
  readonly billcom: BillcomAddress;
  readonly billcomSecret: Buffer;
  readonly webConnectorUser: string;
  readonly ownerId: string;
  readonly fileId: string;
  readonly quickbooks: Readonly<Record<string, unknown>>;
  readonly pausedAt: Date | null;
  readonly pauseReason: string | null;
  /** When the pause ends by itself, at the Web Connector's next call; null: when somebody resumes. */
  readonly pausedUntil: Date | null;
  /** When a preview was accepted, so that cycles write; null: they are previews until one is. */
  readonly acceptedAt: Date | null;
  /** Why a company that was accepted waits for a preview again; null: none was accepted yet, or nothing waits. */
  readonly previewBecause: PreviewBecause | null;
  /** When receivables were switched on after the company had been accepted; null: they were connected with it. */
  readonly receivablesAt: Date | null;
  readonly dueAt: Date;
  readonly lastLoginAt: Date | null;
  /** When its Web Connector user last came with a wrong password. */
  readonly refusedLoginAt: Date | null;
  /** Whether its Bill.com account was created before 2020-06-05, as people say; null: nobody has said. */
  readonly billcomAccount: BillcomAccount | null;
  /** The guards that stop it, the oldest first. */
  readonly stops: readonly Stop[];
}

/** When receivables, or the rest of a company, were connected: what was settled before is each book's own history. */
export const connectedSince = (
  { createdAt, receivablesAt }: Pick<Company, 'createdAt' | 'receivablesAt'>,
  isOfReceivables: boolean,
): Date => (isOfReceivables ? receivablesAt : null) ?? createdAt;

/** When a Bill.com account was created: before 2020-06-05, or that day or later. */
export type BillcomAccount = 'before' | 'later';

const columns = `id, name, zone, created_at as "createdAt", settings, billcom, billcom_secret as "billcomSecret",
  web_connector_user as "webConnectorUser", owner_id as "ownerId", file_id as "fileId", quickbooks,
  paused_at as "pausedAt", pause_reason as "pauseReason", paused_until as "pausedUntil", accepted_at as "acceptedAt",
  preview_because as "previewBecause", receivables_at as "receivablesAt",
  due_at as "dueAt", last_login_at as "lastLoginAt", refused_login_at as "refusedLoginAt",
  billcom_account as "billcomAccount",
  (select coalesce(jsonb_agg(to_jsonb(stop) order by stop.since, stop.guard), '[]')
     from company_stop stop where stop.company_id = company.id) as stops`;

const read = (row: Company): Company => ({
  ...row,
  settings: readSettings(row.settings),
  stops: row.stops.map(({ guard, because, detail, since }) => ({
    guard,
    because,
    detail,
    since: new Date(since),
  })),
});

/** All companies, by name. System transaction. */
export async function listCompanies(tx: Transaction): Promise<Company[]> {
  return (await tx.query<Company>(`select ${columns} from company order by name`)).rows.map(read);
}

/** One company by id or name. System transaction. */
export async function findCompany(tx: Transaction, idOrName: string): Promise<Company | undefined> {
  const { rows } = await tx.query<Company>(
    `select ${columns} from company where id::text = $1 or lower(name) = lower($1)`,
    [idOrName],
  );
  return rows[0] && read(rows[0]);
}

/** The company of this transaction. @throws Error when it is gone. */
export async function loadCompany(tx: Transaction, companyId: string): Promise<Company> {
  const { rows } = await tx.query<Company>(`select ${columns} from company where id = $1`, [companyId]);
  if (!rows[0]) throw new Error(`company ${companyId} is not there any more`);
  return read(rows[0]);
}

/** The same, and nobody else changes it before this transaction ends. */
export async function lockCompany(tx: Transaction, companyId: string): Promise<Company> {
  await tx.query('select 1 from company where id = $1 for update', [companyId]);
  return loadCompany(tx, companyId);
}

export interface NewCompany {
  readonly name: string;
  readonly zone: string;
  readonly settings: CompanySettings;
  readonly billcom: BillcomAddress;
  readonly billcomSecret: Buffer;
  readonly webConnectorUser: string;
  readonly webConnectorPasswordHash: string;
  readonly ownerId: string;
  readonly fileId: string;
  readonly billcomAccount?: BillcomAccount;
}

/** @returns the new company's id. System transaction. */
export async function insertCompany(tx: Transaction, company: NewCompany): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into company (name, zone, settings, billcom, billcom_secret, web_connector_user, web_connector_password_hash, owner_id, file_id,
       billcom_account)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      company.name,
      company.zone,
      company.settings,
      company.billcom,
      company.billcomSecret,
      company.webConnectorUser,
      company.webConnectorPasswordHash,
      company.ownerId,
      company.fileId,
      company.billcomAccount ?? null,
    ],
  );
  return (rows[0] as { id: string }).id;
}

/** Writes these settings and leaves the others as they are, whoever changes them meanwhile. */
export async function saveSettings(
  tx: Transaction,
  companyId: string,
  settings: Partial<CompanySettings>,
): Promise<void> {
  await tx.query('update company set settings = settings || $2::jsonb where id = $1', [companyId, settings]);
}

/** Of a company: whether its settings are what they were seen to be; what is not stored has its default, as it was seen. */
const areAsSeen = (seen: string): string => `not exists (
  select from jsonb_each(${seen}::jsonb) as seen where coalesce(company.settings -> seen.key, seen.value) <> seen.value)`;

/** The same, unless somebody has changed what they follow from. @returns whether they were saved */
export async function saveSettingsAsSeen(
  tx: Transaction,
  companyId: string,
  settings: Readonly<Record<string, string>>,
  seen: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update company set settings = settings || $2::jsonb where id = $1 and ${areAsSeen('$3')}`,
    [companyId, settings, seen],
  );
  return rowCount === 1;
}

/** What somebody says of the Bill.com account. */
export async function saveBillcomAccount(
  tx: Transaction,
  companyId: string,
  account: BillcomAccount,
): Promise<void> {
  await tx.query('update company set billcom_account = $2 where id = $1', [companyId, account]);
}

/** Pausing is idempotent; the first reason stands, the newest end counts. @param until null: until somebody resumes. */
export async function setPaused(
  tx: Transaction,
  companyId: string,
  reason: string,
  until: Date | null = null,
): Promise<void> {
  await tx.query(
    `update company set paused_at = coalesce(paused_at, now()), pause_reason = coalesce(pause_reason, $2),
       paused_until = $3
     where id = $1`,
    [companyId, reason, until],
  );
}

export async function setResumed(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    'update company set paused_at = null, pause_reason = null, paused_until = null where id = $1',
    [companyId],
  );
}

export async function isPaused(tx: Transaction, companyId: string): Promise<boolean> {
  const { rows } = await tx.query<{ paused: boolean }>(
    'select paused_at is not null as paused from company where id = $1',
    [companyId],
  );
  return rows[0]?.paused ?? false;
}

/**
 * When the next cycle is due: after the given minutes, or at the next poll when records are on the work list already
 * (what a lost answer proved absent, somebody's edit that came back with our write). What waits for a list that its book
 * does not give is tried again with the next cycle only, and what is on the work list of a list that is off waits.
 */
export async function scheduleNext(
  tx: Transaction,
  { id, settings }: Pick<Company, 'id' | 'settings'>,
): Promise<void> {
  await tx.query(
    `update company set due_at = case
       when accepted_at is not null and exists (
         select from record where company_id = $1 and changed and entity <> all($3)
            and not exists (select from closed_list closed where closed.company_id = $1 and closed.entity = record.entity))
         then now()
       else now() + make_interval(mins => $2) end
     where id = $1`,
    [id, settings.everyMinutes, switchedOff(settings)],
  );
}

/** The next scheduled cycle, whatever is on the work list. */
export async function dueInMinutes(tx: Transaction, companyId: string, minutes: number): Promise<void> {
  await tx.query('update company set due_at = now() + make_interval(mins => $2) where id = $1', [
    companyId,
    minutes,
  ]);
}

/** The next poll of the Web Connector finds work. */
export async function dueAtNextPoll(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('update company set due_at = now() where id = $1', [companyId]);
}
