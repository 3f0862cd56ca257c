import { childText, descendants, escapeXml, parseXml } from './xmlTree';
import type { SessionFacts } from './webService';
import type { QuickBooksPort, Refusal } from './quickbooksPort';

/** Every QuickBooks that the Web Connector supports takes this version; it is used until HostQuery names a better one. */
const FIRST_VERSION = '3.0';

/** What the Web Connector asks QuickBooks before the first sendRequestXML. */
export interface CompanyFacts {
  readonly hcpResponse: string;
  readonly session: SessionFacts;
}

/** Identity under which the Web Connector marks a company file. */
export interface Stamp {
  readonly ownerID: string;
  readonly fileID: string;
  readonly machine: string;
  /** Writes AppLock at every update, and not only where none is. */
  readonly takesLock: boolean;
}

/** Thrown when a query of the Web Connector's own fails; it becomes QBWC1013/1014. */
export class HcpFailure extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.hresult} ${refusal.message}`);
  }
}

/**
 * Reads Host, Company (with the application's OwnerID) and Preferences in the highest qbXML version of that
 * QuickBooks, and writes FileID and AppLock into the file when they are not there (Programmer's Guide ch. 5, App.).
 * `warn` hears about a stamp that failed (QBWC1024).
 */
export async function learnCompany(
  quickbooks: QuickBooksPort,
  ticket: string,
  companyFile: string,
  stamp: Stamp,
  warn: (message: string) => void,
): Promise<CompanyFacts> {
  const first = await query(quickbooks, ticket, FIRST_VERSION, stamp.ownerID);
  const version = highestVersion(first);
  if (stamp.takesLock || !isStamped(first, stamp)) await writeStamp(quickbooks, ticket, version, stamp, warn);
  const hcpResponse = await query(quickbooks, ticket, version, stamp.ownerID);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const host = descendants(parseXml(hcpResponse), 'HostRet')[0];
  return {
    hcpResponse,
    session: {
      companyFile,
      country: childText(host, 'Country') || 'US',
      majorVersion: major,
      minorVersion: minor,
    },
  };
}

/** The three queries under the request IDs that a service finds in strHCPResponse. */
function query(
  quickbooks: QuickBooksPort,
  ticket: string,
  version: string,
  ownerID: string,
): Promise<string> {
  const requests =
    `<HostQueryRq requestID="0"></HostQueryRq>` +
    `<CompanyQueryRq requestID="1"><OwnerID>${escapeXml(ownerID)}</OwnerID></CompanyQueryRq>` +
    `<PreferencesQueryRq requestID="2"></PreferencesQueryRq>`;
  return run(quickbooks, ticket, messageSet(version, requests));
}

async function run(quickbooks: QuickBooksPort, ticket: string, qbxml: string): Promise<string> {
  const answer = await quickbooks.process(ticket, qbxml);
  if ('hresult' in answer) throw new HcpFailure(answer);
  return answer.response;
}

function messageSet(version: string, requests: string): string {
  return (
    `<?xml version="1.0" ?><?qbxml version="${version}"?>` +
    `<QBXML><QBXMLMsgsRq onError="continueOnError">${requests}</QBXMLMsgsRq></QBXML>`
  );
}

/** The highest plain version; "CA2.0" and the like belong to other countries. */
function highestVersion(hcpResponse: string): string {
  return descendants(parseXml(hcpResponse), 'SupportedQBXMLVersion')
    .map((element) => element.text.trim())
    .filter((version) => /^\d+\.\d+$/.test(version))
    .reduce((best, version) => (Number(version) > Number(best) ? version : best), FIRST_VERSION);
}

/** A FileID of this owner is never overwritten, whosever company it names: only the service can tell. */
function isStamped(hcpResponse: string, stamp: Stamp): boolean {
  return descendants(parseXml(hcpResponse), 'DataExtRet').some(
    (ext) =>
      childText(ext, 'DataExtName') === 'FileID' &&
      childText(ext, 'OwnerID').toLowerCase() === stamp.ownerID.toLowerCase(),
  );
}

async function writeStamp(
  quickbooks: QuickBooksPort,
  ticket: string,
  version: string,
  stamp: Stamp,
  warn: (message: string) => void,
): Promise<void> {
  const appLock = `LOCKED:${stamp.machine}:${ticksNow()}`;
  if (await quickbooks.stamp(ticket, { ...stamp, appLock })) return;
  const requests = [
    ...dataExt(stamp.ownerID, 'FileID', stamp.fileID),
    ...dataExt(stamp.ownerID, 'AppLock', appLock),
  ].join('');
  const answer = await run(quickbooks, ticket, messageSet(version, requests));
  const failed = descendants(parseXml(answer), 'DataExtAddRs').find(
    (rs) => rs.attributes.get('statusCode') !== '0',
  );
  if (failed) warn(`QBWC1024: FileID could not be stamped: ${failed.attributes.get('statusMessage') ?? ''}`);
}

function dataExt(ownerID: string, name: string, value: string): string[] {
  const identity = `<OwnerID>${escapeXml(ownerID)}</OwnerID><DataExtName>${name}</DataExtName>`;
  return [
    `<DataExtDefAddRq requestID="${name}-def"><DataExtDefAdd>${identity}` +
      `<DataExtType>STR255TYPE</DataExtType><AssignToObject>Company</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`,
    `<DataExtAddRq requestID="${name}"><DataExtAdd>${identity}<OtherDataExtType>Company</OtherDataExtType>` +
      `<DataExtValue>${escapeXml(value)}</DataExtValue></DataExtAdd></DataExtAddRq>`,
  ];
}

/** .NET `DateTime.Ticks`: 100 ns since year 1. */
function ticksNow(): bigint {
  return BigInt(Date.now()) * 10_000n + 621_355_968_000_000_000n;
}
