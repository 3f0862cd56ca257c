import type { ListedEmail, EmailsUnderWay } from '../../ledger/emailList';
import { when, many } from './words';
import { onPage } from './onPage';
import { mayBeSent, standingOf } from '../../words/emailWords';

/** An invoice to be e-mailed, as its page shows it. */
export interface EmailRow {
  readonly email: ListedEmail;
  readonly sentence: string;
  readonly cure: string;
  /** It can be asked for now. */
  readonly canSend: boolean;
  /** It was sent, or may have been, and can be sent once more. */
  readonly canSendAgain: boolean;
}

/** In the time of the books' zone. Pure. */
export function emailRow(email: ListedEmail, zone: string, now: Date): EmailRow {
  const { sentence, cure } = standingOf(email, (at) => (at === null ? 'some time' : when(at, zone, now)));
  const canSend = mayBeSent(email, false);
  return {
    email,
    sentence,
    cure: email.state === 'unclear' ? 'Ask the customer, or look at the invoice in Bill.com.' : onPage(cure),
    canSend,
    canSendAgain: !canSend && mayBeSent(email, true),
  };
}

/** Bill.com takes so many a minute from all of an installation. */
const perMinute = 5;

/** What is on its way, how much waits and until when; '' when nothing is. Pure. */
export function sendingWords(
  { sending, waiting }: EmailsUnderWay,
  { zone, pausedAt }: { readonly zone: string; readonly pausedAt: Date | null },
  now: Date,
): string {
  if (sending + waiting === 0) return '';
  if (pausedAt !== null)
    return `${many(sending + waiting, 'invoice')} to be sent when the company is resumed.`;
  const last = new Date(now.getTime() + Math.ceil(waiting / perMinute) * 60_000);
  return [
    ...(sending > 0 ? [`${many(sending, 'invoice')} being sent.`] : []),
    ...(waiting > 0
      ? [
          `${many(waiting, 'invoice')} waiting, five a minute: the last is sent at about ${when(last, zone, now)}, or later where other companies send too.`,
        ]
      : []),
  ].join(' ');
}
