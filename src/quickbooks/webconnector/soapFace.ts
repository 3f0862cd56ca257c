/**
 * The `soap` library behind our reader: it serves our WSDL, binds the call to an operation and writes the
 * answer. It is handed a small canonical envelope in which every value is left out, because its parser would
 * hold the event loop for most of a second on a 4 MB answer (measured: 0.8 s for 6 MB on the wire; our reader
 * takes slices of milliseconds) and because then nothing in it depends on a stranger's prefixes, headers or references.
 * The values themselves travel beside it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import * as soap from 'soap';
import type { SoapVersion } from './envelope';
import { escapeXml, onlyXmlCharacters } from './escapeXml';
import { INTUIT_NAMESPACE, operations, type Operation } from './operations';
import type { Result } from './safeAnswers';
import { WSDL_PORTS, WSDL_SERVICE } from './wsdl';

const SOAP_NAMESPACES: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};
const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';

export interface SoapAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface SoapFace {
  /** Calls `answer` and wraps its result for this operation. */
  respond(version: SoapVersion, operation: Operation, answer: () => Promise<Result>): Promise<SoapAnswer>;
}

export async function createSoapFace(wsdl: string): Promise<SoapFace> {
  /** The call that the library is carrying at the moment. */
  const carried = new AsyncLocalStorage<() => Promise<Result>>();
  const methods: Record<string, () => Promise<unknown>> = {};
  for (const { name } of operations.values()) {
    methods[name] = async () => {
      const answer = carried.getStore();
      if (!answer) throw new Error(`${name} was called outside of a request`);
      return { [`${name}Result`]: toWire(await answer()) };
    };
  }
  const services = { [WSDL_SERVICE]: Object.fromEntries(WSDL_PORTS.map((port) => [port, methods])) };
  const [soap11, soap12] = await Promise.all([serve(wsdl, services, false), serve(wsdl, services, true)]);
  return {
    async respond(version, operation, answer) {
      const library = version === '1.2' ? soap12 : soap11;
      const { body, statusCode } = await carried.run(answer, () =>
        library.processRequest(canonicalCall(operation), { headers: {} }),
      );
      if (statusCode !== 200) throw new Error(`the soap library answered ${statusCode} to ${operation.name}`);
      return { status: 200, contentType: contentType(version), body };
    },
  };
}

function serve(wsdl: string, services: soap.IServices, soap12: boolean): Promise<soap.Server> {
  return new Promise((resolve, reject) => {
    const server = soap.listen(null, {
      path: '/qbwc',
      xml: wsdl,
      services,
      forceSoap12Headers: soap12,
      suppressStack: true,
      callback: (error: unknown) => {
        if (error) reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
        else resolve(server);
      },
    });
  });
}

function canonicalCall(operation: Operation): string {
  return (
    `${DECLARATION}<soap:Envelope xmlns:soap="${SOAP_NAMESPACES['1.1']}"><soap:Body>` +
    `<${operation.name} xmlns="${INTUIT_NAMESPACE}"/></soap:Body></soap:Envelope>`
  );
}

function toWire(result: Result): unknown {
  if (typeof result === 'number') return result;
  return typeof result === 'string' ? textToWire(result) : { string: result.map(textToWire) };
}

/** The library escapes, except text that looks like a CDATA section, which it would pass through as it is. */
function textToWire(text: string): string {
  const clean = onlyXmlCharacters(text);
  return clean.startsWith('<![CDATA[') ? ` ${clean}` : clean;
}

/** Only for what the protocol has no answer to: an operation that does not exist. */
export function fault(version: SoapVersion, sentence: string): SoapAnswer {
  const text = escapeXml(sentence);
  const content =
    version === '1.1'
      ? `<faultcode>soap:Client</faultcode><faultstring>${text}</faultstring>`
      : `<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>` +
        `<soap:Reason><soap:Text xml:lang="en">${text}</soap:Text></soap:Reason>`;
  return {
    status: 500,
    contentType: contentType(version),
    body:
      `${DECLARATION}<soap:Envelope xmlns:soap="${SOAP_NAMESPACES[version]}"><soap:Body>` +
      `<soap:Fault>${content}</soap:Fault></soap:Body></soap:Envelope>`,
  };
}

function contentType(version: SoapVersion): string {
  return version === '1.1' ? 'text/xml; charset=utf-8' : 'application/soap+xml; charset=utf-8';
}
