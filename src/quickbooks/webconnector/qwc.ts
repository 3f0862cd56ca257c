/**
 * Writes the `.qwc` file with which a customer adds Tieout to the Web Connector, and refuses what the Web
 * Connector would refuse later with a number (reference/qbwc.md §9 and its QBWC codes, Programmer's Guide).
 */
import { isIP } from 'node:net';
import { escapeXml } from './escapeXml';

export interface QwcSettings {
  /** Shown to the user and passed to QuickBooks; changing it later breaks the access that was granted. */
  readonly appName: string;
  /** The service's address, https except on the local machine. */
  readonly appUrl: string;
  /** On the same host; the Web Connector fetches it when the application is added. */
  readonly supportUrl: string;
  readonly description: string;
  readonly userName: string;
  /** One per application, for ever. */
  readonly ownerID: string;
  /** One per company; stamped into the company file at the first update. */
  readonly fileID: string;
  readonly runEveryMinutes: number;
  readonly certUrl?: string;
  readonly isReadOnly?: boolean;
  readonly personalData: 'notNeeded' | 'optional' | 'required';
  readonly unattended: 'optional' | 'required';
}

/** A setting that the Web Connector would not take. */
export class QwcRefused extends Error {
  override readonly name = 'QwcRefused';
}

const PERSONAL_DATA = {
  notNeeded: 'pdpNotNeeded',
  optional: 'pdpOptional',
  required: 'pdpRequired',
} as const;
const UNATTENDED = { optional: 'umpOptional', required: 'umpRequired' } as const;

const LONGEST_DESCRIPTION = 80;
const LONGEST_INTERVAL_MINUTES = 7 * 24 * 60;

/** The file's text: XML in ASCII with Windows line ends. */
export function writeQwc(settings: QwcSettings): string {
  const app = checkedUrl('AppURL', settings.appUrl);
  onHostOf(app, 'AppSupport', settings.supportUrl);
  if (settings.certUrl !== undefined) onHostOf(app, 'CertURL', settings.certUrl);
  const fileID = bracedGuid('FileID', settings.fileID);
  if (settings.description.length > LONGEST_DESCRIPTION)
    throw new QwcRefused(`AppDescription has more than ${LONGEST_DESCRIPTION} characters.`);
  if (
    !Number.isInteger(settings.runEveryMinutes) ||
    settings.runEveryMinutes < 1 ||
    settings.runEveryMinutes > LONGEST_INTERVAL_MINUTES
  )
    throw new QwcRefused(
      `The interval of ${settings.runEveryMinutes} minutes is not a whole number from 1 to ${LONGEST_INTERVAL_MINUTES}.`,
    );

  const lines = [
    element('AppName', required('AppName', settings.appName)),
    '<AppID></AppID>',
    element('AppURL', settings.appUrl),
    element('AppDescription', required('AppDescription', settings.description)),
    element('AppSupport', settings.supportUrl),
    // Replaces this company's entry when the file is opened again, and no other company's on the same PC.
    element('AppUniqueName', `${settings.appName} ${fileID.slice(1, 9)}`),
    ...(settings.certUrl === undefined ? [] : [element('CertURL', settings.certUrl)]),
    element('UserName', required('UserName', settings.userName)),
    element('OwnerID', bracedGuid('OwnerID', settings.ownerID)),
    element('FileID', fileID),
    element('QBType', 'QBFS'),
    element('PersonalDataPref', PERSONAL_DATA[settings.personalData]),
    element('UnattendedModePref', UNATTENDED[settings.unattended]),
    ...(settings.isReadOnly === undefined ? [] : [element('IsReadOnly', String(settings.isReadOnly))]),
    '<Scheduler>',
    `  ${element('RunEveryNMinutes', String(settings.runEveryMinutes))}`,
    '</Scheduler>',
  ];
  return ['<?xml version="1.0"?>', '<QBWCXML>', ...lines.map((line) => `  ${line}`), '</QBWCXML>', ''].join(
    '\r\n',
  );
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function required(name: string, text: string): string {
  if (text.trim() === '')
    throw new QwcRefused(`${name} is empty; the Web Connector would refuse the file (QBWC1039).`);
  return text;
}

function bracedGuid(name: string, text: string): string {
  const guid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(text.trim())?.[1];
  if (guid === undefined) throw new QwcRefused(`${name} is not a GUID: ${text}`);
  return `{${guid.toLowerCase()}}`;
}

/** An address that the Web Connector takes. @throws QwcRefused */
export function checkedUrl(name: string, text: string): URL {
  if (!URL.canParse(text)) throw new QwcRefused(`${name} is not a URL: ${text}`);
  const url = new URL(text);
  const isLocal = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    throw new QwcRefused(
      `${name} has to begin with https, except on localhost (QBWC1010, QBWC1051): ${text}`,
    );
  if (isIP(unbracketed(url.hostname)) !== 0 && !isLocal)
    throw new QwcRefused(`${name} has to have a name, not an IP address (QBWC1001, QBWC1002): ${text}`);
  if (url.username !== '' || url.password !== '')
    throw new QwcRefused(`${name} must not contain a user name or a password.`);
  return url;
}

function onHostOf(app: URL, name: string, text: string): void {
  if (checkedUrl(name, text).hostname !== app.hostname)
    throw new QwcRefused(`${name} has to be on the same host as AppURL, ${app.hostname} (QBWC1000): ${text}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
