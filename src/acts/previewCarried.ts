import { cycleDocument, type CycleDocument } from './cycleDocument';
import type { Cycle } from '../ledger/cycles';
import type { DifferenceDocument } from './differences';

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
