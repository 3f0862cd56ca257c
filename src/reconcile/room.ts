import type { CanonicalValue, EntityName, ReferenceTarget } from '../entities/definition';
import { isLines } from '../entities/definition';
import { centsOf, inCents, sumOfMoney } from '../entities/money';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import type { PlannedOperation } from './plan';

/** QuickBooks' records that references lead to, as far as a plan was given them. */
export interface Targets {
  get(entity: EntityName, quickbooksId: string): ReferenceTarget | undefined;
}

/**
 * What is open on the documents that this plan applies others to: QuickBooks refuses more than that (3210). The fact
 * `open` is as of the document's last reading. That QuickBooks renews a bill's TimeModified when something is applied to it
 * is inferred; where it does not, its refusal says the same.
 */
export class Room {
  readonly #taken = new Map<string, bigint>();

  constructor(private readonly input: Pick<EntityInput, 'definition' | 'targets' | 'records'>) {}

  /** Takes what an operation applies. @returns why it cannot, when there is not enough left; nothing is taken then. */
  take(operation: PlannedOperation, source: HeldRecord): Hold | undefined {
    const { definition, targets, records } = this.input;
    if (operation.book !== 'quickbooks') return undefined;
    const less = this.#lessThanApplied(operation, source);
    if (less) return less;
    const name = definition.document?.appliesTo;
    if (name === undefined || !(name in operation.fields)) return undefined;
    const before = records.quickbooks.get(operation.recordId ?? '')?.fields[name] ?? null;
    const taken = new Map<string, bigint>();
    for (const [part, { references: entity, label }] of Object.entries(definition.fields[name]?.line ?? {})) {
      if (entity === undefined) continue;
      const had = amountsOf(before, part);
      for (const [id, amount] of amountsOf(operation.fields[name] ?? null, part)) {
        const more = amount - (had.get(id) ?? 0n);
        taken.set(id, more);
        const target = targets?.get(entity, id);
        const open = target?.facts.open;
        if (target === undefined || open === undefined) continue;
        const left = centsOf(open) + (had.get(id) ?? 0n) - (this.#taken.get(id) ?? 0n);
        if (amount > left)
          return holds.noRoom(source, label, {
            name: String(target.fields.name ?? id),
            amount: inCents(amount),
            left: inCents(left),
          });
      }
    }
    for (const [id, more] of taken) this.#taken.set(id, (this.#taken.get(id) ?? 0n) + more);
    return undefined;
  }

  /** A bill or credit cannot come to less than what is applied to it in QuickBooks. */
  #lessThanApplied({ recordId, fields }: PlannedOperation, source: HeldRecord): Hold | undefined {
    const { total, open } = this.input.records.quickbooks.get(recordId ?? '')?.facts ?? {};
    if (total === undefined || open === undefined || !isLines(fields.lines)) return undefined;
    const applied = centsOf(total) - centsOf(open);
    const amount = centsOf(sumOfMoney(fields.lines.map((line) => String(line.amount))));
    return applied > 0n && amount < applied
      ? holds.lessThanApplied(source, { amount: inCents(amount), applied: inCents(applied) })
      : undefined;
  }
}

/** What lines apply to each document, in cents. */
function amountsOf(lines: CanonicalValue, part: string): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const line of isLines(lines) ? lines : []) {
    const id = line[part];
    if (typeof id === 'string')
      amounts.set(id, (amounts.get(id) ?? 0n) + centsOf(String(line.amount ?? '0.00')));
  }
  return amounts;
}
