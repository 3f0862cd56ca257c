import { branch, type XmlElement } from '../language/xmlTree';
import { writeDocument } from '../language/writeXml';
import type { Reply } from './requestContext';
import { severityOf, STATUS_OK, type StatusError } from './status';

/** The element that answers one request. */
export function answerElement(request: XmlElement, reply: Reply, includeResponseData: boolean): XmlElement {
  const { code, message } = reply.status ?? STATUS_OK;
  return answer(request, code, message, reply.attributes ?? {}, includeResponseData ? reply.rets : []);
}

/** The element that answers a request that failed. */
export function failureElement(request: XmlElement, error: StatusError): XmlElement {
  return answer(request, error.code, error.message, {}, []);
}

/** The whole answer document. */
export function answerDocument(
  answers: readonly XmlElement[],
  newMessageSetID: string | undefined,
  messageSetStatusCode: number | undefined,
): string {
  const attributes = {
    ...(newMessageSetID === undefined ? {} : { newMessageSetID }),
    ...(messageSetStatusCode === undefined ? {} : { messageSetStatusCode: String(messageSetStatusCode) }),
  };
  return writeDocument(branch('QBXML', [branch('QBXMLMsgsRs', answers, attributes)]));
}

function answer(
  request: XmlElement,
  code: number,
  message: string,
  attributes: Readonly<Record<string, string>>,
  rets: readonly XmlElement[],
): XmlElement {
  const { requestID } = request.attributes;
  return branch(request.name.replace(/Rq$/, 'Rs'), rets, {
    ...(requestID === undefined ? {} : { requestID }),
    statusCode: String(code),
    statusSeverity: severityOf(code),
    statusMessage: message,
    ...attributes,
  });
}
