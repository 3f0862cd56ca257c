/** Codes that say that Tieout sent something wrong. The record is held, everything else goes on. */
import type { QbxmlStatus, StatusCodes } from '../statusClass';

const bug = (what: string): QbxmlStatus => ({
  class: 'bug',
  sentence: `Tieout sent QuickBooks ${what}. Nothing was written.`,
  cure: 'This is a fault of Tieout, not yours; its support must correct it.',
});

export const OURS: StatusCodes = {
  1030: bug('a request that this edition does not know'),
  1060: bug('a request with an id that QuickBooks does not accept'),
  3010: bug('a yes or no that QuickBooks could not read'),
  3020: bug('a date that QuickBooks could not read'),
  3030: bug('a date range that QuickBooks could not read'),
  3031: bug('a range of texts that QuickBooks could not read'),
  3035: bug('a length of time that QuickBooks could not read'),
  3040: bug('an amount that QuickBooks could not read'),
  3045: bug('a price that QuickBooks could not read'),
  3050: bug('a percentage that QuickBooks could not read'),
  3060: bug('a quantity that QuickBooks could not read'),
  3065: bug('an id of its own that QuickBooks could not read'),
  3070: bug('a text that is too long for its field'),
  3080: bug('a value in a form that QuickBooks does not accept'),
  3085: bug('a name in a form that QuickBooks does not accept'),
  3090: bug('a value that QuickBooks could not store'),
  3110: bug('a choice that QuickBooks does not know'),
  3150: bug('a record without something that QuickBooks needs'),
  3151: bug('a field that QuickBooks does not take here'),
  3152: bug('a field that QuickBooks does not take here'),
  3153: bug('a field that QuickBooks does not take here'),
  3290: bug('the lines of a transaction in another order than QuickBooks has them'),
  3310: bug('a transaction whose two sides are not equal'),
  3351: bug('a private field for a record that cannot have one'),
};
