import type { Transaction } from '../../ledger/database';
import { notePreferences } from '../../ledger/preferences';
import { decodeHostAnswer, negotiateVersion } from '../qbxml';
import { UnreadableAnswer, UnsupportedQuickBooks } from '../qbxml/errors';
import type { HostAnswer, QbxmlVersion } from '../qbxml/types';
import type { SendRequestXMLCall } from '../webconnector/service';
import { knownCompany, recordQuickbooks, refuseFile } from './companyRows';
import { guardQuestions } from './envelopes';
import { outstandingOf } from './exchangeRows';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import type { KnownCompany, RecordedFile, Refused } from './guard';
import { guardCompany, quickbooksFacts } from './guard';
import { handOutOwn } from './handOut';
import type { TicketSession } from './sessionRows';
import { holdSession, letSessionThrough, noteHost, tellLastError } from './sessionRows';

/** The step of the exchange with which the gateway asks for what the Web Connector did not tell. */
export const guardStep = 'guard';

/** What the guard decides on. */
export interface Evidence {
  readonly hostAnswer: string;
  /** The Web Connector's own words. */
  readonly country: string;
  readonly companyFile: string;
}

/** Runs the company guard on what QuickBooks says of itself and records what it decided. */
export async function runGuard(
  gateway: Gateway,
  session: { readonly companyId: string; readonly sessionId: string },
  evidence: Evidence,
): Promise<boolean> {
  const host = await readHost(evidence.hostAnswer);
  const { companyId, sessionId } = session;
  return gateway.database.inCompany(companyId, async (tx) => {
    const verdict = judge(await knownCompany(tx, companyId), host, evidence.country);
    if (!verdict.passes) {
      await refuseFile(tx, companyId, verdict);
      if (typeof host !== 'string') await noteHost(tx, companyId, sessionId, host);
      await tellLastError(tx, companyId, sessionId, verdict.sentence);
      gateway.log.warn(
        { companyId, sessionId, guard: verdict.guard },
        'the company guard stopped the session',
      );
      return false;
    }
    const { answer, version, record } = verdict;
    const { companyFile } = evidence;
    await recordQuickbooks(tx, companyId, quickbooksFacts(answer, version, record), companyFile);
    await notePreferences(tx, companyId, answer.preferences);
    await letSessionThrough(tx, companyId, sessionId, { answer, version, companyFile, at: clock(gateway) });
    return true;
  });
}

type Judgement =
  | {
      readonly passes: true;
      readonly answer: HostAnswer;
      readonly version: QbxmlVersion;
      readonly record: RecordedFile;
    }
  | Refused;

/** The country before the version: other countries' QuickBooks speak versions of their own. */
function judge(known: KnownCompany, host: HostAnswer | string, country: string): Judgement {
  if (typeof host === 'string') return { passes: false, guard: 'file', sentence: host };
  const guarded = guardCompany(known, host, country);
  if (!guarded.passes) return guarded;
  try {
    return {
      passes: true,
      answer: host,
      version: negotiateVersion(host.supportedVersions),
      record: guarded.record,
    };
  } catch (error) {
    if (error instanceof UnsupportedQuickBooks)
      return { passes: false, guard: 'version', sentence: error.sentence };
    throw error;
  }
}

/** @returns a sentence when it cannot be read. */
async function readHost(text: string): Promise<HostAnswer | string> {
  try {
    return await decodeHostAnswer(text);
  } catch (error) {
    if (error instanceof UnreadableAnswer) return error.sentence;
    throw error;
  }
}

/**
 * The first sendRequestXML of a session. The Web Connector tells with it what QuickBooks says of itself; a
 * client that does not is asked, and the guard runs on the answer.
 * @returns the document to hand out, `''` when the guard stops the session, undefined when it passed or is waiting.
 */
export async function guardFirstCall(
  gateway: Gateway,
  session: TicketSession,
  call: SendRequestXMLCall,
): Promise<string | undefined> {
  if (call.strHCPResponse === '') {
    return gateway.database.inCompany(session.companyId, (tx) => askForGuard(gateway, tx, session));
  }
  const passes = await runGuard(gateway, session, {
    hostAnswer: call.strHCPResponse,
    country: call.qbXMLCountry,
    companyFile: call.strCompanyFileName,
  });
  return passes ? undefined : '';
}

async function askForGuard(
  gateway: Gateway,
  tx: Transaction,
  { companyId, sessionId }: TicketSession,
): Promise<string | undefined> {
  const { ownerId } = await knownCompany(tx, companyId);
  const session = await holdSession(tx, companyId, sessionId, clock(gateway));
  if (session.state !== 'open') return '';
  if (await outstandingOf(tx, session, clock(gateway))) return undefined;
  const set = guardQuestions(ownerId);
  const key = `guard:${sessionId}:${session.roundTrips}`;
  return handOutOwn(gateway, tx, session, { set, key, step: guardStep, kind: 'read' });
}
