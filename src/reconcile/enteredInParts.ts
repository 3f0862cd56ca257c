import type { EntityName } from '../entities/definition';
import { centsOf, inCents } from '../entities/money';
import type { BookRecord } from '../entities/record';
import { shownOf } from './asking';
import { noDecisions, pairKey } from './decisions';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { referredIn } from './lineReferences';
import { named } from './named';
import { byRecordId, isLiving } from './paths';

type PartsInput = Pick<
  EntityInput,
  'definition' | 'records' | 'targets' | 'references' | 'decisions' | 'rules'
>;

/** What a payment takes of one document. */
interface Applied {
  readonly entity: EntityName;
  readonly id: string;
  readonly cents: bigint;
}

/**
 * Payments that people entered in both books in other parts: 40 in Bill.com, 25 and 15 in QuickBooks, of one bill. No two of
 * them are alike, so that nothing matches, and as long as the bill is open QuickBooks takes the money a second time. So it is
 * asked before a payment goes to a document on which QuickBooks has payments that Bill.com knows nothing of, where it may
 * have been entered there by hand: it was made before the two books were connected, or recorded in Bill.com by hand. What
 * Bill.com paid by itself since is no doubt.
 */
export class EnteredInParts {
  /** Payments of QuickBooks without a twin, by what they are applied to: `bill 5-1`. */
  readonly #strangers = new Map<string, BookRecord[]>();
  /** Pairs that by a person's word are not the same. */
  readonly #apart: ReadonlySet<string>;

  /** @param isLinked whether a payment of QuickBooks has its twin, by this plan or before it. */
  constructor(
    private readonly input: PartsInput,
    isLinked: (id: string) => boolean,
  ) {
    this.#apart = new Set((input.decisions ?? noDecisions).apart.map(pairKey));
    if (!input.definition.document?.isEnteredByHand) return;
    for (const record of byRecordId([...input.records.quickbooks.values()])) {
      if (!isLiving(record) || isLinked(record.id)) continue;
      for (const key of new Set(this.#appliedBy(record).map(keyOf)))
        this.#strangers.set(key, [...(this.#strangers.get(key) ?? []), record]);
    }
  }

  /** The question to be answered before a payment of Bill.com is made in QuickBooks, too. */
  about(record: BookRecord, source: HeldRecord): Hold | undefined {
    if (this.#strangers.size === 0 || !this.#mayBeThere(record)) return undefined;
    const { definition, references, targets } = this.input;
    for (const taken of this.#appliedBy(record)) {
      const twin = references.resolve(taken.entity, 'billcom', taken.id);
      if (twin.state !== 'linked') continue;
      const key = keyOf({ entity: taken.entity, id: twin.id });
      const strangers = (this.#strangers.get(key) ?? []).filter(
        ({ id }) => !this.#apart.has(pairKey({ quickbooksId: id, billcomId: record.id })),
      );
      if (strangers.length === 0) continue;
      const document = targets?.get(taken.entity, twin.id);
      return holds.enteredInParts(source, this.#labelOf(taken.entity), {
        name: String(document?.fields.name ?? twin.id),
        amount: inCents(taken.cents),
        quickbooks: document?.facts.open,
        billcom: targets?.get(taken.entity, taken.id)?.facts.due,
        there: strangers.map((stranger) => this.#partOf(stranger, key)),
        shown: shownOf(definition, record),
      });
    }
    return undefined;
  }

  #mayBeThere({ facts }: BookRecord): boolean {
    const connectedAt = this.input.rules?.connectedAt;
    const isOlder = connectedAt !== undefined && Date.parse(facts.made ?? '') < connectedAt.getTime();
    return isOlder || facts.offline !== undefined;
  }

  #partOf(record: BookRecord, key: string): { name: string; amount: string; date: string } {
    const { definition } = this.input;
    const cents = this.#appliedBy(record).filter((applied) => keyOf(applied) === key);
    return {
      name: named(definition, 'quickbooks', record).name,
      amount: inCents(cents.reduce((sum, applied) => sum + applied.cents, 0n)),
      date: String(record.fields[definition.document?.date ?? ''] ?? ''),
    };
  }

  #appliedBy({ fields }: BookRecord): Applied[] {
    const { document, fields: definitions } = this.input.definition;
    const name = document?.appliesTo ?? '';
    return referredIn(definitions[name], fields[name]).map(({ entity, id, line }) => ({
      entity,
      id,
      cents: centsOf(String(line?.amount ?? '0.00')),
    }));
  }

  #labelOf(entity: EntityName): string {
    const { document, fields } = this.input.definition;
    const parts = Object.values(fields[document?.appliesTo ?? '']?.line ?? {});
    return parts.find(({ references }) => references === entity)?.label ?? entity;
  }
}

const keyOf = ({ entity, id }: Pick<Applied, 'entity' | 'id'>): string => `${entity} ${id}`;
