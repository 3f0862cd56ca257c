import { ApplicationFailure } from '@temporalio/common';
import { retryingAsBillcomAsks } from '../../../src/activities/billcom/failure';
import type { ActivityDeps } from '../../../src/activities/deps';
import { BillcomError } from '../../../src/billcom/errors';

const deps = { log: { warn: () => undefined } } as unknown as ActivityDeps;

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
  const failure: unknown = await retryingAsBillcomAsks(deps, 'a company', () => Promise.reject(error)).catch(
    (thrown: unknown) => thrown,
  );
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
  await expect(retryingAsBillcomAsks(deps, 'a company', () => Promise.reject(error))).rejects.toMatchObject({
    type: 'BillcomFault',
    message: 'Bill.com refused what Tieout asked of it (bug, BDC_1174, List/Vendor). Tell Tieout’s support.',
  });
});
