/** Codes that pass by themselves, or by reading again; and those about a message set and not about a record. */
import type { StatusCodes } from '../statusClass';

const TRIES_AGAIN = 'Nothing: Tieout tries again by itself.';
const LOCKED =
  'Nothing: Tieout tries again by itself. If it stays, someone should close the record in QuickBooks.';
const READS_AGAIN = 'Tieout reads the record again and tries once more with what it finds.';
const LOOKS_UP = 'Tieout looks every record of the transmission up before it sends anything again.';

export const PASSING: StatusCodes = {
  1000: { class: 'retry', sentence: 'QuickBooks had an internal error.', cure: TRIES_AGAIN },
  1010: { class: 'retry', sentence: 'QuickBooks was not available.', cure: TRIES_AGAIN },
  3162: {
    class: 'retry',
    sentence: 'QuickBooks does this only in single-user mode, and other people are working.',
    cure: 'Tieout tries again by itself; it works when QuickBooks is in single-user mode.',
  },
  3175: { class: 'retry', sentence: 'Someone is using the record in QuickBooks.', cure: LOCKED },
  3176: { class: 'retry', sentence: 'Someone is using a related record in QuickBooks.', cure: LOCKED },

  3000: {
    class: 'reread',
    sentence: 'QuickBooks does not accept an id in this record, or would link something twice.',
    cure: READS_AGAIN,
  },
  3120: {
    class: 'reread',
    sentence: 'QuickBooks no longer has this record.',
    cure: 'Tieout reads the list again and follows the rule for deleted records.',
  },
  3130: {
    class: 'reread',
    sentence: 'The entry above this one is not in QuickBooks.',
    cure: 'Tieout writes the parent first and then tries once more.',
  },
  3140: {
    class: 'reread',
    sentence: 'The record names something that QuickBooks does not have or that is inactive there.',
    cure: 'Tieout reads the list again. If it stays, someone must make the named entry active or choose another.',
  },
  3177: { class: 'reread', sentence: 'Two records are linked in QuickBooks already.', cure: READS_AGAIN },
  3200: {
    class: 'reread',
    sentence: 'The record was changed in QuickBooks while Tieout was about to change it.',
    cure: READS_AGAIN,
  },
  3205: {
    class: 'reread',
    sentence: 'QuickBooks did not recognize the version of the record that Tieout knows.',
    cure: READS_AGAIN,
  },
  3390: {
    class: 'reread',
    sentence: 'QuickBooks has too many long lists open at once.',
    cure: 'Tieout starts reading the list again.',
  },
  3391: {
    class: 'reread',
    sentence: 'QuickBooks closed a long list while Tieout was reading it.',
    cure: 'Tieout starts reading the list again.',
  },

  3231: {
    class: 'notProcessed',
    sentence: 'QuickBooks did not try this, because something before it failed.',
    cure: 'Tieout sends it again in a later transmission.',
  },

  9001: {
    class: 'recovery',
    sentence: 'QuickBooks knows this transmission with other content.',
    cure: LOOKS_UP,
  },
  9002: {
    class: 'recovery',
    sentence: 'QuickBooks has no stored answer for this transmission.',
    cure: LOOKS_UP,
  },
  9003: { class: 'recovery', sentence: 'QuickBooks did not use the stored answer.', cure: LOOKS_UP },
  9004: {
    class: 'recovery',
    sentence: 'QuickBooks could not keep an answer under an id that is too long.',
    cure: LOOKS_UP,
  },
  9005: {
    class: 'recovery',
    sentence: 'QuickBooks could not store its answer in the company file.',
    cure: LOOKS_UP,
  },
};
