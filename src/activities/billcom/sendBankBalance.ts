import { getBankBalance, setBankBalance } from '../../billcom/bankBalance';
import type { BillcomClient } from '../../billcom/client';
import { BillcomError } from '../../billcom/errors';
import { bankBalance } from '../../entities/bankBalance';
import { audit } from '../../ledger/audit';
import {
  balanceToSend,
  isOpen,
  lastSent,
  noteSending,
  noteSent,
  releaseBalanceHolds,
  type AccountBalance,
  type SentBalance,
} from '../../ledger/bankBalances';
import { isPaused } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { openHolds } from '../../ledger/holds';
import { assertLease, endStep, restStep, type Lease } from '../../ledger/steps';
import { balanceRefused } from '../../reconcile/writeHolds';
import type { WriteResult } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { assertNotStopped } from './failure';
import { lookAgainIn } from './recover';

/**
 * Tells Bill.com the balance that it shows when bills are paid (billcom.md §7.10). A row stands before it leaves; one whose
 * answer was lost is read there before anything else is set. A refusal is a hold, and holds nothing else up.
 */
export async function sendBankBalance(
  deps: ActivityDeps,
  client: BillcomClient,
  lease: Lease,
): Promise<WriteResult> {
  const { companyId, cycle } = lease;
  const result = { applied: 0, refused: 0, reconcileAgain: false, finished: true };
  const under = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    deps.database.inCompany(companyId, async (tx) => {
      await assertLease(tx, lease);
      return work(tx);
    });

  const before = await under((tx) => lastSent(tx, companyId));
  if (before && isOpen(before)) {
    const found = await lookUp(deps, client, before);
    const why = found ? foundThere : 'looked up after the answer was lost: Bill.com does not have it';
    await under((tx) => settle(tx, lease, before, found ? 'applied' : 'absent', why));
  }
  const next = await under(async (tx) => {
    if (await isPaused(tx, companyId)) {
      await restStep(tx, lease);
      return 'paused';
    }
    await assertNotStopped(tx, companyId);
    const due = await balanceToSend(tx, companyId);
    if (due) return { ...due, id: await noteSending(tx, companyId, cycle, due) };
    await endStep(tx, lease);
    return 'none';
  });
  if (next === 'paused') return { ...result, finished: false };
  if (next === 'none') return result;

  const failure = await setBankBalance(client, next).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof BillcomError) return error;
      throw error;
    },
  );
  const state = failure ? stateAfter(failure) : 'applied';
  await under(async (tx) => {
    // Nothing was carried out, so that the audit log gets no line.
    if (state === 'absent') await noteSent(tx, companyId, next.id, state, failure?.sentence);
    else await settle(tx, lease, next, state, failure?.sentence);
    if (failure && state === 'refused') {
      await releaseBalanceHolds(tx, companyId);
      await openHolds(tx, companyId, cycle, [balanceRefused(next, refusalOf(failure))]);
    }
    if (!failure || state === 'refused') await endStep(tx, lease);
  });
  // Temporal tries it again when Bill.com asks for it; an unknown outcome is looked up first then.
  if (failure && state !== 'refused') throw failure;
  return failure ? { ...result, refused: 1 } : { ...result, applied: 1 };
}

const foundThere = 'found by looking it up after the answer was lost';

/**
 * Whether Bill.com shows what was set without an answer.
 * @throws ApplicationFailure while the call may still be carried out; another balance set now could be overwritten by it.
 */
async function lookUp(
  { billcomCalls: { callLimitMs, lateMarginMs } }: ActivityDeps,
  client: BillcomClient,
  sent: SentBalance,
): Promise<boolean> {
  const now = await getBankBalance(client);
  if (now?.balance === sent.balance && now.asOf === sent.asOf) return true;
  const left = callLimitMs + lateMarginMs - sent.agoMs;
  if (left > 0) throw lookAgainIn(left);
  return false;
}

/** Only what Bill.com refused of it is refused; anything else was certainly not carried out, but for a lost answer. */
function stateAfter({ class: kind }: BillcomError): 'refused' | 'unknown' | 'absent' {
  if (kind === 'unknownOutcome') return 'unknown';
  return ['data', 'notFound', 'bug', 'permission'].includes(kind) ? 'refused' : 'absent';
}

const refusalOf = ({ class: kind, code, sentence, cure }: BillcomError) => ({
  cause:
    kind === 'permission'
      ? ('notAllowed' as const)
      : kind === 'bug'
        ? ('ourBug' as const)
        : ('refused' as const),
  code: code ?? kind,
  sentence,
  cure,
});

const actions = {
  applied: 'set',
  refused: 'set refused',
  unknown: 'set, outcome unknown',
  absent: 'set, not carried out',
} as const;

async function settle(
  tx: Transaction,
  { companyId }: Lease,
  sent: AccountBalance & { readonly id: string },
  state: keyof typeof actions,
  detail?: string,
): Promise<void> {
  await noteSent(tx, companyId, sent.id, state, detail);
  if (state === 'applied') await releaseBalanceHolds(tx, companyId);
  await audit(tx, companyId, {
    who: 'Tieout',
    action: actions[state],
    entity: bankBalance.name,
    book: 'billcom',
    recordId: sent.account,
    after: { balance: sent.balance, asOf: sent.asOf },
    ...(detail !== undefined && { detail }),
  });
}
