import { may } from '../access/capabilities';
import { bankOf, type BankDocument } from '../ledger/bankShown';
import { provenAccounts, type ProvenAccount } from '../ledger/clearingProofs';
import type { Transaction } from '../ledger/database';
import { documentsToRecode, type ToRecode } from '../ledger/recode';
import type { Inside } from './admission';
import { entitiesShown } from './shown';

/** Bank accounts, clearing accounts and what is to be recoded: read for the pages and for the API. */

export interface BankView {
  /** Null before QuickBooks was asked for a balance, and where the plan has no payables: it is shown for paying bills. */
  readonly bank: BankDocument | null;
  readonly clearing: readonly ProvenAccount[];
}

type By = Pick<Inside, 'company' | 'membership'>;

export async function loadBankView(tx: Transaction, { company, membership }: By): Promise<BankView> {
  const seesPayables = may(membership, 'seePayables');
  const proven = await provenAccounts(tx, company.id);
  return {
    bank: seesPayables ? await bankOf(tx, company.id) : null,
    clearing: proven.filter(({ clearing }) =>
      clearing === 'moneyOut' ? seesPayables : may(membership, 'seeReceivables'),
    ),
  };
}

/** Documents of which lines stand on the catch-all account or item, as far as the plan shows them. */
export async function loadToRecode(tx: Transaction, by: By): Promise<ToRecode[]> {
  const shown = entitiesShown(by);
  return (await documentsToRecode(tx, by.company.id)).filter(({ entity }) => shown.includes(entity));
}
