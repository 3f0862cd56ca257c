import type { Reply } from './envelope';
import { BillcomError } from './errors';
import {
  answerLost,
  badRequest,
  errorCodes,
  notAllowed,
  sessionEnded,
  systemError,
  tooManyAtOnce,
  unknownCode,
  unreachable,
  wrongAddress,
  type CodeEntry,
} from './errorCodes';
import type { NoAnswer } from './http';

/** What the judgement needs to know of the call. */
export interface CallKind {
  readonly operation: string;
  readonly isWrite: boolean;
  /** Takes secrets out of texts that come from outside. */
  readonly redact: (text: string) => string;
}

const longestQuote = 500;

/**
 * The error for an answer that is not data. Bill.com's code decides wherever there is one, and the HTTP status
 * not at all then: limits were seen as 422 and as 429, most errors come with 200 (billcom.md §3.3, §10a).
 */
export function errorOfReply(reply: Reply, httpStatus: number | undefined, call: CallKind): BillcomError {
  if (reply.kind !== 'error') return errorOf(entryOfStatus(httpStatus, call), call, { httpStatus });
  if (reply.code === undefined) {
    return errorOf(entryOfStatus(httpStatus, call), call, { httpStatus, message: reply.message });
  }
  const entry = errorCodes[reply.code] ?? (httpStatus === 403 ? notAllowed : unknownCode);
  return errorOf(entry, call, { httpStatus, code: reply.code, message: reply.message });
}

/** The error for a call without a complete answer: nothing happened, unless it was a write that may have arrived. */
export function errorOfSilence(silence: NoAnswer, call: CallKind): BillcomError {
  const entry = call.isWrite && silence.mayHaveArrived ? answerLost : unreachable;
  const sentence = `${entry.sentence} (${call.redact(silence.message)})`;
  return new BillcomError({ ...entry, class: entry.reaction, sentence, operation: call.operation });
}

/** A write that Bill.com reports as done, but whose row cannot be read: somebody must look. */
export function errorOfUnreadableWrite(
  because: string,
  recordId: string | undefined,
  call: CallKind,
): BillcomError {
  const sentence = `Bill.com made this change, but its answer cannot be read (${call.redact(because)}).`;
  return new BillcomError({
    ...answerLost,
    class: 'unknownOutcome',
    sentence,
    recordId,
    operation: call.operation,
  });
}

/** A row that was read but does not fit its schema. */
export function errorOfUnreadableRow(
  because: string,
  recordId: string | undefined,
  call: CallKind,
): BillcomError {
  return new BillcomError({
    class: 'data',
    sentence: `Bill.com's record cannot be read: ${call.redact(because)}.`,
    cure: 'Look at the field in Bill.com; if nothing is wrong there, send this message to the people who run Tieout.',
    whoCanDoIt: 'Accountant',
    recordId,
    operation: call.operation,
  });
}

interface Seen {
  readonly httpStatus: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

function errorOf(entry: CodeEntry, call: CallKind, seen: Seen): BillcomError {
  // A system error says nothing about whether the change was made (billcom.md §3.3, BDC_1001).
  const judged = seen.code === systemError && call.isWrite ? answerLost : entry;
  const quote = seen.message ? ` Bill.com says: “${call.redact(seen.message).slice(0, longestQuote)}”` : '';
  return new BillcomError({
    class: judged.reaction,
    sentence: judged.sentence + quote,
    cure: judged.cure,
    whoCanDoIt: judged.whoCanDoIt,
    code: seen.code,
    httpStatus: seen.httpStatus,
    operation: call.operation,
  });
}

/** Without a code. Refusals by a 4xx come before anything is carried out; all else leaves a write open. */
function entryOfStatus(status: number | undefined, call: CallKind): CodeEntry {
  const open = call.isWrite ? answerLost : unreachable;
  if (status === undefined) return open;
  if (status === 401) return errorCodes[sessionEnded] ?? open;
  if (status === 403) return notAllowed;
  if (status === 429) return errorCodes[tooManyAtOnce] ?? open;
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) return wrongAddress;
  if (status >= 400 && status < 500 && status !== 408) return badRequest;
  return open;
}
