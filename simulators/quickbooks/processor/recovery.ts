import { createHash } from 'node:crypto';
import type { StoredAnswer } from '../books/records';
import type { Change } from '../books/changes';
import { MAX_MESSAGE_SET_ID } from './undocumented';

const CLEAR_ALL = 'ClearAllMessageSets';

/** The codes of messageSetStatusCode (qbxml.md §3). */
export const RECOVERY = {
  fine: 0,
  oldUnknown: 600,
  contentDiffers: 9001,
  nothingStored: 9002,
  idTooLong: 9004,
  notStored: 9005,
} as const;

/** What to do with a message set: run it, answer from the store, or refuse it with a code. */
export type RecoveryStep =
  | { readonly do: 'run'; readonly before: readonly Change[]; readonly code: number }
  | { readonly do: 'answerAgain'; readonly text: string }
  | { readonly do: 'answerEmpty'; readonly code: number };

export interface RecoveryQuestion {
  readonly newMessageSetID: string | undefined;
  readonly oldMessageSetID: string | undefined;
  readonly isEmpty: boolean;
  readonly checksum: string;
}

/** Decides about a message set by its ids and what is stored (qbxml.md §3). */
export function decideRecovery(
  { newMessageSetID, oldMessageSetID, isEmpty, checksum }: RecoveryQuestion,
  stored: ReadonlyMap<string, StoredAnswer>,
): RecoveryStep {
  if (newMessageSetID === undefined && oldMessageSetID === undefined)
    return { do: 'run', before: [], code: RECOVERY.fine };
  if ([newMessageSetID, oldMessageSetID].some((id) => id !== undefined && id.length > MAX_MESSAGE_SET_ID)) {
    return { do: 'answerEmpty', code: RECOVERY.idTooLong };
  }
  if (newMessageSetID !== undefined) {
    const answer = stored.get(newMessageSetID);
    const isStatusCheck = isEmpty && oldMessageSetID === newMessageSetID;
    if (isStatusCheck) {
      return answer
        ? { do: 'answerAgain', text: answer.text }
        : { do: 'answerEmpty', code: RECOVERY.nothingStored };
    }
    if (answer) {
      return answer.checksum === checksum
        ? { do: 'answerAgain', text: answer.text }
        : { do: 'answerEmpty', code: RECOVERY.contentDiffers };
    }
  }
  const isOldUnknown =
    oldMessageSetID !== undefined && oldMessageSetID !== CLEAR_ALL && !stored.has(oldMessageSetID);
  return {
    do: 'run',
    before: erase(oldMessageSetID),
    code: isOldUnknown && newMessageSetID === undefined ? RECOVERY.oldUnknown : RECOVERY.fine,
  };
}

/** The checksum by which the same content is known again: of the whole document. */
export function checksumOf(document: string): string {
  return createHash('sha256').update(document, 'utf8').digest('hex');
}

function erase(id: string | undefined): Change[] {
  if (id === undefined) return [];
  return id === CLEAR_ALL ? [{ do: 'forgetAllAnswers' }] : [{ do: 'forgetAnswer', id }];
}
