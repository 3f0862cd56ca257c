import type { CanonicalValue, EntityDefinition, EntityName, ReferenceTarget } from '../entities/definition';
import { takersOf } from '../entities/appliedLinks';
import { isLines } from '../entities/definition';
import { centsOf, inCents, sumOfMoney } from '../entities/money';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { byRecordId, isLiving } from './paths';
import type { PlannedOperation } from './plan';
import { openInQuickbooks } from './settledThere';

/** What it takes to know what is open. */
type RoomInput = Pick<EntityInput, 'definition' | 'targets' | 'records' | 'taken' | 'appliedThere'>;

/** The records that references lead to, as far as a plan was given them. No id is one of both books. */
export interface Targets {
  get(entity: EntityName, id: string): ReferenceTarget | undefined;
}

/**
 * What is open on the documents that this plan applies others to: QuickBooks refuses more than that (3210), and in Bill.com
 * it would be paid twice. The fact `open` is as of the document's last reading. That QuickBooks renews a bill's
 * TimeModified when something is applied to it is inferred; where it does not, its refusal says the same. Bill.com does not
 * renew a bill's updatedTime then, so that its bills are read again right before (stillOpen.ts).
 */
export class Room {
  readonly #taken: Map<string, bigint>;

  /** @param paidThereAlone what payments of Bill.com alone take of a document there that nobody entered by hand, in cents */
  constructor(
    private readonly input: RoomInput,
    private readonly paidThereAlone: (document: { entity: EntityName; id: string }) => bigint = () => 0n,
  ) {
    this.#taken = new Map(input.taken);
  }

  /**
   * Takes what an operation applies.
   * @param question what else is asked before, where there is room.
   * @returns why it cannot, when there is not enough left or somebody is asked first; nothing is taken then.
   */
  take(
    operation: Pick<PlannedOperation, 'book' | 'fields' | 'recordId' | 'sourceId'>,
    source: HeldRecord,
    question?: () => Hold | undefined,
  ): Hold | undefined {
    const { definition, targets, records } = this.input;
    const less =
      operation.book === 'quickbooks'
        ? this.#lessThanApplied(operation, source)
        : this.#lessThanPaid(operation, source);
    if (less) return less;
    const name = definition.document?.appliesTo;
    if (name === undefined || !(name in operation.fields)) return question?.();
    const written = records[operation.book].get(operation.recordId ?? '')?.fields[name] ?? null;
    const taken = new Map<string, bigint>();
    for (const [part, { references: entity, label }] of Object.entries(definition.fields[name]?.line ?? {})) {
      if (entity === undefined) continue;
      const had = amountsOf(written, part);
      for (const [id, amount] of amountsOf(operation.fields[name] ?? null, part)) {
        const more = amount - (had.get(id) ?? 0n);
        taken.set(id, more);
        const target = targets?.get(entity, id);
        const open = target?.facts.open;
        if (target === undefined || open === undefined) continue;
        const before = this.#taken.get(id) ?? 0n;
        const left = centsOf(open) + (had.get(id) ?? 0n) - before;
        const on = { name: String(target.fields.name ?? id), amount: inCents(amount) };
        if (amount > left) {
          const rest = { ...on, left: inCents(left) };
          const takers = takersOf(target.facts);
          if (operation.book === 'quickbooks' && takers.length > 0)
            return holds.takenBefore(source, label, rest, takers);
          return operation.book === 'quickbooks'
            ? holds.noRoom(source, label, rest)
            : holds.paidTwice(source, label, rest, this.#onTheWay(name, part, id));
        }
        if (operation.book === 'quickbooks') continue;
        const asked = { operation, name, part, id, taken: before + amount };
        const here = openInQuickbooks(this.input, targets, asked);
        const there = centsOf(target.facts.due ?? open) - before - amount;
        // What Bill.com paid by itself is on its way to QuickBooks.
        if (here === undefined || there >= here || there >= here - this.paidThereAlone({ entity, id }))
          continue;
        // What a person can answer comes first.
        const quickbooks = inCents(here);
        return (
          question?.() ?? holds.recordedAlready(source, label, { ...on, quickbooks, billcom: inCents(there) })
        );
      }
    }
    const asked = question?.();
    if (asked) return asked;
    for (const [id, more] of taken) this.#taken.set(id, (this.#taken.get(id) ?? 0n) + more);
    return undefined;
  }

  /** A bill or credit cannot come to less than what is applied to it in QuickBooks. */
  #lessThanApplied(
    { recordId, fields }: Pick<PlannedOperation, 'recordId' | 'fields'>,
    source: HeldRecord,
  ): Hold | undefined {
    const { total, open } = this.input.records.quickbooks.get(recordId ?? '')?.facts ?? {};
    if (total === undefined || open === undefined || !isLines(fields.lines)) return undefined;
    const applied = centsOf(total) - centsOf(open);
    const amount = centsOf(sumOfMoney(fields.lines.map((line) => String(line.amount))));
    return applied > 0n && amount < applied
      ? holds.lessThanApplied(source, { amount: inCents(amount), applied: inCents(applied) })
      : undefined;
  }

