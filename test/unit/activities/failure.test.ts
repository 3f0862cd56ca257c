import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { isOtherIdentity, retryingAsBillcomAsks } from '../../../src/activities/billcom/failure';
import type { ActivityDeps } from '../../../src/activities/deps';
import { BillcomError } from '../../../src/billcom/errors';

const nowhere = { query: async () => ({ rows: [], rowCount: 0 }) };
const deps = {
  log: { warn: () => undefined },
  billcomCalls: { stoppedRetryMs: 300_000 },
  database: { inCompany: (_id: string, work: (tx: typeof nowhere) => unknown) => work(nowhere) },
} as unknown as ActivityDeps;

/** What the job's failure is to Temporal. */
const failureOf = (error: BillcomError): Promise<unknown> =>
  new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') })
    .run(() =>
      retryingAsBillcomAsks(
        deps,
        { id: 'a company', zone: 'America/Chicago' },
        { companyId: 'a company', cycle: 1, book: 'billcom', step: 'vendor', phase: 'write' },
        () => Promise.reject(error),
      ),
    )
    .catch((thrown: unknown) => thrown);

test('a failure tells Temporal what kind it is and when to try again, and nothing of the books', async () => {
  const error = new BillcomError({
    class: 'throttle',
    sentence: 'Too many calls. Bill.com says: “Acme Plumbing is being saved”',
    cure: 'Nothing to do.',
    whoCanDoIt: 'Accountant',
    code: 'BDC_1322',
    operation: 'Bulk/Crud/Create/Vendor',
    retryAfterMs: 8_000,
  });
  const failure = await failureOf(error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({
    message: 'Bill.com: throttle, BDC_1322, Bulk/Crud/Create/Vendor',
    nonRetryable: false,
    nextRetryDelay: 8_000,
  });
  const { message, stack, cause, details } = failure as ApplicationFailure;
  expect(JSON.stringify({ message, stack, cause, details })).not.toContain('Acme');
});

test('what Bill.com calls a wrong question is our fault, and says so', async () => {
  const error = new BillcomError({
    class: 'bug',
    sentence: 'Bill.com says: “Acme is not a sort order”',
    cure: 'Tell us.',
    whoCanDoIt: 'operator',
    code: 'BDC_1174',
    operation: 'List/Vendor',
  });
  expect(await failureOf(error)).toMatchObject({
    type: 'BillcomFault',
    message: 'Bill.com refused what Tieout asked of it (bug, BDC_1174, List/Vendor). Tell Tieout’s support.',
  });
});

test('another user is told from other failures, so that reading can end the cycle', async () => {
  const of = (kind: 'otherIdentity' | 'authPermanent') =>
    failureOf(
      new BillcomError({
        class: kind,
        sentence: 'Somebody else answers.',
        cure: 'Confirm it.',
        whoCanDoIt: 'Administrator',
        operation: 'Login',
      }),
    );
  expect(isOtherIdentity(await of('otherIdentity'))).toBe(true);
  expect(isOtherIdentity(await of('authPermanent'))).toBe(false);
});
