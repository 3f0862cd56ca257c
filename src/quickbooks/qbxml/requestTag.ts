/** The opening tag of a request: its id and the attributes of a query, checked. */
import { QbxmlRefused } from './errors';
import { escapeText } from './escape';
import type { Message } from './grammar';
import type { QbxmlRequest, QbxmlRequestAttributes } from './types';

/** qbXML 1060: a requestID of more than 50 characters is refused. */
const REQUEST_ID = /^[\u0020-\u007E]{1,50}$/;
const ITERATOR_ID = /^[\u0021-\u007E]{1,50}$/;

/**
 * @throws QbxmlRefused when the query has no such attribute, or the iterator's rules are broken: Start and Continue
 * need MaxReturned (which the tables make exclude ids and names), Continue and Stop need the iterator's id
 */
export function openingTag(message: Message, request: QbxmlRequest): string {
  const { name } = message;
  const attributes = request.attributes ?? {};
  const refuse = (attribute: string, because: string, value?: string): never => {
    throw new QbxmlRefused({ path: `${name}/@${attribute}`, value, because });
  };

  if (!REQUEST_ID.test(request.requestID)) {
    refuse('requestID', 'it must have 1 to 50 printable ASCII characters', request.requestID);
  }
  if (attributes.metaData !== undefined && !message.metaData) {
    refuse('metaData', 'this request has no meta data');
  }
  const objection = iteratorObjection(message, attributes, request.body['MaxReturned'] !== undefined);
  if (objection !== undefined) refuse('iterator', objection, attributes.iterator);

  return (
    `<${name} requestID="${escapeText(request.requestID)}"` +
    written('metaData', attributes.metaData) +
    written('iterator', attributes.iterator) +
    written('iteratorID', attributes.iteratorID) +
    '>'
  );
}

function iteratorObjection(
  message: Message,
  { iterator, iteratorID, metaData }: QbxmlRequestAttributes,
  hasMaxReturned: boolean,
): string | undefined {
  if (iterator === undefined) {
    return iteratorID === undefined ? undefined : 'an iterator id stands without iterator';
  }
  if (!message.iterator) return 'this request has no iterator';
  if (metaData === 'MetaDataOnly') return 'a count cannot be iterated';
  if (iterator !== 'Stop' && !hasMaxReturned) return 'an iterator needs MaxReturned';
  if (iterator === 'Start') {
    return iteratorID === undefined ? undefined : 'a new iterator cannot have an id yet';
  }
  return iteratorID !== undefined && ITERATOR_ID.test(iteratorID)
    ? undefined
    : 'to go on or stop, the id of the iterator is needed';
}

const written = (attribute: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${attribute}="${escapeText(value)}"`;
