import type { Transaction } from '../../ledger/database';
import { liftStops, setStop } from '../../ledger/stops';
import type { KnownCompany, Refused } from './guard';

/** Locks the company until the end of the transaction: always before one of its sessions. */
export async function holdCompany(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('select from company where id = $1 for no key update', [companyId]);
}

export async function knownCompany(tx: Transaction, companyId: string): Promise<KnownCompany> {
  const { rows } = await tx.query<KnownCompany>(
    `select name, owner_id as "ownerId", file_id as "fileId", quickbooks as recorded
       from company where id = $1 for no key update`,
    [companyId],
  );
  const [row] = rows;
  if (!row) throw new Error('the company has disappeared');
  return row;
}

/** A file that passed the guard: what it says of itself, and QuickBooks stops the company no more. */
export async function recordQuickbooks(
  tx: Transaction,
  companyId: string,
  facts: Record<string, unknown>,
  companyFile: string,
): Promise<void> {
  await tx.query(
    `update company
        set quickbooks = quickbooks || $2::jsonb, company_file = coalesce(nullif($3, ''), company_file)
      where id = $1`,
    [companyId, facts, companyFile],
  );
  await liftStops(tx, companyId, 'sessionOpened');
}

/** A file that did not pass: this is what is wrong now, and no longer what was wrong at the last look. */
export async function refuseFile(
  tx: Transaction,
  companyId: string,
  { guard, sentence, record = {} }: Refused,
): Promise<void> {
  await tx.query('update company set quickbooks = quickbooks || $2::jsonb where id = $1', [
    companyId,
    record,
  ]);
  await liftStops(tx, companyId, 'sessionOpened', guard);
  await setStop(tx, companyId, guard, sentence);
}

/** The answer to this write set is stored here: QuickBooks may forget its own copy. */
export async function rememberWriteSet(
  tx: Transaction,
  companyId: string,
  messageSetId: string,
): Promise<void> {
  await tx.query('update company set last_write_set_id = $2 where id = $1', [companyId, messageSetId]);
}

/** QuickBooks has forgotten its copy. */
export async function forgetWriteSet(
  tx: Transaction,
  companyId: string,
  messageSetId: string,
): Promise<void> {
  await tx.query('update company set last_write_set_id = null where id = $1 and last_write_set_id = $2', [
    companyId,
    messageSetId,
  ]);
}
