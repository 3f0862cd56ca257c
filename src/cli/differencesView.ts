import type { DifferenceDocument } from '../acts/differences';
import type { CarriedDocument } from '../acts/previewCarried';
import { counted, many } from '../words/counted';
import { table } from './output';

/** The whole list is in --csv and --json. */
export function differencesText(differences: readonly DifferenceDocument[], shownAtMost: number): string {
  const rest = differences.length - shownAtMost;
  return [
    table(
      [
        { title: 'since the preview', wraps: true },
        { title: 'it showed', wraps: true },
        { title: 'it is now', wraps: true },
        { title: 'why', wraps: true },
      ],
      differences
        .slice(0, shownAtMost)
        .map((each) => [
          each.sentence,
          each.fields.map(({ label, shown }) => `${label}: ${shown || 'nothing'}`).join('\n'),
          each.fields.map(({ label, now }) => `${label}: ${now || 'nothing'}`).join('\n'),
          each.because ?? '',
        ]),
    ),
    ...(rest > 0 ? [`… and ${many(rest, 'more', 'more')} of ${counted(differences.length)}.`] : []),
  ].join('\n');
}

/** Longer lists are cut on the screen; --csv and --json have everything. */
const shownAtMost = 200;

export function carriedText({ company, cycle, carriedBy, differences }: CarriedDocument): string {
  const opening = `The preview of “${company}” (cycle ${cycle.number}) was accepted and went into cycle ${carriedBy.number}`;
  if (differences.length === 0) return `${opening} as it was shown.`;
  return [
    `${opening}. ${many(differences.length, 'thing')} changed in the books in the meantime:`,
    '',
    differencesText(differences, shownAtMost),
  ].join('\n');
}
