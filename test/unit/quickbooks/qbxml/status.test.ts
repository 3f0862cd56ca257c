import fc from 'fast-check';
import { statusCatalogue, statusOf } from '../../../../src/quickbooks/qbxml/status';
import type { StatusClass } from '../../../../src/quickbooks/qbxml/status';

/** The texts are real ones, from captures and reports. */
const ROWS: readonly [number, string, StatusClass][] = [
  [0, 'Status OK', 'done'],
  [1, 'A query request did not find a matching object in QuickBooks', 'empty'],
  [500, 'The query request has not been fully completed.', 'warned'],
  [530, 'The field "Mobile" is not supported by this implementation.', 'warned'],
  [550, 'An error occurred when saving the note.', 'warned'],
  [570, '', 'warned'],
  [600, '', 'recovery'],
  [1000, 'There has been an internal error', 'retry'],
  [3100, 'The name "ACME" of the list element is already in use.', 'refused'],
  [3100, 'The account number "6000" is already in use by an inactive account.', 'refused'],
  [3120, 'Object "80000001-1" specified in the request cannot be found.', 'reread'],
  [
    3140,
    'There is an invalid reference to QuickBooks Customer "Joe Smith" in the SalesOrder.  QuickBooks error message: Invalid argument.  The specified record does not exist in the list.',
    'reread',
  ],
  [
    3140,
    'There is an invalid reference to QuickBooks Check Account "Sales" in the BillPaymentCheck. QuickBooks error message: The account for this transaction must be of type Bank.',
    'refused',
  ],
  [3161, '', 'hold'],
  [
    3170,
    'There was an error when modifying a Vendor.  The object has been modified by another user.',
    'retry',
  ],
  [
    3170,
    'There was an error when modifying a list. QuickBooks error message: Cannot merge list elements.',
    'refused',
  ],
  [3171, 'An attempt was made to modify a Bill with a date that is on or before the closing date.', 'hold'],
  [3175, 'There was an error adding a Bill. The object is in use.', 'retry'],
  [3180, 'The transaction could not be locked. It is in use by another user.', 'retry'],
  [3180, 'The list has been modified by another user.', 'retry'],
  [3180, 'Transaction internals could not be locked.', 'retry'],
  [3180, 'The credit limit for the name on this transaction has been exceeded.', 'refused'],
  [3180, 'There was an error when saving an element.', 'refused'],
  [3200, 'The provided edit sequence "1196261326" is out-of-date.', 'reread'],
  [3210, 'QuickBooks error message: You cannot pay more than the amount due.', 'reread'],
  [3210, 'The "IsActive" field has an invalid value.', 'refused'],
  [3231, 'The request has not been processed.', 'notProcessed'],
  [3260, 'Insufficient permission level to perform this action.', 'hold'],
  [3290, '', 'bug'],
  [9002, '', 'recovery'],
  [9150, '', 'bug'],
];

test.each(ROWS)('%i with “%s” is %s', (code, message, expected) => {
  expect(statusOf(code, message).class).toBe(expected);
});

test('a number that is taken is told from a name that is, whatever the name', () => {
  const number = 'QuickBooks error message: This account number is already in use.';
  for (const code of [3100, 3170, 3180, 3210]) {
    expect(statusOf(code, `There was an error when saving an account. ${number}`).sentence).toMatch(/number/);
  }
  expect(statusOf(3100, 'The name "Account number 7" of the list element is already in use.').sentence).toBe(
    'QuickBooks already has an entry with this name.',
  );
});

test('an unknown code is judged by its range', () => {
  expect(statusOf(499, '').class).toBe('done');
  expect(statusOf(599, '').class).toBe('warned');
  expect(statusOf(999, '').class).toBe('warned');
  expect(statusOf(4711, '').class).toBe('hold');
  expect(statusOf(-1, '').class).toBe('hold');
  expect(statusOf(Number.NaN, '').class).toBe('hold');
});

test('every meaning has a sentence and a cure, and nothing of 500 to 999 is ever sent again', () => {
  for (const { code, when, status } of statusCatalogue()) {
    expect([code, status.sentence]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
    expect([code, status.cure]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
    if (code >= 500 && code < 1000) expect(['warned', 'recovery']).toContain(status.class);
    if (when === undefined) expect(statusOf(code, '')).toBe(status);
  }
});

test('there is a meaning for whatever QuickBooks says', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 12_000 }), fc.string(), (code, message) => {
      const { class: kind } = statusOf(code, message);
      if (code >= 1000 || code < 0) expect(['done', 'warned', 'empty']).not.toContain(kind);
    }),
  );
});
