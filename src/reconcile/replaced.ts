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
import { besideOf } from './posting';

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
  input: Pick<EntityInput, 'definition' | 'references' | 'targets' | 'rules'>,
  pair: { readonly quickbooks: BookRecord; readonly billcom: BookRecord },
  link: Link | undefined,
): Replaced {
  const { definition, references } = input;
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
  const there = linesOf(pair.billcom.fields[appliesTo]);
  // More of it is there by now; what somebody applied anew in Bill.com is that person's, also where it was agreed to.
  const isAppliedElse =
    now?.state === 'resolved' &&
    Object.keys(now.awaits).length === 0 &&
    !areSame(now.lines, there) &&
    isAsRecorded(pair.billcom, there, link.billcomBase[appliesTo]) &&
    there.every((line) => now.lines.some((other) => sameLine(line, other)));
  const source = named(definition, 'quickbooks', pair.quickbooks);
  if (wasChanged || isAppliedElse) {
    const lines = now?.state === 'resolved' ? now.lines : [];
    const isMadeFirst = now?.state === 'resolved' && Object.keys(now.awaits).length > 0;
    const why = whyNoSuccessor(input, pair.quickbooks, lines);
    // An invoice that it pays is made by this sync: the next one can tell.
    const refused = why && isMadeFirst ? { ...why, cure: 'Nothing: the next sync looks again.' } : why;
    return refused
      ? { holds: [holds.notPostable(source, refused)] }
      : { operation: undoing(definition, 'billcom', pair), holds: [holds.replaced(source)] };
  }
  return { holds: now?.state === 'resolved' ? leftOutHolds(source, appliesTo, now.leftOut) : [] };
}

/** Whether nobody applied it to something else, or to less, since it was recorded over all that it is applied to. */
const isAsRecorded = (
  { facts }: BookRecord,
  lines: readonly CanonicalLine[],
  base: CanonicalValue | undefined,
): boolean => areSame(lines, linesOf(base)) && Number(facts.unused ?? 0) === 0;

/** Why what was changed cannot be made anew, by what is known before the one that stands is undone. */
function whyNoSuccessor(
  { definition, targets, rules }: Pick<EntityInput, 'definition' | 'targets' | 'rules'>,
  source: BookRecord,
  lines: readonly CanonicalLine[],
): { because: string; cure: string } | undefined {
  const { appliesTo = '', postingThere } = definition.document ?? {};
  const back = definition.standsBack?.(source.fields, source.facts, 'quickbooks', false);
  const said = postingThere?.(
    { fields: { ...source.fields, [appliesTo]: lines }, source, now: undefined },
    besideOf({ targets, rules }),
  );
  const because =
    back?.because ??
    (lines.length === 0 ? 'nothing that it pays is in Bill.com now' : undefined) ??
    (said && 'because' in said ? said.because : undefined);
  return because === undefined
    ? undefined
    : {
        because: `${because}; what was recorded for it there before stands as it was`,
        cure: 'Change it back in QuickBooks; or make the recorded payment void in Bill.com and record there by hand what it should say.',
      };
}

const linesOf = (value: CanonicalValue | undefined): readonly CanonicalLine[] =>
  isLines(value) ? value : [];

/** In whatever order. */
const areSame = (one: readonly CanonicalLine[], two: readonly CanonicalLine[]): boolean =>
  one.length === two.length && one.every((line) => two.some((other) => sameLine(line, other)));
