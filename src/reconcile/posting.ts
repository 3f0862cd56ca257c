import type { CanonicalValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import type { PlannedOperation } from './plan';

/**
 * A write to QuickBooks with what follows from the records that it leads to (`DocumentRules.posting`), or why it cannot be
 * made now.
 * @param billcom the record that it comes from.
 */
export function posted(
  { definition, records, targets, rules }: Pick<EntityInput, 'definition' | 'records' | 'targets' | 'rules'>,
  operation: PlannedOperation,
  billcom: BookRecord,
  source: HeldRecord,
): { operation: PlannedOperation } | { hold: Hold } {
  const { posting } = definition.document ?? {};
  if (!posting || operation.book !== 'quickbooks' || operation.action === 'void') return { operation };
  const now = records.quickbooks.get(operation.recordId ?? '')?.fields;
  const said = posting(
    { fields: operation.fields, source: billcom, now },
    {
      target: (entity, id) => targets?.get(entity, id),
      account: (setting) => rules?.accounts?.[setting],
    },
  );
  if ('because' in said) return { hold: holds.notPostable(source, said) };
  const names = Object.keys(said.fields);
  const of = (values: Readonly<Record<string, CanonicalValue>>): Record<string, CanonicalValue> =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return {
    operation: {
      ...operation,
      fields: { ...operation.fields, ...said.fields },
      sourceBase: { ...operation.sourceBase, ...of(billcom.fields) },
      before: operation.before && { ...operation.before, ...of(now ?? {}) },
    },
  };
}
