import type { ListedEmail } from '../ledger/emailList';
import { moment } from './time';

/** The invoices to be e-mailed: which can be sent and why not, for programs and for people. Pure. */

export interface Because {
  readonly sentence: string;
  readonly cure: string;
}

/** Whether it can be asked for now. @param again also if it was sent before, or may have been */
export const mayBeSent = (email: ListedEmail, again: boolean): boolean => !whyNotSent(email, again);

/** Why Bill.com is not asked to send it. */
export function whyNotSent(email: ListedEmail, again: boolean): Because | undefined {
  const { number, customer, address, state, isMarked, billcomId } = email;
  const one = `The invoice “${number ?? 'without a number'}” of ${customer ?? 'its customer'}`;
  if (billcomId === null)
    return {
      sentence: `${one} is not in Bill.com yet. ${email.held ?? ''}`.trim(),
      cure: 'Sync first; “tieout holds” says what keeps it.',
    };
  if (state === 'waiting' || state === 'sending' || state === 'unknown')
    return { sentence: `${one} is on its way already.`, cure: 'Nothing to do.' };
  if (!isMarked)
    return {
      sentence: `${one} is not marked to be e-mailed in QuickBooks.`,
      cure: 'Mark it there (Email Later) and sync.',
    };
  if (address === null)
    return {
      sentence: `${one} cannot be e-mailed: the customer has no e-mail address in Bill.com.`,
      cure: 'Put one into the customer in QuickBooks; it goes to Bill.com with the next sync.',
    };
  if (again) return undefined;
  const sent = sentAt(email);
  if (sent !== undefined)
    return { sentence: `${one} was sent ${sent}.`, cure: 'To send it once more: --send NUMBER --again.' };
  if (state === 'unclear')
    return {
      sentence: `${one}: ${email.because ?? 'it is not known whether it was sent'}`,
      cure: email.cure ?? '',
    };
  return undefined;
}

/** Through Tieout, or by somebody in Bill.com. */
function sentAt(
  { state, settledAt, address, lastSent, because }: ListedEmail,
  at: MomentWords = moment,
): string | undefined {
  if (state === 'sent')
    return `${because === null ? `at ${at(settledAt)}` : `(${because})`} to ${address ?? 'the customer'}`;
  return lastSent === null ? undefined : `by Bill.com at ${lastSent}`;
}

export const emailDocument = (email: ListedEmail) => ({
  ...email,
  canBeSent: mayBeSent(email, false),
  words: stateWords(email),
});

/** How one stands, in words. */
export function stateWords(email: ListedEmail): string {
  const { sentence, cure } = standingOf(email);
  return cure === '' ? sentence : `${sentence} → ${cure}`;
}

/** A moment in words; the command line's is this computer's clock. */
type MomentWords = (at: Date | null) => string;

/** How one stands, and what to do; '' where there is nothing to do or it can be sent. */
export function standingOf(
  email: ListedEmail,
  at: MomentWords = (asked) => moment(asked).slice(0, 16),
): Because {
  const { state, who, askedAt, because, cure } = email;
  const asked = `${who ?? ''} asked for it at ${at(askedAt)}`;
  const rest = because === null ? '' : `. ${because}`;
  if (state === 'waiting') return { sentence: `waits for its turn; ${asked}${rest}`, cure: '' };
  if (state === 'sending') return { sentence: `is being sent; ${asked}`, cure: '' };
  if (state === 'unknown')
    return { sentence: `the answer was lost, Bill.com is asked whether it was sent; ${asked}`, cure: '' };
  const sent = sentAt(email, at);
  if (sent !== undefined && state !== 'unclear') return { sentence: `sent ${sent}`, cure: '' };
  if (state === 'unclear')
    return { sentence: `not known whether it was sent. ${because ?? ''}`.trim(), cure: cure ?? '' };
  if (state === 'refused') return { sentence: `not sent: ${because ?? ''}`, cure: cure ?? '' };
  return whyNotSent(email, false) ?? { sentence: 'to be sent', cure: '' };
}
