import type { Behaviour } from './undocumented';
import { DEFAULT_BEHAVIOUR } from './undocumented';

/** States in which a session cannot be had, or goes wrong. */
export type ReachState =
  | 'ready'
  | 'modalDialog'
  | 'otherFileOpen'
  | 'notRunning'
  | 'noFileOpen'
  | 'cannotStart'
  | 'accessRefused'
  | 'notGranted'
  | 'fileInSingleUserMode';

/** Switches that a test turns. Counts go down as they are used; they are forgotten when the process ends. */
export interface Faults extends Behaviour {
  state: ReachState;
  /** Kill this process after the n-th request of the next write set was committed; no answer is stored. */
  killAfterRequest: number;
  /** Kill this process before the n-th request of the next write set runs. */
  killBeforeRequest: number;
  /** Kill this process after the answer of the next write set was stored, before it is given back. */
  killAfterAnswerStored: boolean;
  /** Wait before every answer. */
  delayMs: number;
  /** Break the connection instead of answering: before anything ran, or after all of it did. */
  dropAnswer: 'no' | 'beforeCommit' | 'afterCommit';
  dropCount: number;
  /** Cut the next n answers in the middle. */
  truncateAnswer: number;
  /** The next n write sets cannot store their answer (9005). */
  cannotStoreAnswer: number;
  /** The next n write requests meet a lock of another user. */
  lockNext: number;
  lockCode: 3175 | 3180;
  /** The next n requests fail with 1000. */
  internalErrorNext: number;
  /** The next n requests named `refuseRequest` (any, where it is empty) get the statusCode `refuseCode`. */
  refuseNext: number;
  refuseRequest: string;
  refuseCode: number;
  /** The parser refuses every set of an application that contains this text; '' for none. */
  refuseSetContaining: string;
  /** The country of the program's edition, as HostQuery tells it. */
  country: string;
  /** The highest qbXML version that it speaks, as an older program's; '' for the one it was started with. */
  highestVersion: string;
  /** Milliseconds by which the PC's clock is off. */
  clock: number;
}

export const NO_FAULTS: Faults = {
  ...DEFAULT_BEHAVIOUR,
  state: 'ready',
  killAfterRequest: 0,
  killBeforeRequest: 0,
  killAfterAnswerStored: false,
  delayMs: 0,
  dropAnswer: 'no',
  dropCount: 0,
  truncateAnswer: 0,
  cannotStoreAnswer: 0,
  lockNext: 0,
  lockCode: 3180,
  internalErrorNext: 0,
  refuseNext: 0,
  refuseRequest: '',
  refuseCode: 3260,
  refuseSetContaining: '',
  country: 'US',
  highestVersion: '',
  clock: 0,
};
