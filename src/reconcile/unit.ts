import type { Book, ConflictPolicy } from '../entities/definition';
import type { FieldDecision } from './field';

/**
 * Documents are one unit of lines, dates and party (design §6): what was changed on one side flows whole, what was
 * changed on both sides, in whichever of its fields, is one conflict.
 * @param decisions of the unit's fields, by name.
 * @param policy who wins, or what a person chose for one of these fields.
 * @returns the decisions with those of one unit made alike.
 */
export function decideAsOne(
  decisions: ReadonlyMap<string, FieldDecision>,
  unit: readonly string[],
  policy: ConflictPolicy,
): ReadonlyMap<string, FieldDecision> {
  const open = unit.flatMap((name): [string, FieldDecision][] => {
    const decision = decisions.get(name);
    return decision?.kind === 'flows' || decision?.kind === 'conflict' ? [[name, decision]] : [];
  });
  const sources = new Set<Book | 'both'>(
    open.map(([, decision]) =>
      decision.kind === 'flows' && !decision.overwrites ? decision.from : ('both' as const),
    ),
  );
  if (sources.size < 2 && !sources.has('both')) return decisions;
  const result = new Map(decisions);
  for (const [name] of open)
    result.set(
      name,
      policy === 'ask' ? { kind: 'conflict' } : { kind: 'flows', from: policy, overwrites: true },
    );
  return result;
}
