import { createPostgresLoginLimiter } from '../webconnector/loginLimiter';
import type { SendRequestXMLCall, TicketCall, WebConnectorService } from '../webconnector/service';
import { takeConnectionError } from './connectionErrors';
import { endSessionAndTell } from './ending';
import type { Gateway } from './gateway';
import { guardFirstCall } from './guarding';
import { handOut } from './handOut';
import type { ExchangeLimits } from './limits';
import { exchangeLimits } from './limits';
import { logIn } from './login';
import { takeIn } from './takeIn';
import { recognise } from './tickets';

export interface WebConnectorServiceOptions extends Omit<Gateway, 'limits' | 'loginLimiter'> {
  readonly limits?: Partial<ExchangeLimits>;
  /** By default one that all gateways share, in the table `login_attempt`. */
  readonly loginLimiter?: Gateway['loginLimiter'];
  /** What serverVersion tells. */
  readonly version?: string;
}

const notKnown =
  'Tieout does not know this update (any more). Start it again in the Web Connector; nothing else needs to be done.';
const ended = 'This update has ended. The next one goes on where it stopped.';

/**
 * Answers the Web Connector from the exchange mailbox. Keeps nothing in the process: any gateway may answer any
 * call of any session.
 */
export function createWebConnectorService(options: WebConnectorServiceOptions): WebConnectorService {
  const { version = '', limits, loginLimiter, ...rest } = options;
  const gateway: Gateway = {
    ...rest,
    limits: { ...exchangeLimits, ...limits },
    loginLimiter:
      loginLimiter ?? createPostgresLoginLimiter({ pool: options.database.pool, tableName: 'login_attempt' }),
  };
  return {
    serverVersion: () => Promise.resolve(`Tieout ${version}`.trim()),
    clientVersion: () => Promise.resolve(''),
    authenticate: (call) => logIn(gateway, call),
    sendRequestXML: (call) => sendRequest(gateway, call),
    receiveResponseXML: (call) => takeIn(gateway, call),
    connectionError: (call) => takeConnectionError(gateway, call),
    getLastError: (call) => lastError(gateway, call),
    closeConnection: (call) => closeConnection(gateway, call),
  };
}

async function sendRequest(gateway: Gateway, call: SendRequestXMLCall): Promise<string> {
  const session = await recognise(gateway, call.ticket);
  if (!session || session.state === 'closed') return '';
  if (!session.guarded) {
    const document = await guardFirstCall(gateway, session, call);
    if (document !== undefined) return document;
  }
  return handOut(gateway, session);
}

/** 'NoOp' lets the Web Connector wait and ask again; a sentence ends the session. */
async function lastError(gateway: Gateway, { ticket }: TicketCall): Promise<string> {
  const session = await recognise(gateway, ticket);
  if (!session) return notKnown;
  return session.lastError ?? (session.state === 'open' ? 'NoOp' : ended);
}

async function closeConnection(gateway: Gateway, { ticket }: TicketCall): Promise<string> {
  const session = await recognise(gateway, ticket);
  if (session && session.state !== 'closed') {
    const { companyId, sessionId } = session;
    const reason = 'the Web Connector said goodbye';
    await gateway.database.inCompany(companyId, (tx) =>
      endSessionAndTell(tx, { companyId, sessionId, reason, at: gateway.now?.() }),
    );
  }
  return 'OK';
}
