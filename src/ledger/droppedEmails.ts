import { auditAll } from './audit';
import type { Transaction } from './database';

/**
 * Receivables are off: invoices that wait to be e-mailed are not sent. What has left is left alone, whatever became of it.
 * @param who who has it so
 * @returns how many
 */
export async function dropEmails(tx: Transaction, companyId: string, who: string): Promise<number> {
  const dropped = await dropWaiting(tx, companyId);
  const lines = dropped.map(({ billcomId, address, askedBy }) => ({
    who,
    action: 'did not send an invoice by e-mail since receivables are off',
    entity: 'invoice' as const,
    book: 'billcom' as const,
    recordId: billcomId,
    after: { to: address, askedBy },
  }));
  await auditAll(tx, companyId, lines);
  return dropped.length;
}

interface Dropped {
  readonly billcomId: string;
  readonly address: string;
  readonly askedBy: string;
}

async function dropWaiting(tx: Transaction, companyId: string): Promise<Dropped[]> {
  const { rows } = await tx.query<Dropped>(
    `update invoice_email set state = 'refused', settled_at = now(),
       because = 'Receivables were switched off before it was sent.',
       cure = 'Send it in Bill.com by hand; or switch receivables on again and ask for it once more.'
      where company_id = $1 and state = 'waiting'
     returning billcom_id as "billcomId", address, who as "askedBy"`,
    [companyId],
  );
  return rows;
}
