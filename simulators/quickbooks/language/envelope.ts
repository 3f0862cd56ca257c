import { ParserRefusal } from './refusal';
import { readXml, type XmlDocument } from './readXml';
import { QBXML_VERSIONS, isNewer } from './versions';
import type { XmlElement } from './xmlTree';

export type OnError = 'stopOnError' | 'continueOnError' | 'rollbackOnError';
const ON_ERROR: readonly string[] = ['stopOnError', 'continueOnError', 'rollbackOnError'];
const SET_ATTRIBUTES = ['oldMessageSetID', 'newMessageSetID', 'responseData', 'onError'];

/** A message set as it came, its requests not yet looked into. */
export interface MessageSet {
  readonly version: string;
  readonly onError: OnError;
  readonly includeResponseData: boolean;
  readonly newMessageSetID: string | undefined;
  readonly oldMessageSetID: string | undefined;
  readonly requests: readonly XmlElement[];
}

/**
 * Reads the envelope: the qbxml version instruction, QBXML, one QBXMLMsgsRq with onError (qbxml.md §1).
 * Throws ParserRefusal.
 */
export function readEnvelope(text: string, highestVersion: string): MessageSet {
  const document = readXml(text);
  const version = readVersion(document, highestVersion);
  const set = onlyMessageSet(document.root);

  for (const name of Object.keys(set.attributes)) {
    if (!SET_ATTRIBUTES.includes(name))
      throw new ParserRefusal(`Attribute ${name} is not allowed on QBXMLMsgsRq.`);
  }
  const { onError, responseData = 'includeAll' } = set.attributes;
  if (onError === undefined)
    throw new ParserRefusal('QBXMLMsgsRq: the required attribute onError is missing.');
  if (!ON_ERROR.includes(onError)) throw new ParserRefusal(`onError="${onError}" is not allowed.`);
  if (responseData !== 'includeAll' && responseData !== 'includeNone') {
    throw new ParserRefusal(`responseData="${responseData}" is not allowed.`);
  }
  if (set.text.trim() !== '') throw new ParserRefusal('Text is not allowed inside QBXMLMsgsRq.');

  return {
    version,
    onError: onError as OnError,
    includeResponseData: responseData === 'includeAll',
    newMessageSetID: set.attributes.newMessageSetID,
    oldMessageSetID: set.attributes.oldMessageSetID,
    requests: set.children,
  };
}

function readVersion(document: XmlDocument, highestVersion: string): string {
  const found = document.instructions.filter(({ target }) => target === 'qbxml');
  const version = /^version\s*=\s*["']([^"']*)["']\s*$/.exec(found[0]?.body.trim() ?? '')?.[1];
  if (found.length !== 1 || version === undefined) {
    throw new ParserRefusal('The qbxml version instruction is missing or malformed.');
  }
  const known: readonly string[] = QBXML_VERSIONS;
  if (!known.includes(version) || isNewer(version, highestVersion)) {
    throw new ParserRefusal(
      `qbXML ${version} is not supported by this QuickBooks (up to ${highestVersion}).`,
    );
  }
  return version;
}

function onlyMessageSet(root: XmlElement): XmlElement {
  if (root.name !== 'QBXML') throw new ParserRefusal(`The root must be QBXML, not ${root.name}.`);
  const [set, second] = root.children;
  if (!set || second || set.name !== 'QBXMLMsgsRq') {
    throw new ParserRefusal('QBXML must hold exactly one QBXMLMsgsRq.');
  }
  return set;
}
