import type { Transaction } from '../../ledger/database';
import { encodeRequests } from '../qbxml/encode';
import type { QbxmlAnswerOutline } from '../qbxml/types';
import { forgetWriteSet, rememberWriteSet } from './companyRows';
import { isQbxmlVersion } from './envelopes';
import type { OutstandingExchange } from './exchangeRows';
import { lastTakenIn, queuePage, storeAnswer, withdrawCheckOf } from './exchangeRows';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import { guardStep } from './guarding';
import { iterationOf, pageKey } from './pages';
import type { HeldSession } from './sessionRows';
import { expectRequest } from './sessionRows';
import type { Outcome, Taken } from './taking';

type TakenAnswer = Extract<Taken, { kind: 'answer' }>;

/** Stores an answer, late or in time, and queues the iterator's next page with it. */
export async function storeTaken(
  gateway: Gateway,
  tx: Transaction,
  session: HeldSession,
  out: OutstandingExchange,
  taken: TakenAnswer,
): Promise<Outcome> {
  const { companyId } = session;
  const at = clock(gateway);
  const bytes = Buffer.byteLength(taken.text);
  const measured = { bytes, milliseconds: out.sentForMs };
  const iteration = iterationOf(out.query, taken.outline, measured, gateway.limits);
  const isOwn = out.kind === 'closing' || out.step === guardStep;
  await storeAnswer(tx, companyId, out.id, {
    answer: gateway.database.sealer.seal(taken.text),
    bytes,
    iteratorId: iteration.iteratorId,
    iteratorRemaining: iteration.remaining,
    state: isOwn ? 'settled' : 'answered',
    at,
  });
  await keepMessageSets(tx, companyId, out, taken.outline);
  if (iteration.next && session.state === 'open' && isQbxmlVersion(session.qbxmlVersion)) {
    const body = encodeRequests([iteration.next], session.qbxmlVersion);
    await queuePage(tx, companyId, out, {
      key: pageKey(out),
      sessionId: session.sessionId,
      query: iteration.next,
      body: gateway.database.sealer.seal(body),
      at,
    });
  }
  if (session.state !== 'open') {
    gateway.log.info(
      { companyId, exchange: out.id, late: session.state === 'closed' },
      'the last answer is stored',
    );
    return endOf(session);
  }
  await expectRequest(tx, session);
  return out.step === guardStep ? { kind: 'guard', hostAnswer: taken.text } : { kind: 'goesOn' };
}

/** Which stored answer QuickBooks may forget with the next write or the closing set. */
async function keepMessageSets(
  tx: Transaction,
  companyId: string,
  out: OutstandingExchange,
  outline: QbxmlAnswerOutline,
): Promise<void> {
  const { messageSetId, oldMessageSetId } = out;
  if (out.kind === 'closing' && oldMessageSetId !== null)
    await forgetWriteSet(tx, companyId, oldMessageSetId);
  if (messageSetId === null) return;
  if (out.kind === 'write' || (out.kind === 'check' && hasStoredAnswer(outline))) {
    await rememberWriteSet(tx, companyId, messageSetId);
  }
  if (out.state === 'inDoubt') await withdrawCheckOf(tx, companyId, messageSetId);
}

/** A check brought the stored answer itself (9002 and the like bring none). */
function hasStoredAnswer(outline: QbxmlAnswerOutline): boolean {
  return (outline.messageSetStatusCode ?? '0') === '0' && outline.responses.length > 0;
}

/**
 * Whether an answer can be the one that is owed: a proxy may post an old one again. QuickBooks echoes the ids of
 * the set and of its requests.
 */
export function isAnswerTo(gateway: Gateway, out: OutstandingExchange, outline: QbxmlAnswerOutline): boolean {
  if (outline.newMessageSetID !== undefined && outline.newMessageSetID !== (out.messageSetId ?? ''))
    return false;
  if (out.kind === 'check') return true;
  const answered = outline.responses.map((response) => response.requestID).filter((id) => id !== '');
  if (answered.length === 0) return true;
  const request = gateway.database.sealer.open(out.request);
  return answered.some((id) => request.includes(`requestID="${id}"`));
}

/** Nothing is owed, or not this: the same post once more gets the same reply, and nothing is stored. */
export async function isRepeated(
  gateway: Gateway,
  tx: Transaction,
  session: HeldSession,
  taken: Taken,
): Promise<Outcome> {
  const last = await lastTakenIn(tx, session);
  const isTheLast =
    taken.kind === 'answer'
      ? !!last?.answer && gateway.database.sealer.open(last.answer) === taken.text
      : taken.kind === 'hresult' && last?.hresult === taken.hresult.code;
  const { companyId, sessionId } = session;
  if (isTheLast) gateway.log.info({ companyId, sessionId }, 'an answer was posted again');
  else gateway.log.warn({ companyId, sessionId }, 'an answer that nobody asked for is left aside');
  return session.state === 'open' ? { kind: 'goesOn' } : endOf(session);
}

/** A session that is closing with something to tell lets the Web Connector ask for it. */
const endOf = ({ state, lastError }: HeldSession): Outcome =>
  state === 'closing' && lastError !== null ? { kind: 'failed' } : { kind: 'over' };
