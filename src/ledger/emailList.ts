import type { Transaction } from './database';
import type { EmailState } from './invoiceEmails';

/** An invoice of QuickBooks that is marked to be e-mailed, or that was e-mailed through Tieout. */
export interface ListedEmail {
  readonly quickbooksId: string;
  /** Null: it is not in Bill.com (yet). */
  readonly billcomId: string | null;
  readonly number: string | null;
  readonly customer: string | null;
  /** Where it goes, or went: the e-mail address of the customer in Bill.com. */
  readonly address: string | null;
  /** Dollars. */
  readonly total: string | null;
  /** QuickBooks' own print of when the invoice was last changed there. */
  readonly changedAt: string | null;
  readonly isMarked: boolean;
  /** What became of the last e-mail that was asked for; null: none was. */
  readonly state: EmailState | null;
  readonly who: string | null;
  readonly askedAt: Date | null;
  readonly settledAt: Date | null;
  readonly because: string | null;
  readonly cure: string | null;
  /** When Bill.com has sent it, as it was last read there. */
  readonly lastSent: string | null;
  /** What keeps it from Bill.com, where a hold says so. */
  readonly held: string | null;
}

/** By number. @param since invoices that are dated before it and are not in Bill.com are left out */
export async function listEmails(tx: Transaction, companyId: string, since: string): Promise<ListedEmail[]> {
  const { rows } = await tx.query<ListedEmail>(
    `select q.id as "quickbooksId", l.billcom_id as "billcomId", q.fields ->> 'name' as number,
       coalesce(q.facts ->> 'customer', c.fields ->> 'name') as customer,
       coalesce(case when e.state <> 'refused' then e.address end, nullif(c.fields ->> 'email', '')) as address,
       q.facts ->> 'total' as total, q.modified as "changedAt",
       coalesce(q.fields ->> 'toBeEmailed' = 'true', false) as "isMarked",
       e.state, e.who, e.asked_at as "askedAt", e.settled_at as "settledAt", e.because, e.cure,
       b.facts ->> 'lastSent' as "lastSent",
       case when l.billcom_id is null then (
         select h.sentence from hold h where h.company_id = $1 and h.entity = 'invoice' and h.book = 'quickbooks'
            and h.record_id = q.id and h.released_at is null order by h.opened_at limit 1) end as held
     from record q
       left join link l on l.company_id = $1 and l.entity = 'invoice' and l.quickbooks_id = q.id
       left join record b on b.company_id = $1 and b.book = 'billcom' and b.entity = 'invoice' and b.id = l.billcom_id
       left join record c on c.company_id = $1 and c.book = 'billcom' and c.entity = 'customer'
         and c.id = b.fields ->> 'customer'
       left join invoice_email e on e.company_id = $1 and e.billcom_id = l.billcom_id and e.is_latest
     where q.company_id = $1 and q.book = 'quickbooks' and q.entity = 'invoice' and not q.deleted
       and q.facts ->> 'void' is null and (q.fields ->> 'toBeEmailed' = 'true' or e.id is not null)
       and (l.billcom_id is not null or q.fields ->> 'date' >= $2)
     order by q.fields ->> 'name', q.id`,
    [companyId, since],
  );
  return rows;
}
