/**
 * What a statusCode means for the record, for the bookkeeper and for what happens next. The one catalogue; its
 * entries are in `statusCodes/`. Decided on the code, never on the severity (captures show 3210 as Info), and on the
 * text only where a code has several causes.
 */
import { BY_TEXT } from './statusCodes/byText';
import { OURS } from './statusCodes/ours';
import { PASSING } from './statusCodes/passing';
import { REFUSALS } from './statusCodes/refusals';
import { SAVED } from './statusCodes/saved';
import type { QbxmlStatus, StatusCodes } from './statusClass';

export type { QbxmlStatus, StatusClass } from './statusClass';

const CATALOGUE: StatusCodes = { ...SAVED, ...PASSING, ...REFUSALS, ...OURS };

/**
 * The meaning of one statusCode. Never throws: an unknown code is judged by its range, and one that cannot be a
 * code (-1, a missing one) is held, because nothing is known about what QuickBooks did.
 * @param message `statusMessage`, for the codes that have several causes
 */
export function statusOf(code: number, message: string): QbxmlStatus {
  const byText = BY_TEXT[code]?.find(({ when }) => when.test(message));
  return byText?.status ?? CATALOGUE[code] ?? byRange(code);
}

/** One entry of the catalogue; `when` is set where the code has this meaning only with such a text of QuickBooks. */
export interface CataloguedStatus {
  readonly code: number;
  readonly when?: RegExp;
  readonly status: QbxmlStatus;
}

/** Every meaning that Tieout knows, by code, the plain one of a code before those by text. */
export function statusCatalogue(): readonly CataloguedStatus[] {
  return Object.entries(CATALOGUE).flatMap(([key, status]) => {
    const code = Number(key);
    const byText = (BY_TEXT[code] ?? []).map((rule) => ({ code, when: rule.when, status: rule.status }));
    return [{ code, status }, ...byText];
  });
}

function byRange(code: number): QbxmlStatus {
  if (code >= 0 && code < 500) {
    return {
      class: 'done',
      sentence: `QuickBooks did it, with the note ${code}.`,
      cure: 'Nothing needs to be done.',
    };
  }
  if (code >= 500 && code < 1000) {
    return {
      class: 'warned',
      sentence: `QuickBooks did it and gave a warning that Tieout does not know (${code}).`,
      cure: 'An accountant may look at the record in QuickBooks; Tieout will not send it again.',
    };
  }
  if (code >= 9100 && code <= 9199) {
    return {
      class: 'bug',
      sentence: 'Tieout referred to a record of the same transmission in a way QuickBooks did not accept.',
      cure: 'This is a fault of Tieout; its support must correct it.',
    };
  }
  return {
    class: 'hold',
    sentence:
      code >= 1000
        ? `QuickBooks refused it for a reason that Tieout does not know (${code}).`
        : 'QuickBooks did not say whether it did it.',
    cure: 'An accountant should look at the record in QuickBooks and then try again or leave it out.',
  };
}
