import type { CanonicalValue } from '../entities/definition';
import type { Beside } from '../entities/documentRules';
import type { BookRecord } from '../entities/record';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import type { PlannedOperation } from './plan';

/** What a posting rule may look at beside the record. */
export const besideOf = ({
  targets,
  rules,
}: {
  readonly targets: EntityInput['targets'] | undefined;
  readonly rules: EntityInput['rules'] | undefined;
}): Beside => ({
  target: (entity, id) => targets?.get(entity, id),
  account: (setting) => rules?.accounts?.[setting],
});

/**
 * A write with what follows from the records that it leads to (`DocumentRules.posting` and `postingThere`), or why it cannot
 * be made now.
 * @param from the record that it comes from.
 */
export function posted(
  { definition, records, targets, rules }: Pick<EntityInput, 'definition' | 'records' | 'targets' | 'rules'>,
  operation: PlannedOperation,
  from: BookRecord,
  source: HeldRecord,
): { operation: PlannedOperation } | { hold: Hold } {
  const { posting, postingThere } = definition.document ?? {};
  const says = operation.book === 'quickbooks' ? posting : postingThere;
  if (!says || operation.action === 'void') return { operation };
  const now = records[operation.book].get(operation.recordId ?? '')?.fields;
  const said = says({ fields: operation.fields, source: from, now }, besideOf({ targets, rules }));
  if ('because' in said) return { hold: holds.notPostable(source, said) };
  const names = Object.keys(said.fields);
  const of = (values: Readonly<Record<string, CanonicalValue>>): Record<string, CanonicalValue> =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return {
    operation: {
      ...operation,
      fields: { ...operation.fields, ...said.fields },
      sourceBase: { ...operation.sourceBase, ...of(from.fields) },
      before: operation.before && { ...operation.before, ...of(now ?? {}) },
    },
  };
}
