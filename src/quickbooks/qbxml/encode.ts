/**
 * Writes qbXML requests from the tables in `messages/`: elements in the compulsory order, every value checked,
 * because QuickBooks refuses a whole message set for one wrong element (HRESULT 0x80040400).
 *
 * Empty text: left out on an Add, "clear this field" on a Mod, refused in queries and deletes. An aggregate with
 * nothing inside is left out.
 */
import { wrapMessageSet } from './envelope';
import { QbxmlRefused } from './errors';
import { carriable, escapeText } from './escape';
import type { ChoicePart, ElementPart, Message, MessageKind, Part } from './grammar';
import { isScalar, namesOf } from './grammar';
import { messageNamed } from './messages';
import { openingTag } from './requestTag';
import type { QbxmlEnvelope, QbxmlObject, QbxmlRequest, QbxmlValue, QbxmlVersion } from './types';
import { isClearable, objectionTo } from './values';

/**
 * The requests of one message set without the envelope, which is written at hand-out. Pure ASCII.
 * @param version the session's negotiated version; a body must not be handed out under an older one
 * @throws QbxmlRefused for anything QuickBooks would refuse, before anything is sent
 */
export function encodeRequests(requests: readonly QbxmlRequest[], version: QbxmlVersion = '13.0'): string {
  const ids = new Set<string>();
  return requests
    .map((request) => {
      if (ids.has(request.requestID)) {
        throw refused(`${request.name}/@requestID`, 'two requests of one set share it', request.requestID);
      }
      ids.add(request.requestID);
      return encodeRequest(messageNamed(request.name), request, version);
    })
    .join('');
}

/** A whole message set. @throws QbxmlRefused */
export function encodeMessageSet(requests: readonly QbxmlRequest[], envelope: QbxmlEnvelope): string {
  return wrapMessageSet(encodeRequests(requests, envelope.version), envelope);
}

/** One request by its table. @throws QbxmlRefused */
export function encodeRequest(message: Message, request: QbxmlRequest, version: QbxmlVersion): string {
  const { name } = message;
  if (message.since !== undefined && isYounger(message.since, version)) {
    throw refused(name, `it exists from qbXML ${message.since} on and the session speaks ${version}`);
  }
  const inner = new Writer(message.kind, version).parts(message.body, request.body, name);
  return `${openingTag(message, request)}${inner}</${name}>`;
}

/** In a mix each turn holds one of the alternatives, so that an element stands as often as it is chosen. */
const anyNumber = (part: Part): Part => (part.kind === 'element' ? { ...part, min: 0, max: Infinity } : part);

const refused = (path: string, because: string, value?: string): QbxmlRefused =>
  new QbxmlRefused({ path, value, because });

const isYounger = (since: QbxmlVersion, version: QbxmlVersion): boolean => Number(since) > Number(version);

/** Walks a table and an object side by side. `path` is where in the request, for the error. */
class Writer {
  readonly #kind: MessageKind;
  readonly #version: QbxmlVersion;

  constructor(kind: MessageKind, version: QbxmlVersion) {
    this.#kind = kind;
    this.#version = version;
  }

  /** The children of one aggregate, in the order of the table. */
  parts(parts: readonly Part[], object: QbxmlObject, path: string): string {
    this.#refuseStrangers(parts, object, path);
    return this.#inOrder(parts, object, path);
  }

  #inOrder(parts: readonly Part[], object: QbxmlObject, path: string): string {
    let written = '';
    for (const part of parts) {
      if (part.kind === 'element') written += this.#element(part, object[part.name], `${path}/${part.name}`);
      else if (part.kind === 'choice') written += this.#choice(part, object, path);
    }
    return written;
  }

  #element(part: ElementPart, value: QbxmlValue | undefined, path: string): string {
    const given = value === undefined ? [] : isList(value) ? value : [value];
    if (isList(value) && given.length === 0 && this.#kind === 'query') {
      throw refused(path, 'an empty list in a query would ask for everything');
    }
    const values = given.filter((one) => this.#isPresent(one));
    if (values.length === 0) {
      if (part.min === 1) throw refused(path, 'it is required');
      return '';
    }
    if (part.since !== undefined && isYounger(part.since, this.#version)) {
      throw refused(path, `it exists from qbXML ${part.since} on and the session speaks ${this.#version}`);
    }
    if (values.length > part.max) {
      throw refused(path, `it may stand ${part.max} times at most and stands ${values.length} times`);
    }
    return values.map((one) => this.#one(part, one, path)).join('');
  }

  #one(part: ElementPart, value: string | QbxmlObject, path: string): string {
    const { name, content } = part;
    if (!isScalar(content)) {
      if (!isAggregate(value)) throw refused(path, 'it holds elements, not text', String(value));
      return `<${name}>${this.parts(content, value, path)}</${name}>`;
    }
    if (typeof value !== 'string') throw refused(path, 'it holds text, not elements');
    const text = carriable(value);
    if (text === '') {
      if (this.#kind !== 'mod') throw refused(path, 'it is empty', value);
      if (part.min === 1) throw refused(path, 'it is required', value);
      if (!isClearable(content)) throw refused(path, 'QuickBooks cannot clear this field', value);
    } else {
      const objection = objectionTo(content, text);
      if (objection !== undefined) throw refused(path, objection, value);
    }
    return `<${name}>${escapeText(text)}</${name}>`;
  }

  #choice(part: ChoicePart, object: QbxmlObject, path: string): string {
    const present = namesOf([part]).filter((name) => this.#isGiven(object[name]));
    if (present.length === 0) {
      if (part.min === 0) return '';
      throw refused(path, `one of ${namesOf([part]).join(', ')} is required`);
    }
    if (part.repeats)
      return part.alternatives.map((one) => this.#inOrder(one.map(anyNumber), object, path)).join('');
    const taken = part.alternatives.find((alternative) => {
      const names = namesOf(alternative);
      return present.every((name) => names.includes(name));
    });
    if (taken === undefined) throw refused(path, `${present.join(' and ')} exclude one another`);
    return this.#inOrder(taken, object, path);
  }

  #refuseStrangers(parts: readonly Part[], object: QbxmlObject, path: string): void {
    const known = new Set(namesOf(parts));
    for (const name of Object.keys(object)) {
      if (object[name] === undefined || known.has(name)) continue;
      const because = parts.find((part) => part.kind === 'refused' && part.names.includes(name));
      throw refused(
        `${path}/${name}`,
        because?.kind === 'refused' ? because.because : 'qbXML has no such element here',
      );
    }
  }

  /** Whether something was said, which in a query includes an empty list: `#element` refuses it. */
  #isGiven(value: QbxmlValue | undefined): boolean {
    if (value === undefined) return false;
    if (isList(value)) return this.#kind === 'query' || value.some((one) => this.#isPresent(one));
    return this.#isPresent(value);
  }

  #isPresent(value: string | QbxmlObject): boolean {
    if (typeof value === 'string') return this.#kind !== 'add' || carriable(value) !== '';
    // Rows come back from JSON: a number or null there must be refused below, never dropped.
    if (!isAggregate(value)) return true;
    return Object.values(value).some((one) => this.#isGiven(one));
  }
}

const isList = (value: QbxmlValue | undefined): value is readonly (string | QbxmlObject)[] =>
  Array.isArray(value);

const isAggregate = (value: unknown): value is QbxmlObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
