import type { Transaction } from './database';
import { liftStop } from './stops';

/** The company file has another name now: the guard expects that one, and looks again at the next update. */
export async function expectCompanyName(tx: Transaction, companyId: string, name: string): Promise<void> {
  await tx.query(
    `update company set quickbooks = quickbooks || jsonb_build_object('companyName', $2::text) where id = $1`,
    [companyId, name],
  );
  await liftStop(tx, companyId, 'file');
}
