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

/** Which of them: those that somebody may still do something about, those that were sent, or all. */
export const emailLists = ['open', 'sent', 'all'] as const;
export type EmailListName = (typeof emailLists)[number];

export interface EmailFilter {
  readonly list: EmailListName;
  /** A part of the number or of the customer's name; '' for all. */
  readonly search: string;
}

export interface EmailPage extends EmailFilter {
  readonly limit: number;
  readonly offset: number;
}

/** $1 the company, $2 the start date: invoices that are dated before it and are not in Bill.com are left out. */
const listedOf = (wanted: string): string => `with wanted as (${wanted}), listed as materialized (
     select q.id as "quickbooksId", l.billcom_id as "billcomId", q.fields ->> 'name' as number,
       coalesce(q.facts ->> 'customer', c.fields ->> 'name') as customer,
       coalesce(case when e.state <> 'refused' then e.address end, nullif(c.fields ->> 'email', '')) as address,
       q.facts ->> 'total' as total, q.modified as "changedAt",
       coalesce(q.fields ->> 'toBeEmailed' = 'true', false) as "isMarked",
       e.state, e.who, e.asked_at as "askedAt", e.settled_at as "settledAt", e.because, e.cure,
       b.facts ->> 'lastSent' as "lastSent",
       coalesce(e.state = 'sent' or coalesce(e.state, 'refused') = 'refused' and b.facts ->> 'lastSent' is not null,
         false) as "isSent"
     from wanted join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = 'invoice' and q.id = wanted.id
       left join link l on l.company_id = $1 and l.entity = 'invoice' and l.quickbooks_id = q.id
       left join record b on b.company_id = $1 and b.book = 'billcom' and b.entity = 'invoice' and b.id = l.billcom_id
       left join record c on c.company_id = $1 and c.book = 'billcom' and c.entity = 'customer'
         and c.id = b.fields ->> 'customer'
       left join invoice_email e on e.company_id = $1 and e.billcom_id = l.billcom_id and e.is_latest
     where not q.deleted and q.facts ->> 'void' is null
       and (l.billcom_id is not null or q.fields ->> 'date' >= $2)
   )`;

const columns = `"quickbooksId", "billcomId", number, customer, address, total, "changedAt", "isMarked", state, who, "askedAt",
  "settledAt", because, cure, "lastSent", case when "billcomId" is null then (
    select h.sentence from hold h where h.company_id = $1 and h.entity = 'invoice' and h.book = 'quickbooks'
      and h.record_id = "quickbooksId" and h.released_at is null order by h.opened_at limit 1) end as held`;

const listed = listedOf(`
     select id from record
      where company_id = $1 and book = 'quickbooks' and entity = 'invoice' and fields ->> 'toBeEmailed' = 'true'
     union
     select l.quickbooks_id from invoice_email e
       join link l on l.company_id = $1 and l.entity = 'invoice' and l.billcom_id = e.billcom_id
      where e.company_id = $1 and e.is_latest`);

/** Whoever looks at the page saw the others when it was loaded. */
const inMotion = listedOf(`
     select l.quickbooks_id as id from invoice_email e
       join link l on l.company_id = $1 and l.entity = 'invoice' and l.billcom_id = e.billcom_id
      where e.company_id = $1 and e.is_latest
        and (e.state in ('waiting', 'sending', 'unknown') or e.settled_at > now() - interval '10 minutes')`);

/** Those that are being sent, wait for it, or were settled in the last ten minutes. */
export async function emailsInMotion(
  tx: Transaction,
  companyId: string,
  since: string,
): Promise<ListedEmail[]> {
  const { rows } = await tx.query<ListedEmail>(
    `${inMotion} select ${columns} from listed order by number, "quickbooksId"`,
    [companyId, since],
  );
  return rows;
}

/** All of them, by number. @param since invoices that are dated before it and are not in Bill.com are left out */
export async function listEmails(tx: Transaction, companyId: string, since: string): Promise<ListedEmail[]> {
  const { rows } = await tx.query<ListedEmail>(
    `${listed} select ${columns} from listed order by number, "quickbooksId"`,
    [companyId, since],
  );
  return rows;
}

/** A page of one list, by number, and how many each list has of what is searched. */
export async function pageOfEmails(
  tx: Transaction,
  companyId: string,
  since: string,
  { list, search, limit, offset }: EmailPage,
): Promise<{ readonly counts: Readonly<Record<EmailListName, number>>; readonly emails: ListedEmail[] }> {
  const { rows } = await tx.query<{ counts: Record<EmailListName, number> } & ListedEmail>(
    `${listed}, found as (
       select * from listed
        where $3 = '' or strpos(lower(number), lower($3)) > 0 or strpos(lower(customer), lower($3)) > 0
     ), counted as (
       select jsonb_build_object('open', count(*) filter (where not "isSent"), 'sent', count(*) filter (where "isSent"),
         'all', count(*)) as counts
       from found
     ), page as (
       select ${columns} from found where $4 = 'all' or "isSent" = ($4 = 'sent')
        order by number, "quickbooksId" limit $5 offset $6
     )
     select counted.counts, page.* from counted left join page on true order by number, "quickbooksId"`,
    [companyId, since, search, list, limit, offset],
  );
  const emails = rows.flatMap(({ counts: _, ...email }) => (email.quickbooksId === null ? [] : [email]));
  return { counts: rows[0]?.counts ?? { open: 0, sent: 0, all: 0 }, emails };
}

/** What was asked for and is not over. */
export interface EmailsUnderWay {
  /** At Bill.com, or its answer was lost. */
  readonly sending: number;
  readonly waiting: number;
}

export async function emailsUnderWay(tx: Transaction, companyId: string): Promise<EmailsUnderWay> {
  const { rows } = await tx.query<EmailsUnderWay>(
    `select count(*) filter (where state <> 'waiting')::int as sending, count(*) filter (where state = 'waiting')::int as waiting
     from invoice_email where company_id = $1 and is_latest and state in ('waiting', 'sending', 'unknown')`,
    [companyId],
  );
  return rows[0] ?? { sending: 0, waiting: 0 };
}
