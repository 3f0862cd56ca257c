import { findChild, parseXml, XmlFailure, type XmlElement } from './xmlTree';
import { SERVICE_NAMESPACE } from './soapEnvelope';

/** The call did not bring back what the .NET proxy could read; it surfaces as QBWC1041 and its neighbours. */
export class SoapFailure extends Error {}

/** An answer as it came over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * Finds `METHODResult` in an answer. Undefined when it is missing, which .NET's serializer reads as null or 0.
 * Throws on whatever makes the proxy throw: a fault, a page that is not text/xml, text before the declaration.
 */
export function readSoapAnswer(method: string, answer: HttpAnswer): XmlElement | undefined {
  const isXml = answer.contentType.toLowerCase().split(';')[0]?.trim() === 'text/xml';
  if (answer.status !== 200 && !(answer.status === 500 && isXml)) {
    throw new SoapFailure(`The request failed with HTTP status ${answer.status}: ${answer.statusText}.`);
  }
  if (!isXml) {
    throw new SoapFailure(
      `Client found response content type of '${answer.contentType}', but expected 'text/xml'. ` +
        `The request failed with the message: ${answer.body.toString('utf8', 0, 200)}`,
    );
  }
  if (answer.body.length === 0) throw new SoapFailure('The request failed with an empty response.');
  const body = soapBody(decodeUtf8(answer.body));
  const fault = findChild(body, 'Fault');
  if (fault)
    throw new SoapFailure(`SOAP fault: ${findChild(fault, 'faultstring')?.text ?? 'without a text'}`);
  if (answer.status !== 200) throw new SoapFailure('The request failed with HTTP status 500.');
  const response = body.children.find(
    (child) => child.local === `${method}Response` && child.uri === SERVICE_NAMESPACE,
  );
  return response?.children.find(
    (child) => child.local === `${method}Result` && ['', SERVICE_NAMESPACE].includes(child.uri),
  );
}

/** `ArrayOfString`: only children in the service's own namespace count; a WCF array reads as empty. */
export function stringArray(result: XmlElement | undefined): string[] {
  if (!result) return [];
  return result.children
    .filter((child) => child.local === 'string' && ['', SERVICE_NAMESPACE].includes(child.uri))
    .map((child) => child.text);
}

/** An `xsd:int`. A missing one is 0, as the serializer's default; anything else that is no integer throws. */
export function integer(result: XmlElement | undefined): number {
  if (!result) return 0;
  const text = result.text.trim();
  if (!/^[+-]?\d+$/.test(text)) throw new SoapFailure(`Input string was not in a correct format: "${text}"`);
  return Number(text);
}

function soapBody(text: string): XmlElement {
  try {
    const envelope = parseXml(text);
    const body = envelope.local === 'Envelope' ? findChild(envelope, 'Body') : undefined;
    if (!body) throw new SoapFailure('Response is not a valid SOAP envelope.');
    return body;
  } catch (error) {
    if (error instanceof XmlFailure)
      throw new SoapFailure(`Response is not well-formed XML. ${error.message}`);
    throw error;
  }
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SoapFailure('Response is not well-formed XML. Invalid character in the given encoding.');
  }
}
