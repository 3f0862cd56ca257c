import { MESSAGES } from '../definitions/messages';
import type { MessageDefinition } from '../definitions/messageDefinition';
import { isKnownElsewhere, wouldWrite } from '../definitions/unsupportedMessages';
import { readEnvelope, type MessageSet } from '../language/envelope';
import { ParserRefusal } from '../language/refusal';
import { validateChildren } from '../language/validate';
import type { XmlElement } from '../language/xmlTree';
import { refused } from './status';

const META_DATA = ['NoMetaData', 'MetaDataOnly', 'MetaDataAndResponseData'];
const ITERATOR = ['Start', 'Continue', 'Stop'];

/** A request that passed the parser, with what will answer it. */
export interface ReadyRequest {
  readonly element: XmlElement;
  readonly message: MessageDefinition;
}

export interface ReadySet extends MessageSet {
  readonly ready: readonly ReadyRequest[];
  /** Whether any request of it may change the company file. */
  readonly writes: boolean;
}

/** The parser: reads a whole message set before any of it runs. Throws ParserRefusal. */
export function readMessageSet(text: string, highestVersion: string): ReadySet {
  const set = readEnvelope(text, highestVersion);
  const ready = set.requests.map((element) => ({ element, message: readRequest(element, set.version) }));
  return { ...set, ready, writes: ready.some(({ message }) => message.writes) };
}

function readRequest(element: XmlElement, version: string): MessageDefinition {
  const message = MESSAGES.get(element.name);
  if (!message) {
    if (!isKnownElsewhere(element.name)) {
      throw new ParserRefusal(`${element.name} is not expected inside QBXMLMsgsRq.`);
    }
    return notSimulated(element.name);
  }
  checkAttributes(element, message);
  if (element.text.trim() !== '') throw new ParserRefusal(`Text is not allowed inside ${element.name}.`);
  validateChildren(element, message.model, version);
  return message;
}

function checkAttributes(element: XmlElement, message: MessageDefinition): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    const isAllowed =
      name === 'requestID' ||
      (name === 'metaData' && message.takesMetaData && META_DATA.includes(value)) ||
      (name === 'iterator' && message.takesIterator && ITERATOR.includes(value)) ||
      (name === 'iteratorID' && message.takesIterator);
    if (!isAllowed)
      throw new ParserRefusal(`Attribute ${name}="${value}" is not allowed on ${element.name}.`);
  }
}

function notSimulated(name: string): MessageDefinition {
  return {
    name,
    model: [],
    takesMetaData: false,
    takesIterator: false,
    writes: wouldWrite(name),
    run: () => {
      throw refused.notSimulated(name);
    },
  };
}
