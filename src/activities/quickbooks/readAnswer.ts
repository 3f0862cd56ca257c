import { ApplicationFailure } from '@temporalio/common';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { statusOf } from '../../quickbooks/qbxml/status';
import type { QbxmlAnswer } from '../../quickbooks/qbxml/types';
import { readFailed } from './mirrorResponse';
import type { Answered, Question, SessionJob } from './sessionJob';

/** An exchange that was answered, and its answer. */
export interface ReadAnswer {
  readonly exchange: Answered;
  readonly answer: QbxmlAnswer;
}

/**
 * Asks a question that reads, and waits for its answer. A retried job finds the answer that is there, unless QuickBooks
 * was in a passing state then (1000, 3175 …): it asks again under a key of its own.
 * @throws ApplicationFailure `ReadLater` for a passing state; `ReadRefused` when QuickBooks could not read the question.
 */
export async function askToRead(job: SessionJob, question: Question): Promise<ReadAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const key = attemptKey(question.key, attempt);
    await job.queue({ ...question, key });
    const read = await readAnswer(job, key);
    if (read !== 'askAgain') return read;
  }
}

/** The key of a question asked again. */
export const attemptKey = (key: string, attempt: number): string =>
  attempt === 0 ? key : `${key}:again${attempt}`;

/**
 * Waits for the answer to what was asked under a key.
 * @returns `askAgain` when an earlier attempt of the job found QuickBooks in a passing state.
 * @throws as `askToRead`
 */
export async function readAnswer(job: SessionJob, key: string): Promise<ReadAnswer | 'askAgain'> {
  const exchange = await job.answerTo(key);
  if (exchange.state === 'failed' || exchange.answer === null) throw readFailed(exchange);
  const answer = await decodeAnswer(exchange.answer);
  const passing = passingState(answer);
  if (passing === undefined) return { exchange, answer };
  if (exchange.state === 'settled') return 'askAgain';
  await job.settle(exchange, () => Promise.resolve());
  throw ApplicationFailure.create({ type: 'ReadLater', message: passing });
}

/** An iterator that QuickBooks dropped, or would not open, since there are too many: the list is begun again. */
const iteratorCodes = [3390, 3391];

/** Why the same question may be answered a moment later. */
function passingState(answer: QbxmlAnswer): string | undefined {
  for (const response of answer.responses) {
    const status = statusOf(response.statusCode, response.statusMessage);
    if (status.class === 'retry' || iteratorCodes.includes(response.statusCode))
      return `QuickBooks did not answer ${response.name} (${response.statusCode}): ${status.sentence} ${status.cure}`;
  }
  return undefined;
}
