/**
 * Stands between the SOAP face and the service: whatever the service throws, forgets to answer in time or
 * answers in the wrong shape becomes the protocol's own "not now", and a log line with a correlation id.
 * A SOAP fault would make the Web Connector abort with QBWC1041–1045 and show its text to a bookkeeper.
 */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Operation, OperationName } from './operations';
import type { WebConnectorService } from './service';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** What goes into the answer's result element. */
export type Result = string | number | readonly string[];

type ResultOf<Name extends OperationName> = Awaited<ReturnType<WebConnectorService[Name]>>;

/** Why each is safe: */
export const safeAnswers: { readonly [Name in OperationName]: (reference: string) => ResultOf<Name> } = {
  // Shown in a log only.
  serverVersion: () => '',
  // '' lets the Web Connector go on; authenticate decides.
  clientVersion: () => '',
  // 'busy' = come back later. Not 'nvu' (the password may be right, and the user would be asked for it) and not
  // 'none' (it would read as "there was nothing to do"). No ticket: nothing may follow but closeConnection.
  authenticate: () => ['', 'busy'],
  // '' makes the Web Connector ask getLastError, show its sentence and close. Nothing was sent to QuickBooks.
  sendRequestXML: () => '',
  // Negative: getLastError, then close. Not 100, which would claim that the session went well.
  receiveResponseXML: () => -1,
  // Anything but 'done' would be taken for the path of a company file.
  connectionError: () => 'done',
  getLastError: (reference) =>
    `Tieout could not answer just now. The next update tries again; nothing needs to be done. (Reference ${reference})`,
  closeConnection: () => 'OK',
};

export interface Call {
  readonly operation: Operation;
  readonly values: ReadonlyMap<string, string>;
  readonly remoteAddress: string;
}

/** Answers a call; never throws. */
export async function answerSafely(
  service: WebConnectorService,
  call: Call,
  { log, callTimeoutMs }: { log: Log; callTimeoutMs: number },
): Promise<Result> {
  const { name } = call.operation;
  const reference = randomBytes(4).toString('hex');
  const started = performance.now();
  try {
    const result = await inTime(invoke(service, call), callTimeoutMs);
    assertShape(call.operation, result);
    log.debug({ operation: name, reference, ms: Math.round(performance.now() - started) }, 'answered');
    return result;
  } catch (err) {
    // The values stay out of the log: they hold passwords, tickets and the customer's books.
    log.error(
      { err, operation: name, reference, ms: Math.round(performance.now() - started) },
      'the service could not answer; the Web Connector got the safe answer',
    );
    return safeAnswers[name](reference);
  }
}

async function invoke(service: WebConnectorService, call: Call): Promise<Result> {
  const text = (name: string): string => call.values.get(name) ?? '';
  const whole = (name: string): number => {
    const value = text(name).trim();
    return /^[+-]?\d{1,9}$/.test(value) ? Number(value) : 0;
  };
  const ticket = text('ticket');
  switch (call.operation.name) {
    case 'serverVersion':
      return service.serverVersion();
    case 'clientVersion':
      return service.clientVersion({ strVersion: text('strVersion') });
    case 'authenticate':
      return service.authenticate({
        strUserName: text('strUserName'),
        strPassword: text('strPassword'),
        remoteAddress: call.remoteAddress,
      });
    case 'sendRequestXML':
      return service.sendRequestXML({
        ticket,
        strHCPResponse: text('strHCPResponse'),
        strCompanyFileName: text('strCompanyFileName'),
        qbXMLCountry: text('qbXMLCountry'),
        qbXMLMajorVers: whole('qbXMLMajorVers'),
        qbXMLMinorVers: whole('qbXMLMinorVers'),
      });
    case 'receiveResponseXML':
      return service.receiveResponseXML({
        ticket,
        response: text('response'),
        hresult: text('hresult'),
        message: text('message'),
      });
    case 'connectionError':
      return service.connectionError({ ticket, hresult: text('hresult'), message: text('message') });
    case 'getLastError':
      return service.getLastError({ ticket });
    case 'closeConnection':
      return service.closeConnection({ ticket });
  }
}

function assertShape(operation: Operation, result: Result): void {
  const { name } = operation;
  if (operation.result === 'strings') {
    const strings = Array.isArray(result) && result.every((each) => typeof each === 'string');
    if (!strings || result.length < 1 || result.length > 4)
      throw new Error(`${name} must answer one to four strings`);
  } else if (operation.result === 'int') {
    if (!Number.isInteger(result) || Math.abs(Number(result)) > 0x7fffffff)
      throw new Error(`${name} must answer a whole number`);
  } else if (typeof result !== 'string') {
    throw new Error(`${name} must answer a string`);
  }
}

async function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
    timer.unref(); // an answer that never comes must not keep the process
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined); // a late failure was already answered and logged
  }
}
