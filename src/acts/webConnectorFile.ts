import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Company } from '../ledger/companies';
import { writeQwc } from '../quickbooks/webconnector/qwc';
import { exitCode, Problem } from '../words/problem';
import { pollEveryMinutes } from '../words/webConnectorCalls';

/** The `.qwc` file of a company, and the names in it. */

/** Shown in the Web Connector and granted in QuickBooks: changing either breaks every connection there is. */
const applicationName = 'Tieout';
/** One for the application, for ever: QuickBooks keeps what it stamps into company files under it. */
export const applicationOwnerId = '7d1c9f1e-52a4-4d6b-9a3e-6b0f3c1f84d2';

export type QwcCompany = Pick<Company, 'name' | 'webConnectorUser' | 'ownerId' | 'fileId'>;

/** @throws QwcRefused when the Web Connector would not take that address. */
export function qwcText(company: QwcCompany, gatewayUrl: string): string {
  const url = reachableUrl(gatewayUrl);
  return writeQwc({
    appName: applicationName,
    appUrl: `${url}/qbwc`,
    supportUrl: `${url}/support`,
    ...(url.startsWith('https:') ? { certUrl: `${url}/certificate` } : {}),
    description: `Keeps ${company.name} and Bill.com in agreement`.slice(0, 80),
    userName: company.webConnectorUser,
    ownerID: company.ownerId,
    fileID: company.fileId,
    runEveryMinutes: pollEveryMinutes,
    personalData: 'notNeeded',
    unattended: 'optional',
  });
}

/** The Web Connector takes plain HTTP only for the word localhost, not for its address (QBWC1001). */
export function reachableUrl(gatewayUrl: string): string {
  const url = new URL(gatewayUrl);
  if (/^(127(\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/.test(url.hostname)) url.hostname = 'localhost';
  return url.toString().replace(/\/+$/, '');
}

/** The gateway's address for customers. @throws Problem when nobody has said it. */
export function gatewayAddress(given: string | undefined, configured: string | undefined): string {
  const address = given ?? configured;
  if (address === undefined)
    throw new Problem('GATEWAY_PUBLIC_URL is not set, and the .qwc file has to name the gateway.', {
      cure: 'Set it (or --gateway-url) to the https:// address at which the QuickBooks computer reaches the gateway.',
      exit: exitCode.wrongSetting,
    });
  if (!URL.canParse(address))
    throw new Problem(`The gateway’s address “${address}” is not a URL.`, { exit: exitCode.wrongSetting });
  return address;
}

/** `Hill Builders, Inc.` → `hill-builders-inc`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[̀-ͯ]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'company';

/** A Web Connector user nobody else has and nobody guesses: `hill-builders-4f9c2a`. */
export const newWebConnectorUser = (name: string): string =>
  `${slugOf(name).slice(0, 24)}-${randomBytes(3).toString('hex')}`;

/** Where the file goes: as told, else beside the caller, under the company's name. */
export const qwcPath = (given: string | undefined, name: string): string =>
  path.resolve(given ?? `${slugOf(name)}.qwc`);

/** Tells before anything is asked of Bill.com that the file could not be written, or is perhaps another company's. */
export function assertNew(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder))
    throw new Problem(`The folder ${folder} does not exist.`, {
      cure: 'Make it, or choose another with --qwc.',
    });
  if (existsSync(file))
    throw new Problem(`${file} is there already; it may be another company’s.`, {
      cure: 'Choose another file with --qwc, or delete that one.',
    });
}

/** @param flag with which another file can be chosen */
export function saveQwc(file: string, text: string, flag: '--qwc' | '--out'): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Problem(`${file} could not be written (${(error as Error).message}).`, {
      cure: `Choose another file with ${flag}.`,
    });
  }
}
