/**
 * The one catalogue of HRESULTs that the Web Connector reports in connectionError and receiveResponseXML:
 * what each means, what we do, and what a person is told.
 *
 * Source: Intuit's SDK error pages and logs published with other servers (reference/qbwc.md §7).
 */

export type HresultClass =
  'parser' | 'unreachable' | 'busy' | 'permission' | 'file' | 'session' | 'unexpected';

/**
 * - `tryKnownFile`: answer the company file's known path, once; then give up
 * - `tryOpenFile`: answer '' (the file now open), once; then give up
 * - `retryLater`: end this update; the next scheduled one may find QuickBooks in order
 * - `giveUp`: end this update; it will not work before somebody has done something
 * - `newSession`: the session is gone, the next login continues
 * - `parkSet`: QuickBooks refused the whole set unread; our error to find, the rest goes on
 */
export type HresultReaction =
  'tryKnownFile' | 'tryOpenFile' | 'giveUp' | 'newSession' | 'parkSet' | 'retryLater';

export type WhoCanDoIt =
  | 'nobody needs to do anything'
  | 'the person at the QuickBooks computer'
  | 'the QuickBooks administrator'
  | 'whoever looks after the computer'
  | 'Tieout support';

export interface Hresult {
  /** Normalised: `0x` and eight upper-case hexadecimal digits; an unreadable code as it came. */
  readonly code: string;
  readonly class: HresultClass;
  readonly reaction: HresultReaction;
  /** What happened, in a bookkeeper's words. */
  readonly sentence: string;
  readonly cure: string;
  readonly whoCanDoIt: WhoCanDoIt;
}

const catalogue: readonly Hresult[] = [
  {
    code: '0x80040400',
    class: 'parser',
    reaction: 'parkSet',
    sentence: 'QuickBooks could not read what Tieout sent and did nothing of it.',
    cure: 'Tieout sends the rest without the entry that QuickBooks cannot read and lists that entry as held. Report it.',
    whoCanDoIt: 'Tieout support',
  },
  {
    code: '0x80040401',
    class: 'unreachable',
    reaction: 'giveUp',
    sentence: 'The Web Connector could not reach QuickBooks on this computer.',
    cure: 'Check that QuickBooks is installed here and opens. Run QuickBooks and the Web Connector as the same Windows user, both as administrator or neither.',
    whoCanDoIt: 'whoever looks after the computer',
  },
  {
    code: '0x80040402',
    class: 'unexpected',
    reaction: 'retryLater',
    sentence: 'QuickBooks reported an unexpected error.',
    cure: 'The next update tries again. If the message comes back, restart QuickBooks; details are in its file qbsdklog.txt.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x80040408',
    class: 'unreachable',
    reaction: 'retryLater',
    sentence: 'QuickBooks could not be started.',
    cure: 'Start QuickBooks and open the company file, or leave it running; the next update tries again.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x80040409',
    class: 'file',
    reaction: 'giveUp',
    sentence: 'This version of QuickBooks cannot use the company file.',
    cure: 'Open the company file with the QuickBooks version that it was last used with, or update QuickBooks on this computer.',
    whoCanDoIt: 'the QuickBooks administrator',
  },
  {
    code: '0x8004040A',
    class: 'file',
    reaction: 'tryOpenFile',
    sentence: 'Another company file is open in QuickBooks.',
    cure: 'Close that company, or open the one that Tieout works with; the next update tries again.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x8004040D',
    class: 'session',
    reaction: 'newSession',
    sentence: 'The connection with QuickBooks was lost during the update.',
    cure: 'The next update goes on where this one stopped.',
    whoCanDoIt: 'nobody needs to do anything',
  },
  {
    code: '0x80040410',
    class: 'busy',
    reaction: 'retryLater',
    sentence:
      'The company file is open in a mode that keeps Tieout out, usually single-user mode on another computer.',
    cure: 'Switch that QuickBooks to multi-user mode or close it; the next update tries again.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x80040414',
    class: 'busy',
    reaction: 'retryLater',
    sentence: 'A window in QuickBooks is waiting for an answer and blocks it.',
    cure: 'Look for a message or an open dialog in QuickBooks (an update, a backup reminder) and close it; the next update tries again.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x80040416',
    class: 'file',
    reaction: 'tryKnownFile',
    sentence: 'QuickBooks is not running, so the Web Connector has to be told which company file to open.',
    cure: 'Open the company file in QuickBooks and run the update again.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x80040417',
    class: 'file',
    reaction: 'tryKnownFile',
    sentence: 'No company file is open in QuickBooks, or it cannot be opened.',
    cure: 'Open the company file in QuickBooks and run the update again. If it was moved, tell Tieout its new place by one update with the file open.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  },
  {
    code: '0x80040418',
    class: 'permission',
    reaction: 'giveUp',
    sentence: 'Tieout has not been given access to this company file.',
    cure: 'In QuickBooks, signed in as Admin: Edit, Preferences, Integrated Applications, Company Preferences; allow Tieout.',
    whoCanDoIt: 'the QuickBooks administrator',
  },
  {
    code: '0x8004041B',
    class: 'permission',
    reaction: 'giveUp',
    sentence: 'Tieout may not use this company file while QuickBooks is closed.',
    cure: 'Leave QuickBooks open with the company file, or, signed in as Admin: Edit, Preferences, Integrated Applications, Tieout, Properties; allow access even if QuickBooks is not running.',
    whoCanDoIt: 'the QuickBooks administrator',
  },
  {
    code: '0x80040420',
    class: 'permission',
    reaction: 'giveUp',
    sentence: 'Somebody refused Tieout access when QuickBooks asked.',
    cure: 'Run the update again with QuickBooks open and signed in as Admin, and choose to allow access.',
    whoCanDoIt: 'the QuickBooks administrator',
  },
];

const byCode: ReadonlyMap<string, Hresult> = new Map(catalogue.map((each) => [each.code, each]));

export const knownHresults: readonly Hresult[] = catalogue;

/** What a code means; undefined where it says that nothing went wrong (empty, or zero). */
export function readHresult(text: string): Hresult | undefined {
  const code = normaliseHresult(text);
  if (code === '' || code === '0x00000000') return undefined;
  return byCode.get(code) ?? unknown(code);
}

/** Case, a missing `0x`, spaces and the signed decimal form (-2147220480) are all the same code. */
export function normaliseHresult(text: string): string {
  const trimmed = text.trim();
  if (/^-\d{1,10}$/.test(trimmed)) return hexadecimal(Number(trimmed) >>> 0);
  const digits = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(trimmed)?.[1];
  return digits === undefined ? trimmed.slice(0, 64) : hexadecimal(Number.parseInt(digits, 16));
}

function hexadecimal(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

function unknown(code: string): Hresult {
  return {
    code,
    class: 'unexpected',
    reaction: 'retryLater',
    sentence: `QuickBooks reported an error that Tieout does not know (${code}).`,
    cure: 'The next update tries again. If the message comes back, restart QuickBooks and report the code.',
    whoCanDoIt: 'the person at the QuickBooks computer',
  };
}
