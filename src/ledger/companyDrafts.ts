import type { AccountSetting } from '../entities/companyAccounts';
import type { BillcomAccount, BillcomAddress } from './companies';
import type { Transaction } from './database';

/** Companies that somebody is connecting on the dashboard. Everything here is for system transactions. */

/** What is chosen for a company before it is connected. */
export interface DraftChoices {
  /** By the names of the settings, as `company add` takes them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Accounts as typed; `create` has one made where neither book has it. */
  readonly accounts: Readonly<Partial<Record<AccountSetting, string>>>;
  readonly billcomAccount: BillcomAccount | null;
}

export interface CompanyDraft {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly name: string;
  readonly zone: string;
  readonly billcom: BillcomAddress;
  readonly billcomSecret: Buffer;
  readonly organizationName: string | null;
  /** null: not said yet. */
  readonly choices: DraftChoices | null;
}
export type DraftConnection = Pick<
  CompanyDraft,
  'name' | 'zone' | 'billcom' | 'billcomSecret' | 'organizationName'
>;

const columns = `id, user_id as "userId", created_at as "createdAt", name, zone, billcom, billcom_secret as "billcomSecret",
  organization_name as "organizationName", choices`;

/** @returns its id */
export async function insertDraft(tx: Transaction, userId: string, given: DraftConnection): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into company_draft (user_id, name, zone, billcom, billcom_secret, organization_name)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [userId, given.name, given.zone, given.billcom, given.billcomSecret, given.organizationName],
  );
  return (rows[0] as { id: string }).id;
}

export async function saveDraftConnection(
  tx: Transaction,
  id: string,
  given: DraftConnection,
): Promise<void> {
  await tx.query(
    `update company_draft set name = $2, zone = $3, billcom = $4, billcom_secret = $5, organization_name = $6, changed_at = now()
     where id = $1`,
    [id, given.name, given.zone, given.billcom, given.billcomSecret, given.organizationName],
  );
}

export async function saveDraftChoices(tx: Transaction, id: string, choices: DraftChoices): Promise<void> {
  await tx.query('update company_draft set choices = $2, changed_at = now() where id = $1', [id, choices]);
}

/** Somebody's own drafts, the newest first. */
export async function draftsOf(tx: Transaction, userId: string): Promise<CompanyDraft[]> {
  return (
    await tx.query<CompanyDraft>(
      `select ${columns} from company_draft where user_id = $1 order by changed_at desc`,
      [userId],
    )
  ).rows;
}

/** One of somebody's own, locked: a company is made of it once. */
export async function draftOf(
  tx: Transaction,
  userId: string,
  id: string,
): Promise<CompanyDraft | undefined> {
  return (
    await tx.query<CompanyDraft>(
      `select ${columns} from company_draft where user_id = $1 and id = $2 for update`,
      [userId, id],
    )
  ).rows[0];
}

export async function deleteDraft(tx: Transaction, id: string): Promise<void> {
  await tx.query('delete from company_draft where id = $1', [id]);
}

/** One company is connected at a time, so that no organization and no name is taken twice. */
export async function holdConnecting(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('tieout connects a company'))`);
}

const keptDays = 30;

/** Drops drafts that nobody has gone on with: they hold credentials. @returns how many. */
export async function purgeCompanyDrafts(tx: Transaction): Promise<number> {
  const { rowCount } = await tx.query(
    'delete from company_draft where changed_at < now() - make_interval(days => $1)',
    [keptDays],
  );
  return rowCount ?? 0;
}
