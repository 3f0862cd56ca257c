import { centsOf, dollars } from '../documents';
import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { heldKeys, isReceived, type ReceivablesEvidence } from './books';

const CLEARING = 'Bill.com Money In Clearing';
/** Bill.com's codes of a movement that the bank has confirmed, and of one of receivables. */
const CONFIRMED = '1';
const RECEIVABLES = '2';

/**
 * R5: every payment that came through Bill.com goes into the clearing account and every confirmed movement of received money
 * comes out of it, once: so it stands at what Bill.com has received and not moved yet.
 */
export function moneyInStands({ receivables }: Evidence): Invariant | undefined {
  if (receivables === undefined) return undefined;
  const { quickbooks } = receivables.now;
  const ids = new Set(quickbooks.account.filter(({ Name }) => Name === CLEARING).map(({ ListID }) => ListID));
  const posted = quickbooks.all
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => ids.has(account))
    .reduce((sum, { amount }) => sum + centsOf(amount), 0);
  const received = online(receivables);
  const moved = movedOn(receivables);
  const [into, out] = [received, moved].map((each) => each.reduce((sum, cents) => sum + cents, 0)) as [
    number,
    number,
  ];
  const against =
    posted === into - out
      ? []
      : [
          `QuickBooks has ${dollars(posted)} in Money In Clearing, and Bill.com comes to ${dollars(into - out)}`,
        ];
  return judged(
    'R5',
    against,
    `${received.length} payments over ${dollars(into)} into it, ${moved.length} movements of money over ${dollars(out)} out of it, ${dollars(posted)} left: what has not come to the bank yet`,
  );
}

/** Cents of what came through Bill.com; what is held is not in QuickBooks. */
function online({ now, holds }: ReceivablesEvidence): number[] {
  const held = heldKeys(holds);
  return now.billcom.receivedPayment
    .filter((each) => isReceived(each) && each.isOnline === (true as Value))
    .filter(({ id }) => !held.has(`receivedPayment ${id}`))
    .map(({ amount }) => centsOf(amount));
}

/** Cents that have come to the bank; what went back is negative. */
const movedOn = ({ now }: ReceivablesEvidence): number[] =>
  now.billcom.fundsTransfer
    .filter(({ status, type }) => status === CONFIRMED && type === RECEIVABLES)
    .map(({ amount }) => centsOf(amount));
