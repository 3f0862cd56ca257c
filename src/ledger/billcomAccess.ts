import type { BillcomAddress } from './companies';
import type { Transaction } from './database';

/** Other Bill.com credentials; the API session of the old ones is forgotten, and what they could filter by. */
export async function saveBillcomAccess(
  tx: Transaction,
  companyId: string,
  access: { readonly billcom: BillcomAddress; readonly billcomSecret: Buffer },
): Promise<void> {
  await tx.query(
    `update company set billcom = $2, billcom_secret = $3, billcom_session = null, billcom_v3_session = null, billcom_user = null, billcom_probe = '{}' where id = $1`,
    [companyId, access.billcom, access.billcomSecret],
  );
}

/** Whom Bill.com signed us in as at first contact with these credentials; recorded now if this is it. */
export async function recordedUser(tx: Transaction, companyId: string, userId: string): Promise<string> {
  const { rows } = await tx.query<{ user: string }>(
    'update company set billcom_user = coalesce(billcom_user, $2) where id = $1 returning billcom_user as user',
    [companyId, userId],
  );
  return rows[0]?.user ?? userId;
}
