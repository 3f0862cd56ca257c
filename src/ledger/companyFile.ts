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

/** The work has moved to this computer: the guard expects it, and refuses the one before. */
export async function expectComputer(tx: Transaction, companyId: string, computer: string): Promise<void> {
  await tx.query(
    `update company set quickbooks = quickbooks || jsonb_build_object('computer', $2::text, 'otherComputer', '') where id = $1`,
    [companyId, computer],
  );
  await liftStop(tx, companyId, 'computer');
}
