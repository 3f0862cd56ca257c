import type { PcClock } from '../quickbooks/pcClock';
import type { Transaction } from './database';

/** How the clock of the PC with QuickBooks goes; undefined before it was measured. */
export async function loadClock(tx: Transaction, companyId: string): Promise<PcClock | undefined> {
  const { rows } = await tx.query<{ clock: PcClock }>('select clock from pc_clock where company_id = $1', [
    companyId,
  ]);
  return rows[0]?.clock;
}

export async function saveClock(tx: Transaction, companyId: string, clock: PcClock): Promise<void> {
  await tx.query(
    `insert into pc_clock (company_id, clock) values ($1, $2)
     on conflict (company_id) do update set clock = $2`,
    [companyId, clock],
  );
}

/** The offsets that QuickBooks printed behind the times of its records, by the month of the record; each once. */
export async function printedOffsets(
  tx: Transaction,
  companyId: string,
): Promise<{ month: number; offset: string }[]> {
  const { rows } = await tx.query<{ month: number; offset: string }>(
    `select distinct substr(modified, 6, 2)::int as month, substr(modified, 20) as offset
     from record where company_id = $1 and book = 'quickbooks' and modified ~ '^[0-9-]{10}T[0-9:]{8}[+-]'`,
    [companyId],
  );
  return rows;
}
