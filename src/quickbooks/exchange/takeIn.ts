import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '../../ledger/database';
import { mailboxBell, ringSql } from '../../ledger/doorbell';
import { peekAnswer } from '../qbxml';
import { UnreadableAnswer } from '../qbxml/errors';
import { readHresult } from '../webconnector/hresults';
import type { ReceiveResponseXMLCall } from '../webconnector/service';
import { answerThat } from './answerNext';
import { holdCompany } from './companyRows';
import { outstandingOf } from './exchangeRows';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import { runGuard } from './guarding';
import { storeFailure } from './takeInFailure';
import { isAnswerTo, isRepeated, storeTaken } from './takeInAnswer';
import type { Outcome, Taken } from './taking';
import type { TicketSession } from './sessionRows';
import { holdSession } from './sessionRows';
import { MoveNotAllowed } from './states';
import { recognise } from './tickets';

/** receiveResponseXML's numbers. */
export const sessionOver = 100;
export const askLastError = -1;

/** Answers receiveResponseXML: stores first, and only then waits for what the worker makes of it. */
export async function takeIn(gateway: Gateway, call: ReceiveResponseXMLCall): Promise<number> {
  const taken = await read(call);
  const stored = await storedInTime(gateway, async () => {
    const session = await recognise(gateway, call.ticket);
    return {
      session,
      outcome: session ? await store(gateway, session, taken) : ({ kind: 'unknown' } as const),
    };
  });
  if (!stored?.session) return askLastError;
  const { session, outcome } = stored;
  switch (outcome.kind) {
    case 'unknown':
    case 'failed':
      return askLastError;
    case 'over':
      return sessionOver;
    case 'guard': {
      const passes = await runGuard(gateway, session, {
        hostAnswer: outcome.hostAnswer,
        country: '',
        companyFile: '',
      });
      return passes ? answerThat(gateway, session) : askLastError;
    }
    case 'goesOn':
      return answerThat(gateway, session);
  }
}

async function read(call: ReceiveResponseXMLCall): Promise<Taken> {
  const hresult = readHresult(call.hresult);
  if (hresult) return { kind: 'hresult', hresult, message: call.message };
  try {
    return { kind: 'answer', text: call.response, outline: await peekAnswer(call.response) };
  } catch (error) {
    if (error instanceof UnreadableAnswer) return { kind: 'damaged', sentence: error.sentence };
    throw error;
  }
}

/** One transaction: whatever of it is known afterwards is known as a whole. */
async function store(
  gateway: Gateway,
  { companyId, sessionId }: TicketSession,
  taken: Taken,
): Promise<Outcome> {
  return gateway.database.inCompany(companyId, async (tx) => {
    await holdCompany(tx, companyId);
    const session = await holdSession(tx, companyId, sessionId, clock(gateway));
    const out = await outstandingOf(tx, session, clock(gateway));
    const outcome =
      !out || (taken.kind === 'answer' && !isAnswerTo(gateway, out, taken.outline))
        ? await isRepeated(gateway, tx, session, taken)
        : taken.kind === 'answer'
          ? await storeTaken(gateway, tx, session, out, taken)
          : await storeFailure(gateway, tx, session, out, taken);
    await ringMailbox(tx, companyId);
    return outcome;
  });
}

async function ringMailbox(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(ringSql, [mailboxBell(companyId)]);
}

const tryAgainAfterMs = 250;

/** Tries until it is stored or the time is over. A transaction that was already committed finds itself repeated. */
async function storedInTime<T>(gateway: Gateway, work: () => Promise<T>): Promise<T | undefined> {
  const end = performance.now() + gateway.limits.storeWithinMs;
  for (;;) {
    const late = new AbortController();
    try {
      const timeLeft = Math.max(0, end - performance.now());
      const stored = await Promise.race([work(), sleep(timeLeft, undefined, { signal: late.signal })]);
      if (stored === undefined) gateway.log.error({}, 'an answer could not be stored in time');
      return stored;
    } catch (error) {
      if (error instanceof MoveNotAllowed) throw error;
      gateway.log.warn({ err: error }, 'an answer could not be stored');
      if (performance.now() + tryAgainAfterMs >= end) return undefined;
      await sleep(tryAgainAfterMs);
    } finally {
      late.abort();
    }
  }
}
