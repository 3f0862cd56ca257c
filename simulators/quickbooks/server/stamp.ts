import type { Change } from '../books/changes';
import type { DataExtValue } from '../books/records';
import type { RequestContext } from '../processor/requestContext';

export interface StampRequest {
  readonly ownerID: string;
  readonly fileID: string;
  readonly machine: string;
  readonly appLock?: string | undefined;
  /** AppLock is written whatever stands there: the file is this machine's from now on. */
  readonly takesLock?: boolean;
}

/** What the company file says to this application: whose file it is and which PC has it. */
export interface Stamp {
  readonly fileID: string;
  readonly appLock: string;
  readonly isNew: boolean;
}

/** 100 ns ticks between year 1 and 1970, as .NET counts. */
const TICKS_AT_EPOCH = 621_355_968_000_000_000n;

/**
 * What the Web Connector writes at its first contact: FileID and AppLock as private fields of the company, under
 * the application's OwnerID (qbwc.md §4). What is there already stays, unless the lock is taken.
 */
export function stampCompany(
  { ownerID, fileID, machine, appLock, takesLock = false }: StampRequest,
  { books, clock }: RequestContext,
): { stamp: Stamp; changes: Change[] } {
  const find = (name: string) =>
    books.companyDataExt.find((each) => each.ownerID === ownerID && each.name === name)?.value;
  const ticks = TICKS_AT_EPOCH + BigInt(clock.now()) * 10_000_000n;
  const there = { fileID: find('FileID'), appLock: takesLock ? undefined : find('AppLock') };
  const stamp = {
    fileID: there.fileID ?? fileID,
    appLock: there.appLock ?? appLock ?? `LOCKED:${machine}:${String(ticks)}`,
    isNew: there.fileID === undefined,
  };
  const value = (name: string, text: string): DataExtValue => ({
    ownerID,
    name,
    type: 'STR255TYPE',
    value: text,
  });
  const others = books.companyDataExt.filter(
    (each) => each.ownerID !== ownerID || !/^(FileID|AppLock)$/.test(each.name),
  );
  const values = [...others, value('AppLock', stamp.appLock), value('FileID', stamp.fileID)];
  const isChanged = there.fileID === undefined || there.appLock === undefined;
  return { stamp, changes: isChanged ? [{ do: 'setCompanyDataExt', values }] : [] };
}
