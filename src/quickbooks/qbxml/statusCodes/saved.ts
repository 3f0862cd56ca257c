/** Codes below 1000: done. On an Add or Mod all of them mean saved; sending again would make a second record. */
import type { StatusCodes } from '../statusClass';

const NOTHING = 'Nothing needs to be done.';
const LOOK = 'An accountant may look at the record in QuickBooks; Tieout will not send it again.';

export const SAVED: StatusCodes = {
  0: { class: 'done', sentence: 'QuickBooks did it.', cure: NOTHING },
  1: { class: 'empty', sentence: 'QuickBooks found nothing that matches.', cure: NOTHING },
  500: {
    class: 'warned',
    sentence: 'QuickBooks does not have some of the records that Tieout asked for by id or name.',
    cure: 'Tieout treats them as gone once the list of deleted records confirms it.',
  },
  501: {
    class: 'warned',
    sentence: 'QuickBooks has a record that it cannot show to programs of this version.',
    cure: 'An accountant can see it in QuickBooks; updating QuickBooks may help.',
  },
  510: {
    class: 'warned',
    sentence: 'QuickBooks did it, but could not show the record afterwards.',
    cure: 'Tieout reads it again in the next cycle.',
  },
  530: {
    class: 'warned',
    sentence: 'QuickBooks saved the record without a field that this edition does not have.',
    cure: LOOK,
  },
  531: {
    class: 'warned',
    sentence: 'QuickBooks saved the record without a choice that this edition does not have.',
    cure: LOOK,
  },
  550: {
    class: 'warned',
    sentence: 'QuickBooks saved the record, but not its note.',
    cure: 'Someone may add the note in QuickBooks.',
  },
  560: {
    class: 'warned',
    sentence: 'QuickBooks did it; a field that Tieout sent is out of date.',
    cure: 'Nothing is wrong with the record; support of Tieout should know.',
  },
  570: {
    class: 'warned',
    sentence: 'QuickBooks saved the record, but what it should be linked with is closed already.',
    cure: 'Tieout reads both again; an accountant should check the link in QuickBooks.',
  },
  600: {
    class: 'recovery',
    sentence: 'QuickBooks does not know the transmission whose answer it was to forget.',
    cure: 'Tieout looks up what became of its records.',
  },
};
