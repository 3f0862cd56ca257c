import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { asFailure, billcomFaultType, faultAttempts } from '../../../src/activities/faults';
import { createSealer } from '../../../src/ledger/sealed';
import { LeaseLost } from '../../../src/ledger/steps';

const withCode = (code: string, message = 'it says “Acme”'): Error =>
  Object.assign(new Error(message), { code });
const at = (error: unknown, attempt: number): ApplicationFailure =>
  asFailure(error, { job: 'readBillcom', attempt }) as ApplicationFailure;

test.each([
  ['a connection that is refused', withCode('ECONNREFUSED')],
  ['a name that is not resolved', withCode('EAI_AGAIN')],
  ['a full disk', withCode('ENOSPC')],
  ['Postgres that is shut down', withCode('57P01')],
  ['Postgres without a free connection', withCode('53300')],
  ['a deadlock', withCode('40P01')],
  ['a transaction that was overtaken', withCode('40001')],
  ['a database that is being restored', withCode('3D000')],
  ['a lost connection, in pg’s words', new Error('Connection terminated unexpectedly')],
  ['a pool that is used up', new Error('timeout exceeded when trying to connect')],
  ['the network, as fetch tells of it', new TypeError('fetch failed', { cause: withCode('ECONNRESET') })],
  ['a newer attempt', new LeaseLost('vendor')],
])('%s is tried until it works', (_, error) => {
  for (const attempt of [1, faultAttempts, 1_000]) {
    expect(at(error, attempt)).toMatchObject({ type: 'Passing', nonRetryable: false });
    expect(JSON.stringify(at(error, attempt))).not.toContain('Acme');
  }
});

test.each([
  ['an undefined value', new TypeError('Cannot read “Acme”'), 'TypeError'],
  ['a time that is none', new RangeError('Invalid “Acme”'), 'RangeError'],
  ['text that is no JSON', new SyntaxError('Unexpected “Acme”'), 'SyntaxError'],
  ['a value that Postgres cannot take', withCode('22P02'), 'Error 22P02'],
  ['a row that may not be there twice', withCode('23505'), 'Error 23505'],
  ['a statement that is wrong', withCode('42703'), 'Error 42703'],
  ['an argument that Node does not take', withCode('ERR_INVALID_ARG_TYPE'), 'Error ERR_INVALID_ARG_TYPE'],
  ['an error that nobody has classified', new Error('there is “Acme”'), 'Error'],
])('%s is tried a few times, and tells nothing of the books', (_, error, name) => {
  const last = at(error, faultAttempts);
  expect(at(error, faultAttempts - 1).nonRetryable).toBe(false);
  expect(last).toMatchObject({ type: 'Fault', nonRetryable: true });
  expect(last.message).toContain(`the job “readBillcom” (${name} at faults.test.ts:`);
  const { message, stack, cause, details } = last;
  expect(JSON.stringify({ message, stack, cause, details })).not.toContain('Acme');
});

test('something that is no error is a fault too', () => {
  expect(at('Acme', faultAttempts).message).toContain('(string)');
});

test.each([
  ['a failure that a job has classified', ApplicationFailure.create({ type: 'ReadLater', message: 'later' })],
  ['one that is final', ApplicationFailure.nonRetryable('gone', 'SessionLost')],
  ['a cancelled job', new CancelledFailure('cancelled')],
  ['a call that the cancelled job gave up', Object.assign(new Error('aborted'), { name: 'AbortError' })],
])('%s stays as it is', (_, error) => {
  expect(asFailure(error, { job: 'readBillcom', attempt: 1_000 })).toBe(error);
});

test('what Bill.com calls a wrong question is asked a few times', () => {
  const error = ApplicationFailure.create({ type: billcomFaultType, message: 'Bill.com refused it' });
  expect(at(error, faultAttempts - 1)).toBe(error);
  expect(at(error, faultAttempts)).toMatchObject({ nonRetryable: true, message: 'Bill.com refused it' });
});

test('a wrong secret key names the setting', () => {
  const sealed = createSealer([Buffer.alloc(32, 1)]).seal('secret');
  let error: unknown;
  try {
    createSealer([Buffer.alloc(32, 2)]).open(sealed);
  } catch (thrown) {
    error = thrown;
  }
  expect(at(error, faultAttempts)).toMatchObject({
    nonRetryable: true,
    message: expect.stringContaining('TIEOUT_SECRET_KEY_PREVIOUS'),
  });
});
