import type { Transaction } from '../../ledger/database';
import { mailboxBell } from '../../ledger/doorbell';
import type { Enveloped } from './envelopes';
import { closingSet, envelop, isQbxmlVersion } from './envelopes';
import { endSessionAndTell, withdrawQueuedOf } from './ending';
import { insertSent, markOperationsSent, markSent, nextQueued, outstandingOf } from './exchangeRows';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import type { HeldSession, TicketSession } from './sessionRows';
import { expectAnswer, holdSession, markClosing, noteIdle } from './sessionRows';
import { MoveNotAllowed } from './states';
import { watch } from './watch';

const lostSentence =
  'QuickBooks’ answer to the last request did not reach Tieout. The next update asks QuickBooks what became of it; nothing needs to be done.';

/**
 * The next document for a session that the guard let through: waits a few seconds for one, then NoOp.
 * `''` when the session is over (getLastError tells why).
 */
export async function handOut(gateway: Gateway, { companyId, sessionId }: TicketSession): Promise<string> {
  const text = await watch(gateway.doorbell, mailboxBell(companyId), gateway.limits.requestWaitMs, () =>
    gateway.database.inCompany(companyId, (tx) => nextDocument(gateway, tx, companyId, sessionId)),
  );
  if (text !== undefined) return text;
  await gateway.database.inCompany(companyId, (tx) => noteIdle(tx, companyId, sessionId, clock(gateway)));
  return 'NoOp';
}

/** @returns undefined when there is nothing to hand out at this moment. */
async function nextDocument(
  gateway: Gateway,
  tx: Transaction,
  companyId: string,
  sessionId: string,
): Promise<string | undefined> {
  const { limits } = gateway;
  const session = await holdSession(tx, companyId, sessionId, clock(gateway));
  if (session.state === 'closed') return '';
  const out = await outstandingOf(tx, session, clock(gateway));
  if (out?.state === 'sent') {
    if (out.sentForMs < limits.handOutGraceMs) return undefined;
    return giveUpLostAnswer(gateway, tx, session);
  }
  if (session.state === 'closing') return '';
  const reason = reasonToEnd(session);
  if (reason !== undefined) return handOutClosingSet(gateway, tx, session, reason);
  const document = await handOutNext(gateway, tx, session);
  if (document !== undefined) return document;
  if (session.idleForMs !== null && session.idleForMs >= limits.noOpMs) {
    return handOutClosingSet(gateway, tx, session, 'nothing to do for a minute');
  }
  return undefined;
}

/** Why a session must not be fed any more, whatever waits in its mailbox. */
export function reasonToEnd(
  session: Pick<HeldSession, 'verdict' | 'isPaused' | 'openForMs' | 'budgetMs'>,
): string | undefined {
  if (session.verdict === 'empty') return 'nothing left to do';
  if (session.isPaused) return 'the company is paused';
  if (session.openForMs >= session.budgetMs) return 'the time of one session is used up';
  return undefined;
}

/** Everything is saved before anything is answered: what Postgres does not know was never sent. */
async function handOutNext(
  gateway: Gateway,
  tx: Transaction,
  session: HeldSession,
): Promise<string | undefined> {
  const next = await nextQueued(tx, session);
  if (!next) return undefined;
  if (next.kind === 'write' && session.blockedBecause !== null)
    return handOutClosingSet(gateway, tx, session, 'a guard has stopped the company');
  const { companyId, lastWriteSetId } = session;
  const { sealer } = gateway.database;
  const at = clock(gateway);
  const set = envelop(next, sealer.open(next.body), { version: versionOf(session), lastWriteSetId });
  await markSent(tx, companyId, next.id, { ...set, request: sealer.seal(set.text), at });
  if (next.kind === 'write') await markOperationsSent(tx, companyId, next.key, at);
  await expectAnswer(tx, session);
  return set.text;
}

/** QuickBooks is let go, and told what it may forget; the person at the PC is told what stops the company. */
async function handOutClosingSet(
  gateway: Gateway,
  tx: Transaction,
  session: HeldSession,
  reason: string,
): Promise<string> {
  const { companyId, sessionId } = session;
  await withdrawQueuedOf(tx, companyId, sessionId);
  const { stoppedBecause } = session;
  await markClosing(tx, session, {
    reason,
    ...(stoppedBecause === null ? {} : { lastError: stoppedBecause }),
  });
  gateway.log.info({ companyId, sessionId, reason }, 'the session is closing');
  return handOutOwn(gateway, tx, session, {
    set: closingSet(versionOf(session), session.lastWriteSetId),
    key: `closing:${sessionId}`,
    step: 'closing',
    kind: 'closing',
  });
}

export async function handOutOwn(
  gateway: Gateway,
  tx: Transaction,
  session: HeldSession,
  own: { set: Enveloped; key: string; step: string; kind: 'closing' | 'read' },
): Promise<string> {
  const { set, ...row } = own;
  const request = gateway.database.sealer.seal(set.text);
  await insertSent(tx, session, { ...row, ...set, request, at: clock(gateway) });
  await expectAnswer(tx, session);
  return set.text;
}

/** It asks for the next request, so it has no answer to the last one any more: the next login finds out. */
async function giveUpLostAnswer(gateway: Gateway, tx: Transaction, session: HeldSession): Promise<string> {
  const { companyId, sessionId } = session;
  const reason = 'the answer to the last request did not arrive';
  await endSessionAndTell(tx, { companyId, sessionId, reason, lastError: lostSentence, at: gateway.now?.() });
  gateway.log.warn({ companyId, sessionId }, reason);
  return '';
}

function versionOf({ sessionId, qbxmlVersion }: HeldSession) {
  if (!isQbxmlVersion(qbxmlVersion)) {
    throw new MoveNotAllowed(`session ${sessionId}: hands out before the guard let it through`);
  }
  return qbxmlVersion;
}
