import type { QwcFile } from './qwcFile';

export type UpdateResult = 'done' | 'none' | 'nvu' | 'busy' | 'postponed' | 'error';

/** What an update came to. */
export interface UpdateOutcome {
  result: UpdateResult;
  roundTrips: number;
  progress: number[];
  status: string;
  errors: string[];
  durationMs: number;
  /** authenticate's third element: with Auto-Run on, put the next run off by so many seconds. */
  postponeSeconds?: number;
  /** authenticate's fourth element: with Auto-Run on, the least time between runs. */
  minimumEverySeconds?: number;
}

/** How the Web Connector is set up on this machine. */
export interface UpdateSettings {
  readonly qwc: QwcFile;
  readonly password: string;
  readonly machine: string;
  readonly takesLock: boolean;
  readonly clientVersion: string;
  readonly noopSeconds: number;
  /** Auto-Run is ticked: elements [2] and [3] of authenticate count. */
  readonly isAutoRun: boolean;
  /** After a "done" from connectionError: does closeConnection follow? No source says. */
  readonly closesAfterConnectionError: boolean;
  /** After "busy": does closeConnection follow? No source says. */
  readonly closesAfterBusy: boolean;
  /** A NoOp from sendRequestXML: is getLastError asked before the pause? No source says. */
  readonly asksLastErrorAfterNoOp: boolean;
  /** What a QuickBooks that vanishes in a call looks like: an HRESULT, or the end of the Web Connector. */
  readonly quickbooksFailure: 'hresult' | 'crash';
  readonly maxRoundTrips: number;
}
