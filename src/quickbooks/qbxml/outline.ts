/** The attributes of an answer and of each response in it. Any of them may be missing. */
import type { QbxmlAnswerHeader, QbxmlResponseOutline } from './types';

type Attributes = Readonly<Record<string, string>>;

/** Of `QBXMLMsgsRs`. */
export function headerOf({ messageSetStatusCode, newMessageSetID }: Attributes): QbxmlAnswerHeader {
  return {
    ...(messageSetStatusCode !== undefined && { messageSetStatusCode: messageSetStatusCode.trim() }),
    ...(newMessageSetID !== undefined && { newMessageSetID }),
  };
}

/** Of one `…Rs`. A missing status code is `-1`, which counts as an error: nothing is known then. */
export function outlineOf(name: string, attributes: Attributes): QbxmlResponseOutline {
  const retCount = wholeNumber(attributes['retCount']);
  const remaining = wholeNumber(attributes['iteratorRemainingCount']);
  const iteratorID = attributes['iteratorID'];
  return {
    name,
    requestID: attributes['requestID'] ?? '',
    statusCode: wholeNumber(attributes['statusCode']) ?? -1,
    statusSeverity: attributes['statusSeverity'] ?? '',
    statusMessage: attributes['statusMessage'] ?? '',
    ...(retCount !== undefined && { retCount }),
    ...(iteratorID !== undefined && iteratorID !== '' && { iteratorID }),
    ...(remaining !== undefined && { iteratorRemainingCount: remaining }),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}
