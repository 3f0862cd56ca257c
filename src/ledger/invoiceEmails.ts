import type { Transaction } from './database';
import { enqueueSignal } from './outbox';

/**
 * Invoices that somebody asked to have e-mailed from Bill.com (migrations/031b-invoice-emails.sql).
 *
 *   waiting ──▶ sending ──▶ sent
 *      ▲           ├──────▶ refused
 *      └───────────┤ (certainly not carried out)
 *                  └──────▶ unknown ──▶ sent, when Bill.com says so
 *                                  └──▶ unclear, when it does not: a person says what became of it
 */
export type EmailState = 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'unclear';

export interface Email {
  readonly id: string;
  readonly billcomId: string;
  readonly address: string;
  readonly who: string;
  /** Also if Bill.com has sent it before. */
  readonly again: boolean;
}

const columns = `id, billcom_id as "billcomId", address, who, again`;

/** States after which nothing of an e-mail is under way. */
const settled: readonly EmailState[] = ['sent', 'refused', 'unclear'];

/** Somebody asks for an e-mail. @returns false where one of this invoice is under way. */
export async function askForEmail(
  tx: Transaction,
  companyId: string,
  { billcomId, address, who, again }: Omit<Email, 'id'>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `with before as (
       update invoice_email set is_latest = false
        where company_id = $1 and billcom_id = $2 and is_latest and state = any($6)
       returning id
     ), counted as (select count(*) from before)
     insert into invoice_email (company_id, billcom_id, address, who, again)
     select $1, $2, $3, $4, $5 from counted
      where not exists (select from invoice_email open where open.company_id = $1 and open.billcom_id = $2
                         and open.is_latest and open.state <> all($6))`,
    [companyId, billcomId, address, who, again, settled],
  );
  return rowCount === 1;
}

/** An attempt of before has ended in a call: what became of it has to be looked up. */
export async function takeSendingForUnknown(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(`update invoice_email set state = 'unknown' where company_id = $1 and state = 'sending'`, [
    companyId,
  ]);
}

export interface UnknownEmail extends Email {
  /** When Bill.com had last sent it, as it said before the call. */
  readonly sentBefore: string | null;
  /** Which call it was: when it left, as Postgres prints it. */
  readonly leftAt: string | null;
  /** How long ago the call left, in milliseconds. */
  readonly leftAgoMs: number;
}

export async function unknownEmails(tx: Transaction, companyId: string): Promise<UnknownEmail[]> {
  const { rows } = await tx.query<UnknownEmail>(
    `select ${columns}, sent_before as "sentBefore", left_at::text as "leftAt",
       extract(epoch from now() - coalesce(left_at, asked_at))::float * 1000 as "leftAgoMs"
     from invoice_email where company_id = $1 and state = 'unknown' order by id`,
    [companyId],
  );
  return rows;
}

export interface WaitingEmail extends Email {
  /** QuickBooks has the invoice, marked to be e-mailed, and it is in both books. */
  readonly isMarked: boolean;
}

/** The oldest that waits. @param except what this attempt has tried in vain */
export async function nextEmail(
  tx: Transaction,
  companyId: string,
  except: readonly string[] = [],
): Promise<WaitingEmail | undefined> {
  const { rows } = await tx.query<WaitingEmail>(
    `select ${columns}, exists (
       select from link l join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = 'invoice'
          and q.id = l.quickbooks_id and not q.deleted
        where l.company_id = $1 and l.entity = 'invoice' and l.billcom_id = e.billcom_id
          and q.fields ->> 'toBeEmailed' = 'true') as "isMarked"
     from invoice_email e where company_id = $1 and state = 'waiting' and id <> all($2::bigint[])
     order by id limit 1`,
    [companyId, except],
  );
  return rows[0];
}

/** Its call leaves now. @returns which call it is; undefined where another attempt has taken it. */
export async function noteLeaving(
  tx: Transaction,
  companyId: string,
  id: string,
  sentBefore: string | null,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ leftAt: string }>(
    `update invoice_email set state = 'sending', sent_before = $3, left_at = now(), because = null, cure = null
     where company_id = $1 and id = $2 and state = 'waiting' returning left_at::text as "leftAt"`,
    [companyId, id, sentBefore],
  );
  return rows[0]?.leftAt;
}

/** What an attempt knows of an e-mail: that no call of its own has left, or which call has. */
export type EmailCall = 'notLeft' | { readonly leftAt: string | null };

/**
 * What became of one. One that is settled stays so; an answer that comes late settles what was looked up in vain. Without
 * a call only one that still waits is settled, else only the same call: another attempt may have its own under way.
 * @returns whether it was settled
 */
export async function settleEmail(
  tx: Transaction,
  companyId: string,
  id: string,
  call: EmailCall,
  outcome: {
    readonly state: Exclude<EmailState, 'sending'>;
    readonly because?: string | undefined;
    readonly cure?: string | undefined;
  },
): Promise<boolean> {
  const { state, because, cure } = outcome;
  const { rowCount } = await tx.query(
    `update invoice_email set state = $3, because = $4, cure = $5,
       settled_at = case when $3 = any($6) then now() end
     where company_id = $1 and id = $2
       and case when $7 then state = 'waiting'
           else left_at is not distinct from $8::timestamptz
             and (state in ('sending', 'unknown') or ($3 = 'sent' and state = 'unclear')) end`,
    [
      companyId,
      id,
      state,
      because ?? null,
      cure ?? null,
      settled,
      call === 'notLeft',
      call === 'notLeft' ? null : call.leftAt,
    ],
  );
  return rowCount === 1;
}

/** A person says that one has gone out of which Bill.com does not tell. @returns false where none is in question */
export async function settleByWord(
  tx: Transaction,
  companyId: string,
  billcomId: string,
  because: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update invoice_email set state = 'sent', because = $3, cure = null, settled_at = now()
      where company_id = $1 and billcom_id = $2 and is_latest and state = 'unclear'`,
    [companyId, billcomId, because],
  );
  return rowCount === 1;
}

/** What all that wait, wait for; null takes it away. */
export async function noteEmailWait(
  tx: Transaction,
  companyId: string,
  because: string | null,
): Promise<void> {
  await tx.query(
    `update invoice_email set because = $2
      where company_id = $1 and state = 'waiting' and because is distinct from $2`,
    [companyId, because],
  );
}

/** Has the workflow of e-mails look again where some are under way: it may have ended, or be lost with Temporal's store. */
export async function remindOfEmails(tx: Transaction, companyId: string): Promise<void> {
  const { rows } = await tx.query(
    `select from invoice_email where company_id = $1 and state in ('waiting', 'sending', 'unknown') limit 1`,
    [companyId],
  );
  if (rows.length > 0) await enqueueSignal(tx, companyId, 'emailsAsked');
}

/** The rows are those of a backup: what was under way then may have been sent since. */
export async function doubtEmailsUnderWay(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update invoice_email set state = 'unclear', settled_at = now(),
       because = 'the database was restored from a backup, and it may have been sent since'
      where company_id = $1 and state in ('waiting', 'sending', 'unknown')`,
    [companyId],
  );
}
