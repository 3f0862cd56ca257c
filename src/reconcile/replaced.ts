import type { CanonicalLine, CanonicalValue } from '../entities/definition';
import { isLines, rulesOf, sameLine, sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { undoing } from './broken';
import type { EntityInput } from './input';
import type { Hold } from './holds';
import { holds } from './holds';
import { leftOutHolds, resolveLines } from './lineReferences';
import { named } from './named';
import type { Link, PlannedOperation } from './plan';

/** What becomes of a pair whose record in Bill.com nobody can change. */
export interface Replaced {
  /** The write that undoes it; undefined where it stands. */
  readonly operation?: PlannedOperation;
  /** What is said of lines that Bill.com has no document for, and of what is undone. */
  readonly holds: readonly Hold[];
}

/**
 * What Tieout has recorded in Bill.com for a document of QuickBooks and nobody can change there: when that document was
 * changed, or more of what it is applied to is in Bill.com by now, it is undone. With its twin undone by us the document is
 * made anew by the plan after that (madeAgain.ts).
 */
export function replaced(
  { definition, references }: Pick<EntityInput, 'definition' | 'references'>,
  pair: { readonly quickbooks: BookRecord; readonly billcom: BookRecord },
  link: Link | undefined,
): Replaced {
  const { document } = definition;
  const { replacedFor, flows } = rulesOf(definition, pair.billcom.fields, pair.billcom.facts);
  if (!document || !link || !replacedFor || !flows.quickbooksToBillcom) return { holds: [] };
  const { appliesTo = '' } = document;
  const wasChanged = replacedFor.some((name) => {
    const base = link.quickbooksBase[name];
    return base !== undefined && !sameValue(pair.quickbooks.fields[name], base);
  });
  const field = definition.fields[appliesTo];
  const now =
    field &&
    resolveLines(
      references,
      { name: appliesTo, definition: field },
      'quickbooks',
      pair.quickbooks.fields[appliesTo] ?? null,
    );
  const isAppliedElse =
    now?.state === 'resolved' &&
    Object.keys(now.awaits).length === 0 &&
    !areSame(now.lines, linesOf(pair.billcom.fields[appliesTo]));
  const source = named(definition, 'quickbooks', pair.quickbooks);
  if (wasChanged || isAppliedElse)
    return { operation: undoing(definition, 'billcom', pair), holds: [holds.replaced(source)] };
  return { holds: now?.state === 'resolved' ? leftOutHolds(source, appliesTo, now.leftOut) : [] };
}

const linesOf = (value: CanonicalValue | undefined): readonly CanonicalLine[] =>
  isLines(value) ? value : [];

/** In whatever order. */
const areSame = (one: readonly CanonicalLine[], two: readonly CanonicalLine[]): boolean =>
  one.length === two.length && one.every((line) => two.some((other) => sameLine(line, other)));
