import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { parseXml, childText, findChild, XmlFailure } from './xmlTree';

/** Text encodings of a SOAP call that a .qwc may ask for (Programmer's Guide ch. 4). */
export type SoapStyle = 'Document' | 'DocWrapped' | 'RPC';

/** What the Web Connector keeps of a `.qwc` once the application has been added. */
export interface QwcFile {
  readonly appName: string;
  readonly appID: string;
  readonly appUrl: URL;
  readonly appDescription: string;
  readonly appSupport: URL;
  readonly certUrl: URL | undefined;
  readonly userName: string;
  readonly ownerID: string;
  readonly fileID: string;
  readonly style: SoapStyle;
  readonly isReadOnly: boolean;
  readonly personalDataPref: string;
  readonly unattendedModePref: string;
  readonly runEverySeconds: number | undefined;
}

/** A numbered Web Connector error, worded for its log. */
export class WebConnectorError extends Error {
  constructor(
    readonly code: `QBWC${number}`,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'WebConnectorError';
  }
}

const COMPULSORY = ['AppName', 'AppURL', 'AppDescription', 'AppSupport', 'UserName', 'OwnerID', 'FileID'];
const BRACED_GUID = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;
const DESCRIPTION_MAX = 80;

/** Reads a `.qwc` file from disk. Throws a `WebConnectorError` when the Web Connector would refuse to add it. */
export function readQwcFile(path: string): QwcFile {
  return parseQwc(readFileSync(path, 'utf8'));
}

/** The checks of the Web Connector when an application is added (Programmer's Guide ch. 4, QBWC1000-1039). */
export function parseQwc(text: string): QwcFile {
  const root = parseRoot(text);
  const value = (name: string): string => childText(root, name).trim();

  const missing = COMPULSORY.filter((name) => value(name) === '');
  if (!findChild(root, 'AppID')) missing.push('AppID');
  if (missing.length > 0) throw addingFailed(`missing ${missing.join(', ')}`);
  if (value('AppDescription').length > DESCRIPTION_MAX) throw addingFailed('AppDescription is too long');
  for (const name of ['OwnerID', 'FileID']) {
    if (!BRACED_GUID.test(value(name))) throw addingFailed(`${name} is not a GUID in braces`);
  }
  oneOf(value('QBType'), ['QBFS', 'QBPOS'], 'QBType');

  const appUrl = secureUrl(value('AppURL'), 'AppURL', 'QBWC1001', 'QBWC1010');
  const appSupport = secureUrl(value('AppSupport'), 'AppSupport', 'QBWC1002', 'QBWC1051');
  if (domainOf(appUrl) !== domainOf(appSupport)) {
    throw new WebConnectorError('QBWC1000', 'AppURL and AppSupport are not of the same domain');
  }
  const certUrl =
    value('CertURL') === '' ? undefined : secureUrl(value('CertURL'), 'CertURL', 'QBWC1002', 'QBWC1051');
  if (certUrl && certUrl.hostname !== appUrl.hostname) throw addingFailed('CertURL is on another host');

  return Object.freeze({
    appName: value('AppName'),
    appID: value('AppID'),
    appUrl,
    appDescription: value('AppDescription'),
    appSupport,
    certUrl,
    userName: value('UserName'),
    ownerID: value('OwnerID'),
    fileID: value('FileID'),
    style: oneOf(value('Style') || 'Document', ['Document', 'DocWrapped', 'RPC'], 'Style'),
    isReadOnly:
      oneOf(value('IsReadOnly').toLowerCase() || 'false', ['true', 'false'], 'IsReadOnly') === 'true',
    personalDataPref: value('PersonalDataPref'),
    unattendedModePref: value('UnattendedModePref'),
    runEverySeconds: scheduleOf(root),
  });
}

function parseRoot(text: string): ReturnType<typeof parseXml> {
  try {
    const root = parseXml(text.replace(/^\uFEFF/, ''));
    if (root.local !== 'QBWCXML') throw addingFailed('the root element is not QBWCXML');
    return root;
  } catch (error) {
    if (error instanceof XmlFailure) throw addingFailed(error.message);
    throw error;
  }
}

/** https everywhere but on this machine, and names instead of addresses (QBWC1001/1002/1010/1051). */
function secureUrl(text: string, name: string, ipCode: `QBWC${number}`, plainCode: `QBWC${number}`): URL {
  if (!URL.canParse(text)) throw addingFailed(`${name} is not a URL`);
  const url = new URL(text);
  if (isIP(url.hostname.replace(/[[\]]/g, '')) !== 0) {
    throw new WebConnectorError(ipCode, `${name} uses an IP address instead of a name`);
  }
  const isOwnMachine = ['localhost', hostname().toLowerCase()].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isOwnMachine)) return url;
  throw new WebConnectorError(plainCode, `${name} must be https, or http to this machine`);
}

/** `RunEveryNMinutes` or `RunEveryNSeconds`: the first one present wins. */
function scheduleOf(root: ReturnType<typeof parseXml>): number | undefined {
  const first = findChild(root, 'Scheduler')?.children.find((child) => child.local.startsWith('RunEveryN'));
  if (!first) return undefined;
  const count = Number(first.text.trim());
  if (!Number.isInteger(count) || count <= 0) throw addingFailed('Scheduler is not a positive number');
  return first.local === 'RunEveryNMinutes' ? count * 60 : count;
}

function domainOf(url: URL): string {
  return url.hostname.split('.').slice(-2).join('.');
}

function oneOf<const T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((word) => word === value);
  if (!found) throw addingFailed(`${name} is "${value}"`);
  return found;
}

function addingFailed(why: string): WebConnectorError {
  return new WebConnectorError('QBWC1039', `There was a problem adding the application: ${why}`);
}
