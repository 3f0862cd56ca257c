import type { CureBy, Reaction } from './errorCodes';

/**
 * What a failed call means for the caller:
 * - `auth`           the session ended and signing in once more did not help: try the activity again later
 * - `authPermanent`  the credentials or the organization's access are wrong: stop this connection, ask a person
 * - `otherIdentity` the credentials open another organization, or belong to another user, than was recorded: stop everything
 * - `permission`     this user or token may never do this: hold the record, don't retry
 * - `throttle`       not carried out; come back after `retryAfterMs`
 * - `data`           the record was refused: hold it, with the sentence
 * - `notFound`       no such record in this organization: deleted, or the wrong organization
 * - `outage`         not carried out as far as Bill.com's answer or its absence can tell: retry with back-off
 * - `unknownOutcome` a write whose answer never came: look first, never repeat blindly
 * - `bug`            our request was wrong
 *
 * A write that fails with any class but `unknownOutcome` was certainly not carried out.
 */
export type BillcomErrorClass = Reaction;

export interface BillcomErrorDetails {
  readonly class: BillcomErrorClass;
  /** In a bookkeeper's words. */
  readonly sentence: string;
  readonly cure: string;
  readonly whoCanDoIt: CureBy;
  readonly code?: string | undefined;
  readonly httpStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Of a throttle: it is ours, so that others are not starved; Bill.com was not asked. */
  readonly isOwnLimit?: boolean | undefined;
  /** v2 operation or v3 path, without the host. */
  readonly operation?: string | undefined;
  /** Of an unreadable answer to a write: the record that it was about, if that much could be read. */
  readonly recordId?: string | undefined;
}

/** Every failure of a call to Bill.com. Its texts never contain the password, developer key or session id. */
export class BillcomError extends Error {
  readonly class: BillcomErrorClass;
  readonly sentence: string;
  readonly cure: string;
  readonly whoCanDoIt: CureBy;
  readonly code: string | undefined;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isOwnLimit: boolean;
  readonly operation: string | undefined;
  readonly recordId: string | undefined;

  constructor(details: BillcomErrorDetails) {
    super(details.code ? `${details.sentence} (${details.code})` : details.sentence);
    this.name = 'BillcomError';
    this.class = details.class;
    this.sentence = details.sentence;
    this.cure = details.cure;
    this.whoCanDoIt = details.whoCanDoIt;
    this.code = details.code;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
    this.isOwnLimit = details.isOwnLimit ?? false;
    this.operation = details.operation;
    this.recordId = details.recordId;
  }

  /** The same failure, of another class or with more known about it. */
  but(changes: Partial<BillcomErrorDetails>): BillcomError {
    return new BillcomError({ ...this, ...changes });
  }
}

/** One row of a bulk call: each succeeds or fails alone (reference/billcom.md §3.1). */
export type RowResult<T> =
  { readonly ok: true; readonly row: T } | { readonly ok: false; readonly error: BillcomError };
