import { isLines, type CanonicalLine } from '../entities/definition';
import { applications } from '../entities/appliedLinks';
import { centsOf } from '../entities/money';
import type { EntityInput } from './input';
import type { PlannedOperation } from './plan';
import type { Targets } from './room';

interface Asked {
  readonly operation: Pick<PlannedOperation, 'fields' | 'sourceId'>;
  /** The field whose lines say what it is applied to, and the part of a line that names the document. */
  readonly name: string;
  readonly part: string;
  /** The document of Bill.com. */
  readonly id: string;
  /** What this payment and the ones before it in the plan take of it, in cents. */
  readonly taken: bigint;
}

/**
 * What stays open of a document in QuickBooks, in cents, after a payment there that Bill.com is to have too. As long as
 * Bill.com has at least that open after it was recorded, it can be the payment that Bill.com lacks; else Bill.com may have
 * it already, entered by hand under another date or number. QuickBooks' bill may have been read before it was paid: its
 * links then do not name the payment yet.
 * @returns undefined when QuickBooks' document is not known.
 */
export function openInQuickbooks(
  { definition, records }: Pick<EntityInput, 'definition' | 'records'>,
  targets: Targets | undefined,
  { operation, name, part, id, taken }: Asked,
): bigint | undefined {
  const entity = definition.fields[name]?.line?.[part]?.references;
  const written = operation.fields[name] ?? null;
  const source = records.quickbooks.get(operation.sourceId)?.fields[name] ?? null;
  if (entity === undefined || !isLines(written) || !isLines(source)) return undefined;
  // The lines of an operation stand in the order of its source's, without those that were left out.
  const isThere = ({ [part]: of }: CanonicalLine): boolean =>
    typeof of === 'string' && targets?.get(entity, of) !== undefined;
  const kept = source.length === written.length ? source : source.filter(isThere);
  const ownId = kept[written.findIndex((line) => line[part] === id)]?.[part];
  const own = typeof ownId === 'string' ? targets?.get(entity, ownId) : undefined;
  if (own?.facts.open === undefined) return undefined;
  const isSeen = applications(own.facts).some((each) => each.id === operation.sourceId);
  return centsOf(own.facts.open) - (isSeen ? 0n : taken);
}
