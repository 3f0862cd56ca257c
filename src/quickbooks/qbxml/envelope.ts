/** What surrounds the requests of one message set. Written at hand-out, when the session's version is known. */
import { QbxmlRefused } from './errors';
import { escapeText } from './escape';
import type { QbxmlEnvelope } from './types';

/** qbXML 9004: sources say 23 or 24 characters; the shorter holds. */
const MESSAGE_SET_ID = /^[\u0021-\u007E]{1,23}$/;
// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007F]*$/;

/**
 * The complete document. An empty `inner` is legal: with old = new = an id it asks QuickBooks for the stored
 * answer and executes nothing; with only an old id it lets QuickBooks forget that answer.
 * @param inner what `encodeRequests` returned
 * @throws QbxmlRefused for a message set id QuickBooks would not keep, or text that did not come from the encoder
 */
export function wrapMessageSet(inner: string, envelope: QbxmlEnvelope): string {
  if (!ASCII.test(inner)) {
    throw new QbxmlRefused({ path: 'QBXMLMsgsRq', because: 'the requests are not pure ASCII' });
  }
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n' +
    `<?qbxml version="${envelope.version}"?>\n` +
    `<QBXML><QBXMLMsgsRq${attribute('newMessageSetID', envelope.newMessageSetID)}` +
    attribute('oldMessageSetID', envelope.oldMessageSetID) +
    (envelope.responseData === undefined ? '' : ` responseData="${envelope.responseData}"`) +
    ` onError="${envelope.onError}">${inner}</QBXMLMsgsRq></QBXML>`
  );
}

function attribute(name: string, messageSetID: string | undefined): string {
  if (messageSetID === undefined) return '';
  if (!MESSAGE_SET_ID.test(messageSetID)) {
    throw new QbxmlRefused({
      path: `QBXMLMsgsRq/@${name}`,
      value: messageSetID,
      because: 'a message set id has 1 to 23 printable ASCII characters',
    });
  }
  return ` ${name}="${escapeText(messageSetID)}"`;
}
