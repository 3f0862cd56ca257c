/**
 * Codes with several causes, told apart by QuickBooks' text. The first match counts; without one the code's own
 * entry in the catalogue does. The texts are those of US QuickBooks.
 */
import type { QbxmlStatus } from '../statusClass';

export interface TextRule {
  readonly when: RegExp;
  readonly status: QbxmlStatus;
}

/** "could not be locked", "in use by another user", "list has been modified by another user", "list element is in use". */
const LOCK =
  /could not be locked|in use by another user|been modified by another user|list element is in use/i;

const LOCKED: TextRule = {
  when: LOCK,
  status: {
    class: 'retry',
    sentence: 'Someone is working on the record or its list in QuickBooks.',
    cure: 'Nothing: Tieout tries again by itself. If it stays, someone should close the record in QuickBooks.',
  },
};

const refused = (when: RegExp, sentence: string, cure: string): TextRule => ({
  when,
  status: { class: 'refused', sentence, cure },
});

/** No source has the code of a number that is taken; its text is known from Bill.com's help. A name may say the same words. */
const ACCOUNT_NUMBER = refused(
  /^(?!The name ").*account number.*\bin use/is,
  'QuickBooks already has an account with this number.',
  'An accountant gives one of the two accounts another number; inactive accounts count too.',
);

/** No source has its words; those of QuickBooks' own window are taken for them. */
const DEPOSITED = refused(
  /\b(?:been|is) deposited\b|remove it from the deposit/i,
  'The payment is in a deposit in QuickBooks, and can be neither changed nor deleted as long as it is.',
  'An Accountant takes it out of the deposit in QuickBooks (Banking → Make Deposits: open the deposit and delete the payment’s line); the next sync then goes on, and the payment can be deposited again.',
);

export const BY_TEXT: Readonly<Record<number, readonly TextRule[]>> = {
  3100: [ACCOUNT_NUMBER],
  3140: [
    refused(
      /must be of type/i,
      'The record names an account whose type does not fit.',
      'An accountant chooses an account of the type that QuickBooks asks for.',
    ),
    refused(
      /\binactive\b/i,
      'The record names something that is inactive in QuickBooks.',
      'Someone makes the named entry active in QuickBooks, or chooses another.',
    ),
  ],
  3160: [DEPOSITED],
  3170: [ACCOUNT_NUMBER, LOCKED],
  3180: [
    ACCOUNT_NUMBER,
    LOCKED,
    DEPOSITED,
    refused(
      /credit limit/i,
      'The transaction would exceed the credit limit of the customer or vendor.',
      'An accountant raises the credit limit in QuickBooks or changes the transaction.',
    ),
    refused(
      /not (?:in )?balance|out of balance/i,
      'The two sides of the transaction are not equal.',
      'An accountant corrects the amounts; then Tieout tries again.',
    ),
    refused(
      /transaction is empty|empty transaction/i,
      'QuickBooks does not save a transaction without amounts.',
      'An accountant adds an amount, or leaves the transaction out of the sync.',
    ),
  ],
  3185: [LOCKED],
  3210: [
    ACCOUNT_NUMBER,
    {
      when: /cannot pay more than|more than the amount due/i,
      status: {
        class: 'reread',
        sentence: 'The payment is larger than what is still open in QuickBooks.',
        cure: 'Tieout reads the balance again. If it stays, an accountant checks what else was paid on it.',
      },
    },
  ],
};
