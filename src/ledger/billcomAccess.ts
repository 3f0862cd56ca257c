import type { BillcomAddress } from './companies';
import type { Transaction } from './database';

/** Other Bill.com credentials; the API session of the old ones is forgotten, and what they could filter by. */
export async function saveBillcomAccess(
  tx: Transaction,
  companyId: string,
  access: { readonly billcom: BillcomAddress; readonly billcomSecret: Buffer },
): Promise<void> {
  await tx.query(
    `update company set billcom = $2, billcom_secret = $3, billcom_session = null, billcom_probe = '{}' where id = $1`,
    [companyId, access.billcom, access.billcomSecret],
  );
}
