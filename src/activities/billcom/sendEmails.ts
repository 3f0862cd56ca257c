import type { BillcomClient } from '../../billcom/client';
import { BillcomError } from '../../billcom/errors';
import { lastSentTime } from '../../billcom/invoiceEmail';
import { audit } from '../../ledger/audit';
import { isPaused, loadCompany } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { dropEmails } from '../../ledger/droppedEmails';
import {
  nextEmail,
  noteEmailWait,
  noteLeaving,
  settleEmail,
  takeSendingForUnknown,
  unknownEmails,
  type Email,
  type EmailCall,
  type UnknownEmail,
  type WaitingEmail,
} from '../../ledger/invoiceEmails';
import { liftStops } from '../../ledger/stops';
import type { EmailsSent, EmailJob } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { assertNotStopped, proveIdentity, retryOf } from './failure';

/**
 * Sends what people asked to have e-mailed, the oldest first, as Bill.com's limit allows. A row stands before each call.
 * Nothing is sent twice: an invoice that Bill.com has sent is not sent unless somebody asks for it again, and one whose
 * answer was lost is looked up in Bill.com; if that does not tell, a person is asked.
 */
export async function sendEmails(deps: ActivityDeps, { companyId }: EmailJob): Promise<EmailsSent> {
  const company = await deps.database.inCompany(companyId, (tx) => loadCompany(tx, companyId));
  const client = deps.billcomFor(company);
  try {
    return await new Sending(deps, client, companyId).run();
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    throw await retryOf(deps, company, error, (tx, { message }) => noteEmailWait(tx, companyId, message));
  }
}

const done: EmailsSent = { waitMs: null };

/** What Bill.com says of the one record, and would say again. */
const refusals: readonly BillcomError['class'][] = ['data', 'notFound', 'bug', 'permission'];
/** When one is tried again for which Bill.com had no answer while it answers otherwise. */
const laterMs = 60_000;

class Sending {
  /** Those that this attempt tried in vain: they do not hold up the others. */
  private readonly later = new Set<string>();

  constructor(
    private readonly deps: ActivityDeps,
    private readonly client: BillcomClient,
    private readonly companyId: string,
  ) {}

  async run(): Promise<EmailsSent> {
    const { companyId, deps } = this;
    await this.in((tx) => takeSendingForUnknown(tx, companyId));
    if (await this.in((tx) => isPaused(tx, companyId))) return done;
    await proveIdentity(deps, companyId, this.client);
    await this.in((tx) => assertNotStopped(tx, companyId));
    for (;;) {
      const left = earliest(await this.lookUp(), this.later.size > 0 ? laterMs : undefined);
      const next = await this.in((tx) => this.next(tx));
      if (!next) return { waitMs: left ?? null };
      const waitMs = next.isMarked ? await this.send(next) : await this.drop(next);
      if (waitMs !== undefined) return { waitMs: earliest(waitMs, left) ?? null };
    }
  }

  /** None while the company is paused. One that came back after receivables were switched off is not sent any more. */
  private async next(tx: Transaction): Promise<WaitingEmail | undefined> {
    const { pausedAt, settings } = await loadCompany(tx, this.companyId);
    if (pausedAt !== null) return undefined;
    if (settings.receivables === 'off') await dropEmails(tx, this.companyId, 'Tieout');
    return nextEmail(tx, this.companyId, [...this.later]);
  }

