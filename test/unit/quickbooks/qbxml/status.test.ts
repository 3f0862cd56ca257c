import fc from 'fast-check';
import { statusOf } from '../../../../src/quickbooks/qbxml/status';
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

test('an unknown code is judged by its range', () => {
  expect(statusOf(499, '').class).toBe('done');
  expect(statusOf(599, '').class).toBe('warned');
  expect(statusOf(999, '').class).toBe('warned');
  expect(statusOf(4711, '').class).toBe('hold');
  expect(statusOf(-1, '').class).toBe('hold');
  expect(statusOf(Number.NaN, '').class).toBe('hold');
});

test('every code of the catalogue is known, and nothing of 500 to 999 is ever sent again', () => {
  const codes = [
    0, 1, 500, 501, 510, 530, 531, 550, 560, 570, 600, 9001, 9002, 9003, 9004, 9005, 1000, 1010, 1030, 1060,
    3000, 3010, 3020, 3030, 3031, 3035, 3040, 3045, 3050, 3060, 3065, 3070, 3080, 3085, 3090, 3100, 3110,
    3120, 3130, 3140, 3150, 3151, 3152, 3153, 3160, 3161, 3162, 3170, 3171, 3175, 3176, 3177, 3180, 3185,
    3200, 3205, 3210, 3220, 3260, 3231, 3240, 3250, 3261, 3262, 3263, 3264, 3270, 3280, 3290, 3300, 3310,
    3351, 3390, 3391, 3500, 9100,
  ];
  for (const code of codes) {
    const { class: kind, sentence, cure } = statusOf(code, '');
    expect([code, sentence]).not.toEqual([code, expect.stringMatching(/does not know \(\d+\)/)]);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(cure).toMatch(/^[A-Z].*\.$/);
    if (code >= 500 && code < 1000) expect(['warned', 'recovery']).toContain(kind);
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
