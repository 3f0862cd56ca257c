import type { GuardName } from '../../reconcile/guards/catalogue';
import type { HostAnswer, QbxmlVersion } from '../qbxml/types';
import { computerIn, isSameComputer } from './computer';

/**
 * The company guard (design §4.10): decides whether the file that is open in QuickBooks is this company's.
 * Pure. What it records at first contact is compulsory afterwards.
 */

/** What is known of the company before this session. */
export interface KnownCompany {
  /** Tieout's name of the pair. */
  readonly name: string;
  readonly ownerId: string;
  readonly fileId: string;
  readonly recorded: RecordedFile;
}

/** The part of company.quickbooks that the guard owns. */
export interface RecordedFile {
  readonly companyName?: string;
  /** The FileID stamp was seen in the file once. */
  readonly fileIdSeen?: boolean;
  /** The computer whose Web Connector works with the file. */
  readonly computer?: string;
  /** The last other one, which was refused; '' when there is none to accept. */
  readonly otherComputer?: string;
}

export type Guarded = { readonly passes: true; readonly record: RecordedFile } | Refused;

export interface Refused {
  readonly passes: false;
  readonly guard: GuardName;
  readonly sentence: string;
  /** What is remembered of it, merged into company.quickbooks. */
  readonly record?: RecordedFile;
}

const refuse = (guard: GuardName, sentence: string): Refused => ({ passes: false, guard, sentence });

export function guardCompany(
  known: KnownCompany,
  host: Pick<HostAnswer, 'companyName' | 'country' | 'fileIDs' | 'appLocks'>,
  /** The Web Connector's own word, for a QuickBooks that does not print its country. */
  country: string,
): Guarded {
  const nation = host.country || country;
  if (nation !== '' && nation !== 'US') {
    return refuse(
      'country',
      `Tieout works with the US edition of QuickBooks; this is the ${nation} edition (company “${host.companyName}”). Nothing was read or written.`,
    );
  }
  if (host.companyName === '') {
    return refuse(
      'file',
      `QuickBooks did not say which company is open, so nothing was read or written. Open “${expectedName(known)}” in QuickBooks and run the update again.`,
    );
  }
  const { companyName, fileIdSeen = false } = known.recorded;
  const stamps = host.fileIDs.filter((stamp) => sameId(stamp.ownerID, known.ownerId));
  const isStamped = stamps.some((stamp) => sameId(stamp.value, known.fileId));
  if (stamps.length > 0 && !isStamped) {
    return refuse(
      'file',
      `The open company file, “${host.companyName}”, belongs to another Tieout connection than “${expectedName(known)}”. Nothing was read or written. Open “${expectedName(known)}” in QuickBooks and run the update again.`,
    );
  }
  if (!isStamped && fileIdSeen) {
    return refuse(
      'file',
      `The open company file, “${host.companyName}”, does not carry the mark that Tieout left in “${expectedName(known)}”. Nothing was read or written. Open “${expectedName(known)}” in QuickBooks and run the update again; if this is the right file, remove Tieout from the Web Connector and add its .qwc file again.`,
    );
  }
  if (companyName !== undefined && companyName !== host.companyName) {
    return refuse(
      'file',
      `The company open in QuickBooks is “${host.companyName}”, but Tieout connects “${known.name}” with “${companyName}”. Nothing was read or written. Open “${companyName}” in QuickBooks and run the update again; if it was renamed, an Administrator confirms the new name with “tieout company renamed”.`,
    );
  }
  const computer = computerIn(host.appLocks, (ownerID) => sameId(ownerID, known.ownerId));
  const { computer: before } = known.recorded;
  if (computer !== undefined && before !== undefined && !isSameComputer(computer, before)) {
    return {
      ...refuse(
        'computer',
        `The Web Connector of the computer “${computer}” has called, but Tieout works with “${expectedName(known)}” on “${before}”. Nothing was read or written. If the work has moved to “${computer}”, an Administrator accepts it with “tieout company accept-computer”; if not, remove Tieout from the Web Connector on “${computer}”.`,
      ),
      record: { otherComputer: computer },
    };
  }
  return {
    passes: true,
    record: {
      companyName: host.companyName,
      fileIdSeen: isStamped || fileIdSeen,
      ...(computer === undefined ? {} : { computer: before ?? computer }),
    },
  };
}

function expectedName(known: KnownCompany): string {
  return known.recorded.companyName ?? known.name;
}

/** GUIDs come with and without braces and in either case. */
function sameId(one: string, other: string): boolean {
  const bare = (id: string) => id.replace(/[{}\s]/g, '').toLowerCase();
  return bare(one) === bare(other);
}

/** What every later step wants to know of this QuickBooks, merged into company.quickbooks. */
export function quickbooksFacts(
  host: HostAnswer,
  version: QbxmlVersion,
  record: RecordedFile,
): Record<string, unknown> {
  return {
    ...record,
    country: host.country,
    productName: host.productName,
    productVersion: `${host.majorVersion}.${host.minorVersion}`,
    fileMode: host.fileMode,
    qbxmlVersion: version,
  };
}