  /**
   * The same in Bill.com, by the payments and credits there: when a bill is paid, neither its updatedTime is renewed nor its
   * amount due read again.
   */
  #lessThanPaid(
    { recordId, sourceId, fields }: Pick<PlannedOperation, 'recordId' | 'sourceId' | 'fields'>,
    source: HeldRecord,
  ): Hold | undefined {
    const { definition, records, appliedThere } = this.input;
    const { comesToAnother, unit = [] } = definition.document ?? {};
    if (recordId === null) return undefined;
    // An invoice comes to its lines with their tax, so that its tax item changes it, too.
    const { total } = records.quickbooks.get(sourceId)?.facts ?? {};
    const withTax = comesToAnother && unit.some((name) => name in fields) ? total : undefined;
    const lines = isLines(fields.lines) ? fields.lines.map((line) => String(line.amount)) : undefined;
    const amount = withTax ?? (lines && sumOfMoney(lines));
    if (amount === undefined) return undefined;
    const by = appliedThere?.get(recordId) ?? [];
    if (by.length > 0) {
      const paid = sumOfMoney(by.map((each) => each.amount));
      return centsOf(amount) < centsOf(paid) ? holds.lessThanPaid(source, { amount, paid }, by) : undefined;
    }
    const there = records.billcom.get(recordId)?.facts ?? {};
    if (withTax === undefined || there.total === undefined || there.open === undefined) return undefined;
    const applied = inCents(centsOf(there.total) - centsOf(there.open));
    return centsOf(amount) < centsOf(applied)
      ? holds.lessThanApplied(source, { amount, applied })
      : undefined;
  }

  /** Records of Bill.com that will take of the document, though they are not final yet. */
  #onTheWay(name: string, part: string, id: string): string[] {
    const { definition, records } = this.input;
    return byRecordId(records.billcom.values())
      .filter(
        (record) =>
          isLiving(record) &&
          definition.document?.isUnderWay?.(record.facts) === true &&
          amountsOf(record.fields[name] ?? null, part).has(id),
      )
      .map(({ id: own, fields }) => String(fields.name ?? own));
  }
}

/** What operations apply to documents of QuickBooks beside what was applied before: payments and credits to the same bill. */
export function alsoTaken(
  before: ReadonlyMap<string, bigint>,
  { document, fields }: EntityDefinition,
  operations: readonly PlannedOperation[],
): ReadonlyMap<string, bigint> {
  const name = document?.appliesTo;
  if (name === undefined) return before;
  const parts = Object.entries(fields[name]?.line ?? {}).filter(
    ([, { references }]) => references !== undefined,
  );
  const taken = new Map(before);
  const add = (lines: CanonicalValue | undefined, sign: bigint): void => {
    for (const [part] of parts)
      for (const [id, amount] of amountsOf(lines ?? null, part))
        taken.set(id, (taken.get(id) ?? 0n) + sign * amount);
  };
  for (const operation of operations) {
    if (operation.book !== 'quickbooks' || !(name in operation.fields)) continue;
    add(operation.fields[name], 1n);
    add(operation.before?.[name], -1n);
  }
  return taken;
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
