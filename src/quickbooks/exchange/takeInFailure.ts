import type { Transaction } from '../../ledger/database';
import { withdrawQueuedOf } from './ending';
import type { OutstandingExchange } from './exchangeRows';
import { dropOwn, storeRefusal } from './exchangeRows';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import { guardStep } from './guarding';
import type { HeldSession } from './sessionRows';
import { expectRequest, markClosing } from './sessionRows';
import type { Outcome, Taken } from './taking';

type Failure = Exclude<Taken, { kind: 'answer' }>;

/**
 * QuickBooks did not answer with qbXML. Its parser's refusal means that nothing of the set ran, and the session
 * goes on; after anything else a write may have run, and the session ends.
 */
export async function storeFailure(
  gateway: Gateway,
  tx: Transaction,
  session: HeldSession,
  out: OutstandingExchange,
  failure: Failure,
): Promise<Outcome> {
  const { companyId, sessionId } = session;
  // Given up already: it stays in doubt, and this tells nothing new.
  if (out.state === 'inDoubt') return session.state === 'closing' ? { kind: 'failed' } : { kind: 'over' };
  const { hresult, message, sentence } = told(failure);
  gateway.log.warn(
    { companyId, sessionId, exchange: out.id, kind: out.kind, hresult },
    'QuickBooks gave no answer',
  );

  if (out.kind === 'closing') {
    await dropOwn(tx, companyId, out.id, message);
    return { kind: 'over' };
  }
  const isRefused = failure.kind === 'hresult' && failure.hresult.reaction === 'parkSet';
  const state = out.kind === 'write' && !isRefused ? 'inDoubt' : 'failed';
  await storeRefusal(tx, companyId, out.id, { state, hresult, message, at: clock(gateway) });
  if (isRefused && out.step !== guardStep) {
    await expectRequest(tx, session);
    return { kind: 'goesOn' };
  }
  await withdrawQueuedOf(tx, companyId, sessionId);
  await markClosing(tx, session, {
    reason: `an error of QuickBooks (${hresult ?? 'damaged answer'})`,
    lastError: sentence,
  });
  return { kind: 'failed' };
}

function told(failure: Failure): { hresult: string | null; message: string; sentence: string } {
  if (failure.kind === 'damaged') {
    return {
      hresult: null,
      message: failure.sentence,
      sentence: `QuickBooks’ answer arrived damaged: ${failure.sentence} The next update asks QuickBooks what became of it; nothing needs to be done.`,
    };
  }
  const { code, sentence, cure } = failure.hresult;
  return { hresult: code, message: failure.message, sentence: `${sentence} ${cure} (${code})` };
}
