import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import { centsOf, dollars, type BillcomDocument } from '../documents';
import { pays, type PayablesEvidence } from './books';

const CLEARING = 'Bill.com Money Out Clearing';
/** Bill.com's codes of a movement that the bank has confirmed, and of one of payables. */
const CONFIRMED = '1';
const PAYABLES = '1';

/**
 * Every online payment comes out of the clearing account and every confirmed movement of money goes into it, once: so it
 * stands at what Bill.com itself has paid and not moved yet.
 */
export function clearingStands({ payables }: Evidence): Invariant | undefined {
  if (payables === undefined) return undefined;
  const { now } = payables;
  const ids = new Set(
    now.quickbooks.account.filter(({ Name }) => Name === CLEARING).map(({ ListID }) => ListID),
  );
  const posted = now.quickbooks.all
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => ids.has(account))
    .reduce((sum, { amount }) => sum + centsOf(amount), 0);
  const paid = online(payables).reduce((sum, { amount }) => sum + centsOf(amount), 0);
  const moved = movements(payables).reduce((sum, { amount }) => sum - centsOf(amount), 0);
  const against =
    posted === moved - paid
      ? []
      : [
          `QuickBooks has ${dollars(posted)} in the clearing account, and Bill.com comes to ${dollars(moved - paid)}`,
        ];
  return judged(
    'P3',
    against,
    `${online(payables).length} online payments over ${dollars(paid)} out of it, ${movements(payables).length} movements of money over ${dollars(moved)} into it, ${dollars(posted)} left: what is scheduled and has not left the bank yet`,
  );
}

const online = ({ now }: PayablesEvidence): readonly BillcomDocument[] =>
  now.billcom.billPayment.filter((each) => pays(each) && each.isOnline === (true as Value));
const movements = ({ now }: PayablesEvidence): readonly BillcomDocument[] =>
  now.billcom.fundsTransfer.filter(({ status, type }) => status === CONFIRMED && type === PAYABLES);
