import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  ConflictPolicy,
  EntityDefinition,
  FieldDefinition,
} from '../entities/definition';
import { books, isEmptyValue, sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { FieldChoice } from './decisions';
import { reconcileField, type FieldDecision } from './field';
import type { BookRules } from './guards/bookRules';
import { areSameLines } from './lineReferences';
import { markedName } from './names';
import { agreedByParted, goneIn } from './parted';
import { isSameReference, type References } from './references';
import type { Targets } from './room';
import { decideAsOne } from './unit';

export interface PairInput {
  readonly definition: EntityDefinition;
  readonly quickbooks: BookRecord;
  readonly billcom: BookRecord;
  /** Empty for a pair that was linked just now. */
  readonly quickbooksBase: CanonicalFields;
  readonly billcomBase: CanonicalFields;
  readonly policy: ConflictPolicy;
  readonly references: References;
  readonly targets?: Targets | undefined;
  /** What people decided about conflicts of this pair. */
  readonly choices?: readonly FieldChoice[];
  readonly rules?: BookRules | undefined;
  /** Fields of which each book keeps its own: a write to them was taken back. */
  readonly apart?: ReadonlySet<string> | undefined;
}

/** The values of one field in both books. */
export const valuesOf = ({ quickbooks, billcom }: PairInput, name: string): Record<Book, CanonicalValue> => ({
  quickbooks: quickbooks.fields[name] ?? null,
  billcom: billcom.fields[name] ?? null,
});

/** Whether a person's choice was made between the values of now. */
export const stands = (choice: FieldChoice, values: Readonly<Record<Book, CanonicalValue>>): boolean =>
  books.every((book) => sameValue(choice[book], values[book]));

/**
 * Whether what is changed in this book goes over when a person says so, and only then: documents that are changed in the
 * other one only, once they are in both.
 */
export const mayFollow = ({ changedIn, document }: EntityDefinition, from: Book): boolean =>
  document !== undefined && changedIn !== undefined && changedIn !== from;

/** The book that a person has chosen for a field, or for another field of its unit, by the values of now. */
export function chosenFor(input: PairInput, name: string): Book | undefined {
  const standing = (field: string): Book | undefined => {
    const choice = input.choices?.find((each) => each.field === field);
    return choice && stands(choice, valuesOf(input, field)) ? choice.take : undefined;
  };
  const unit = input.definition.document?.unit ?? [];
  const others = unit.includes(name) ? unit.map(standing).find((take) => take !== undefined) : undefined;
  return standing(name) ?? others;
}

/** What becomes of each field of a pair: three-way, by people's choices, and whole units as one. */
export function decideFields(input: PairInput): ReadonlyMap<string, FieldDecision> {
  const { definition, references } = input;
  const standing = new Map<string, FieldChoice>();
  const decisions = new Map(
    Object.entries(definition.fields).map(([name, field]): [string, FieldDecision] => {
      const values = valuesOf(input, name);
      const choice = input.choices?.find((each) => each.field === name);
      if (choice && stands(choice, values)) standing.set(name, choice);
      const leads = field.references !== undefined || field.line !== undefined;
      const state = {
        quickbooks: values.quickbooks,
        billcom: values.billcom,
        quickbooksBase: input.quickbooksBase[name],
        billcomBase: input.billcomBase[name],
        hasParted: leads && agreedByParted(references, field, values),
        goneIn: leads ? goneIn(references, field, values) : undefined,
      };
      const same =
        field.line !== undefined
          ? areSameLines(references, field, values.quickbooks, values.billcom)
          : field.references === undefined
            ? (name === 'name' && isMarked(definition, field, values)) || wasPostedLater(input, name, values)
            : isSameReference(references, field.references, values.quickbooks, values.billcom);
      const take = standing.get(name)?.take;
      const isOpen = field.leftOpen !== undefined && isLeftOpen(state, values[field.leftOpen]);
      const policy = field.follows ?? take ?? input.policy;
      const decision = reconcileField(field, state, policy, same || isOpen);
      const isOverruled = decision.kind === 'flows' && take !== undefined && decision.from !== take;
      const isByPerson = decision.kind === 'flows' && take !== undefined && mayFollow(definition, take);
      return [name, isOverruled || isByPerson ? { kind: 'flows', from: take, overwrites: true } : decision];
    }),
  );
  const unit = definition.document?.unit ?? [];
  const chosen = unit.map((name) => standing.get(name)?.take).find((take) => take !== undefined);
  return decideAsOne(decisions, unit, chosen ?? input.policy);
}

/** Whether a pair was linked just now, and the book that may say nothing of this says nothing. */
const isLeftOpen = (
  bases: {
    readonly quickbooksBase: CanonicalValue | undefined;
    readonly billcomBase: CanonicalValue | undefined;
  },
  said: CanonicalValue,
): boolean => bases.quickbooksBase === undefined && bases.billcomBase === undefined && isEmptyValue(said);

/** Whether a pair that has agreed on nothing yet differs by the day only on which it was posted, its own being closed. */
const wasPostedLater = (
  { definition, quickbooks, quickbooksBase }: PairInput,
  name: string,
  { billcom }: Readonly<Record<Book, CanonicalValue>>,
): boolean =>
  name === definition.document?.date &&
  quickbooksBase[name] === undefined &&
  quickbooks.facts.originalDate !== undefined &&
  quickbooks.facts.originalDate === billcom;

/** Whether QuickBooks' name is Bill.com's with the mark that a name clash gave it. */
function isMarked(
  definition: EntityDefinition,
  field: FieldDefinition,
  values: Readonly<Record<Book, CanonicalValue>>,
): boolean {
  const name = field.inBook.quickbooks(values.billcom);
  return typeof name === 'string' && values.quickbooks === markedName(definition, name);
}
