/** A service that remembers what it was asked and answers what a test tells it. */
import type { WebConnectorService } from '../../../../src/quickbooks/webconnector/service';
import type { Log } from '../../../../src/quickbooks/webconnector/safeAnswers';

type Method = keyof WebConnectorService;
export type Answers = { [Name in Method]?: () => unknown };

export interface FakeService extends WebConnectorService {
  readonly calls: { readonly method: Method; readonly call: Record<string, unknown> }[];
  readonly answers: Answers;
}

export const TICKET = '7f0c2a64-9a51-4a0e-9f7d-0d2f5a6b7c8d';
export const QBXML =
  '<?xml version="1.0"?><?qbxml version="16.0"?><QBXML><Name>A &amp; B &#233;</Name></QBXML>';

const usual: Required<Answers> = {
  serverVersion: () => 'Tieout 1',
  clientVersion: () => '',
  authenticate: () => [TICKET, ''],
  sendRequestXML: () => QBXML,
  receiveResponseXML: () => 42,
  connectionError: () => 'done',
  getLastError: () => 'Nothing to do',
  closeConnection: () => 'OK',
};

export function fakeService(answers: Answers = {}): FakeService {
  const calls: FakeService['calls'] = [];
  const answer =
    (method: Method) =>
    async (call: object = {}): Promise<never> => {
      calls.push({ method, call: { ...call } });
      return (await (answers[method] ?? usual[method])()) as never;
    };
  return {
    calls,
    answers,
    serverVersion: answer('serverVersion'),
    clientVersion: answer('clientVersion'),
    authenticate: answer('authenticate'),
    sendRequestXML: answer('sendRequestXML'),
    receiveResponseXML: answer('receiveResponseXML'),
    connectionError: answer('connectionError'),
    getLastError: answer('getLastError'),
    closeConnection: answer('closeConnection'),
  };
}

/** Keeps every line, so that a test can look for what must not be there. */
export function listeningLog(): { readonly log: Log; readonly lines: unknown[][] } {
  const lines: unknown[][] = [];
  const write = (...line: unknown[]): void => void lines.push(line);
  return { lines, log: { debug: write, info: write, warn: write, error: write } };
}
