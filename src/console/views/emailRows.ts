import type { ListedEmail } from '../../ledger/emailList';
import { when } from './words';
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

/** Without the commands that the page has buttons for. */
const onPage = (cure: string): string =>
  cure.replace('“tieout holds” says what keeps it', '“Needs you” says what keeps it');
