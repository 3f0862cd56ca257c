/** Refusals that a person resolves: in the record (`refused`), or in the company and its books (`hold`). */
import type { StatusCodes } from '../statusClass';

const ADMINISTRATOR = 'The QuickBooks administrator must allow it; until then Tieout does not write this.';

export const REFUSALS: StatusCodes = {
  3100: {
    class: 'refused',
    sentence: 'QuickBooks already has an entry with this name.',
    cure: 'Give one of the two another spelling. Vendors, customers, employees and other names share one list of names in QuickBooks; inactive ones count too.',
  },
  3160: {
    class: 'refused',
    sentence: 'QuickBooks cannot delete the record because it is used elsewhere.',
    cure: 'Make it inactive instead, or have an accountant remove what uses it.',
  },
  3161: {
    class: 'hold',
    sentence: 'QuickBooks cannot delete the record because its date is in a closed period.',
    cure: 'An accountant decides: reopen the period in QuickBooks, or leave the record as it is.',
  },
  3170: {
    class: 'refused',
    sentence: 'QuickBooks cannot change the record this way.',
    cure: 'If another entry has the new name, an accountant merges the two in QuickBooks or chooses another name.',
  },
  3171: {
    class: 'hold',
    sentence: 'QuickBooks cannot change the record because its date is in a closed period.',
    cure: 'An accountant decides: reopen the period in QuickBooks, or undo the change in Bill.com.',
  },
  3180: {
    class: 'refused',
    sentence: 'QuickBooks could not save the record.',
    cure: 'An accountant corrects what QuickBooks names; then Tieout tries again.',
  },
  3185: {
    class: 'refused',
    sentence: 'QuickBooks could not void the record.',
    cure: 'An accountant voids it in QuickBooks, or removes what prevents it.',
  },
  3210: {
    class: 'refused',
    sentence: 'QuickBooks does not accept a value or a combination of values in the record.',
    cure: 'An accountant corrects the record; then Tieout tries again.',
  },
  3220: { class: 'hold', sentence: 'QuickBooks does not let Tieout do this.', cure: ADMINISTRATOR },
  3240: {
    class: 'hold',
    sentence:
      'QuickBooks uses this id for another record; the company file may have been restored or replaced.',
    cure: 'An accountant checks that the right company file is open before anything else is written.',
  },
  3250: {
    class: 'hold',
    sentence: 'The feature that this needs is turned off in QuickBooks or missing in this edition.',
    cure: 'The QuickBooks administrator turns it on, or the field is left out of the sync.',
  },
  3260: {
    class: 'hold',
    sentence: 'The QuickBooks user of Tieout may not do this.',
    cure: ADMINISTRATOR,
  },
  3261: {
    class: 'hold',
    sentence: 'Tieout may not see or write personal data, such as tax ids, in QuickBooks.',
    cure: 'The QuickBooks administrator allows access to personal data, or these fields stay out of the sync.',
  },
  3262: {
    class: 'hold',
    sentence: 'The QuickBooks subscription does not cover this.',
    cure: 'The owner of the subscription renews or extends it; until then Tieout only reads.',
  },
  3263: {
    class: 'hold',
    sentence: 'QuickBooks may only be read at the moment.',
    cure: 'The owner of the subscription renews it; until then Tieout only reads.',
  },
  3264: {
    class: 'hold',
    sentence: 'The QuickBooks subscription does not allow this.',
    cure: 'The owner of the subscription renews or extends it; until then Tieout only reads.',
  },
  3270: {
    class: 'hold',
    sentence: 'The company lacks an account that QuickBooks needs to post this.',
    cure: 'An accountant sets the account up in the preferences of QuickBooks.',
  },
  3280: {
    class: 'refused',
    sentence: 'The state of the transaction in QuickBooks does not allow this.',
    cure: 'An accountant looks at the transaction in QuickBooks and decides.',
  },
  3300: {
    class: 'hold',
    sentence: 'The list in QuickBooks is full.',
    cure: 'An accountant deletes or merges entries that are not used; then Tieout tries again.',
  },
  3500: {
    class: 'refused',
    sentence: 'QuickBooks would have to merge two entries to do this, and does not.',
    cure: 'An accountant merges the two in QuickBooks, or chooses another name.',
  },
};
