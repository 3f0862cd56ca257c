import { many } from './output';
import { cycleDocument, type CycleDocument } from './cycleDocument';
import type { Cycle } from '../ledger/cycles';
import { differencesText, type DifferenceDocument } from './sinceView';

/** A first preview that a sync has carried out: what that did otherwise. Pure. */
export interface CarriedDocument {
  readonly company: string;
  readonly cycle: CycleDocument;
  readonly carriedBy: CycleDocument;
  readonly differences: readonly DifferenceDocument[];
}

export const carriedDocument = (
  company: string,
  preview: Cycle,
  carriedBy: Cycle,
  differences: readonly DifferenceDocument[],
): CarriedDocument => ({
  company,
  cycle: cycleDocument(preview),
  carriedBy: cycleDocument(carriedBy),
  differences,
});

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