  private in<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.deps.database.inCompany(this.companyId, work);
  }

  /** Asks Bill.com what became of lost calls. @returns the milliseconds after which the rest can be concluded */
  private async lookUp(): Promise<number | undefined> {
    const { callLimitMs, lateMarginMs } = this.deps.billcomCalls;
    const waits: number[] = [];
    for (const email of await this.in((tx) => unknownEmails(tx, this.companyId))) {
      if (this.later.has(email.id)) continue;
      const left = callLimitMs + lateMarginMs - email.leftAgoMs;
      const outcome = await this.outcomeOf(email).catch((error: unknown) => this.putOff(email, error));
      if (outcome === undefined) continue;
      if (outcome !== 'sent' && left > 0) waits.push(Math.ceil(left) + 1);
      else await this.settle(email, email, outcome === 'sent' ? foundSent : unclear);
    }
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  private async outcomeOf({ billcomId, sentBefore }: UnknownEmail): Promise<'sent' | 'unclear'> {
    const last = await lastSentTime(this.client, billcomId).catch((error: unknown) => {
      // Deleted since, or not to be read: nobody can say any more.
      if (error instanceof BillcomError && refusals.includes(error.class)) return sentBefore;
      throw error;
    });
    return last !== null && last !== sentBefore ? 'sent' : 'unclear';
  }

  /** @returns how long to wait, where it was not its turn */
  private async send(email: Email): Promise<number | undefined> {
    const { client, companyId } = this;
    let before: string | null;
    try {
      before = await lastSentTime(client, email.billcomId);
    } catch (error) {
      return this.failed(email, 'notLeft', error);
    }
    if (before !== null && !email.again) {
      await this.settle(email, 'notLeft', sentThere(before));
      return undefined;
    }
    const leftAt = await this.in((tx) => noteLeaving(tx, companyId, email.id, before));
    if (leftAt === undefined) return undefined;
    try {
      await client.sendInvoice({ invoiceId: email.billcomId, address: email.address });
    } catch (error) {
      return this.failed(email, { leftAt }, error);
    }
    await this.settle(email, { leftAt }, { state: 'sent', action: 'sent an invoice by e-mail' });
    await this.in((tx) => liftStops(tx, companyId, 'billcomRead'));
    return undefined;
  }

  private async failed(email: Email, call: EmailCall, error: unknown): Promise<number | undefined> {
    if (!(error instanceof BillcomError)) throw error;
    const { class: kind, sentence, cure, retryAfterMs } = error;
    if (refusals.includes(kind)) {
      await this.settle(email, call, {
        state: 'refused',
        because: sentence,
        cure,
        action: 'sending an invoice by e-mail was refused',
      });
      return undefined;
    }
    if (kind === 'unknownOutcome') {
      await this.settle(email, call, {
        state: 'unknown',
        because: sentence,
        action: 'sent an invoice by e-mail, outcome unknown',
      });
      return undefined;
    }
    // Certainly not carried out.
    await this.in((tx) =>
      settleEmail(tx, this.companyId, email.id, call, { state: 'waiting', because: sentence }),
    );
    if (kind !== 'throttle') return this.putOff(email, error);
    await this.in((tx) => noteEmailWait(tx, this.companyId, sentence));
    return retryAfterMs ?? 5_000;
  }

  /** Leaves one for later for which Bill.com has no answer. @throws BillcomError where it answers nothing else either */
  private async putOff(email: Email, error: unknown): Promise<undefined> {
    if (!(error instanceof BillcomError) || error.class !== 'outage') throw error;
    await this.client.checkAccess();
    this.later.add(email.id);
  }

  /** Somebody has taken the mark off since, or the invoice is gone from QuickBooks. */
  private async drop(email: Email): Promise<undefined> {
    await this.settle(email, 'notLeft', notMarked);
  }

  private async settle(email: Email, call: EmailCall, { action, ...outcome }: Outcome): Promise<void> {
    const { companyId } = this;
    await this.in(async (tx) => {
      const isNew = await settleEmail(tx, companyId, email.id, call, outcome);
      if (!isNew) return;
      await audit(tx, companyId, {
        who: 'Tieout',
        action,
        entity: 'invoice',
        book: 'billcom',
        recordId: email.billcomId,
        after: { to: email.address, askedBy: email.who },
        ...(outcome.because !== undefined && { detail: outcome.because }),
      });
    });
  }
}

const earliest = (...waits: (number | undefined)[]): number | undefined => {
  const known = waits.filter((wait) => wait !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

type Outcome = Parameters<typeof settleEmail>[4] & { readonly action: string };

const foundSent: Outcome = {
  state: 'sent',
  because: 'found by looking it up after the answer was lost',
  action: 'sent an invoice by e-mail',
};
const unclear: Outcome = {
  state: 'unclear',
  because: 'The answer of Bill.com was lost, and it does not say that it has sent the invoice.',
  cure: 'Look at the invoice in Bill.com, or ask the customer. If it has not gone out: --send NUMBER --again. If it has: --went-out NUMBER.',
  action: 'could not find out whether an invoice was sent by e-mail',
};
const sentThere = (at: string): Outcome => ({
  state: 'sent',
  because: `Bill.com had sent it already, at ${at}`,
  action: 'did not send an invoice by e-mail that Bill.com had sent already',
});
const notMarked: Outcome = {
  state: 'refused',
  because: 'It is no longer marked “Email Later” in QuickBooks, or is gone from there.',
  cure: 'If it should be e-mailed, mark it in QuickBooks; the next sync offers it again.',
  action: 'did not send an invoice by e-mail that is no longer marked',
};
