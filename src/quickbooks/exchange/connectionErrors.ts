import type { Transaction } from '../../ledger/database';
import { setStop } from '../../ledger/stops';
import type { Hresult } from '../webconnector/hresults';
import { readHresult } from '../webconnector/hresults';
import type { ConnectionErrorCall } from '../webconnector/service';
import { holdCompany } from './companyRows';
import { endSessionAndTell } from './ending';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import { countConnectionError, holdSession } from './sessionRows';
import { recognise } from './tickets';

/** What to answer to a Web Connector that cannot get into the company file. */
export type Retry =
  | { readonly tryFile: string }
  | { readonly tryFile?: never; readonly sentence: string; readonly needsPerson: boolean };

/** Anything but `done` is taken for a file to try, so every try is counted and comes once. Pure. */
export function reactionTo(
  hresult: Hresult,
  session: { readonly connectionErrors: number; readonly companyFile: string | null },
): Retry {
  const isFirst = session.connectionErrors === 0;
  if (isFirst && hresult.reaction === 'tryKnownFile' && session.companyFile)
    return { tryFile: session.companyFile };
  if (isFirst && hresult.reaction === 'tryOpenFile') return { tryFile: '' };
  return {
    sentence: `${hresult.sentence} ${hresult.cure} (${hresult.code})`,
    needsPerson: hresult.reaction === 'giveUp' || hresult.class === 'file' || hresult.class === 'permission',
  };
}

const done = 'done';
/** The Web Connector gave no readable code: E_FAIL, in the catalogue's words for what it does not know. */
const unspecified = '0x80004005';

/** Answers connectionError. */
export async function takeConnectionError(gateway: Gateway, call: ConnectionErrorCall): Promise<string> {
  const found = await recognise(gateway, call.ticket);
  if (!found || found.state === 'closed') return done;
  const hresult = readHresult(call.hresult) ?? readHresult(unspecified);
  if (!hresult) return done;
  const { companyId, sessionId } = found;
  const answer = await gateway.database.inCompany(companyId, async (tx: Transaction) => {
    await holdCompany(tx, companyId);
    const session = await holdSession(tx, companyId, sessionId, clock(gateway));
    const reaction = reactionTo(hresult, session);
    if (reaction.tryFile !== undefined) {
      await countConnectionError(tx, session);
      return reaction.tryFile;
    }
    if (reaction.needsPerson) await setStop(tx, companyId, 'reach', reaction.sentence);
    await endSessionAndTell(tx, {
      companyId,
      sessionId,
      reason: `QuickBooks could not be reached (${hresult.code})`,
      lastError: reaction.sentence,
      at: gateway.now?.(),
    });
    return done;
  });
  const isOver = answer === done;
  gateway.log.warn(
    { companyId, sessionId, hresult: hresult.code, isOver },
    'QuickBooks could not be reached',
  );
  return answer;
}
