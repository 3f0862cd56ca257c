import type {
  Book,
  CanonicalLine,
  CanonicalValue,
  EntityName,
  FieldDefinition,
} from '../entities/definition';
import { isLines, isNotCarried, otherBook } from '../entities/definition';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { Awaited } from './plan';
import { isSameReference, type References, type Resolved } from './references';

/** References inside the lines of a document: each points to a record of the line's book. */

/** Where a line's reference stands in an operation's `awaits`: `lines.2.account`. */
const placeOf = (field: string, index: number, part: string): string => `${field}.${index}.${part}`;

/** The records that a field refers to, by itself or in its lines; with the line. */
export function referredIn(
  field: FieldDefinition | undefined,
  value: CanonicalValue | undefined,
): { readonly entity: EntityName; readonly id: string; readonly line?: CanonicalLine }[] {
  if (field?.references !== undefined)
    return typeof value === 'string' ? [{ entity: field.references, id: value }] : [];
  const lines = value ?? null;
  return (isLines(lines) ? lines : []).flatMap((line) =>
    Object.entries(field?.line ?? {}).flatMap(([part, { references: entity }]) => {
      const id = line[part];
      return entity !== undefined && typeof id === 'string' ? [{ entity, id, line }] : [];
    }),
  );
}

/** Bill.com's lines as they go over: what an item of Bill.com stands for in place of it. */
const asStanding = (
  references: References,
  { standIns }: FieldDefinition,
  value: CanonicalValue,
): CanonicalValue =>
  standIns && isLines(value) ? standIns(value, (item) => references.accountOf?.(item)) : value;

/** A reference that cannot go over now. */
export interface WaitingReference {
  readonly references: EntityName;
  readonly id: string;
  /** “account of line 2” */
  readonly label: string;
  readonly twin: Resolved;
}

export type ResolvedLines =
  | {
      readonly state: 'resolved';
      readonly lines: readonly CanonicalLine[];
      /** The lines that these stand for, with the references of their own book. */
      readonly carried: readonly CanonicalLine[];
      readonly awaits: Readonly<Record<string, Awaited>>;
      /** What the lines that are left out refer to. */
      readonly leftOut: readonly WaitingReference[];
    }
  | { readonly state: 'waits'; readonly reference: WaitingReference };

/** Lines of `from` with the references of the other book; those whose twin is made first stay empty and are awaited. */
export function resolveLines(
  references: References,
  field: { readonly name: string; readonly definition: FieldDefinition },
  from: Book,
  value: CanonicalValue,
): ResolvedLines {
  const standing = from === 'billcom' ? asStanding(references, field.definition, value) : value;
  const awaits: Record<string, Awaited> = {};
  const lines: CanonicalLine[] = [];
  const carried: CanonicalLine[] = [];
  const leftOut: WaitingReference[] = [];
  nextLine: for (const [index, line] of (isLines(standing) ? standing : []).entries()) {
    const resolved: Record<string, string | boolean | null> = { ...line };
    const parts = Object.entries(field.definition.line ?? {});
    for (const [part, { references: entity, label, leftOutOf }] of parts) {
      const id = line[part];
      if (entity === undefined || typeof id !== 'string') continue;
      const twin = references.resolve(entity, from, id);
      if (twin.state === 'unlinked' || (twin.state === 'linked' && twin.inactive !== undefined)) {
        const reference = { references: entity, id, twin, label: `${label} of line ${index + 1}` };
        if (leftOutOf !== otherBook(from) || twin.state !== 'unlinked') return { state: 'waits', reference };
        leftOut.push(reference);
        continue nextLine;
      }
      if (twin.state === 'planned')
        awaits[placeOf(field.name, lines.length, part)] = { entity, sourceId: id };
      resolved[part] = twin.state === 'linked' ? twin.id : null;
    }
    lines.push(resolved);
    carried.push(line);
  }
  const [missing] = leftOut;
  return missing && lines.length === 0
    ? { state: 'waits', reference: missing }
    : { state: 'resolved', lines, carried, awaits, leftOut };
}

/** What is said of lines that are left out. */
export const leftOutHolds = (
  source: HeldRecord,
  field: string,
  leftOut: readonly WaitingReference[],
): readonly Hold[] =>
  leftOut.flatMap(({ references: entity, id, label, twin }) =>
    twin.state === 'unlinked'
      ? [holds.leftOutReference(source, field, label, { entity, id, name: twin.name })]
      : [],
  );

/**
 * What lines of both books wait for, where both name something that is in no other book yet: the two may say the same, which
 * nobody can tell before it is linked.
 */
export function bothWait(
  references: References,
  field: { readonly name: string; readonly definition: FieldDefinition },
  values: Readonly<Record<Book, CanonicalValue>>,
): WaitingReference | undefined {
  const [here, there] = (['quickbooks', 'billcom'] as const).map((book) =>
    resolveLines(references, field, book, values[book]),
  );
  return here?.state === 'waits' && there?.state === 'waits' ? there.reference : undefined;
}

/** The fields of an operation with an awaited reference filled in, in a field or in a line. */
export function withReference(
  fields: Readonly<Record<string, CanonicalValue>>,
  place: string,
  id: string,
): Record<string, CanonicalValue> {
  const [field = place, index, part] = place.split('.');
  const value = fields[field] ?? null;
  if (part === undefined || !isLines(value)) return { ...fields, [field]: id };
  const lines = value.map((line, at) => (at === Number(index) ? { ...line, [part]: id } : line));
  return { ...fields, [field]: lines };
}

/** Whether lines of both books say the same: references by their twins, all else in the form that a book can hold. */
export function areSameLines(
  references: References,
  field: FieldDefinition,
  quickbooks: CanonicalValue,
  entered: CanonicalValue,
): boolean {
  const billcom = asStanding(references, field, entered);
  const ours = isLines(quickbooks) ? quickbooks : [];
  const isAlike = (carried: CanonicalValue, other: CanonicalValue, book: Book): boolean => {
    if (!isLines(carried) || !isLines(other) || carried.length !== other.length) return false;
    const isSame = (line: CanonicalLine, two: CanonicalLine): boolean =>
      Object.entries(field.line ?? {}).every(([part, { references: entity, whenEmpty }]) => {
        const [one, another] = [line[part] ?? null, two[part] ?? null];
        if (entity === undefined) return one === another;
        const [theirs, kept] = book === 'quickbooks' ? [line, another] : [two, one];
        if (whenEmpty?.mayDiffer && (theirs[part] ?? null) === null && whenEmpty.applies(theirs))
          return kept !== null;
        return book === 'quickbooks'
          ? isSameReference(references, entity, another, one)
          : isSameReference(references, entity, one, another);
      });
    if (!field.isUnordered) return carried.every((line, index) => isSame(line, other[index] ?? {}));
    const rest = [...other];
    return carried.every((line) => {
      const at = rest.findIndex((two) => isSame(line, two));
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  };
  const inQuickbooks = field.inBook.quickbooks(billcom);
  if (!isNotCarried(inQuickbooks) && isAlike(inQuickbooks, ours, 'quickbooks')) return true;
  const inBillcom = field.inBook.billcom(quickbooks);
  return !isNotCarried(inBillcom) && isAlike(inBillcom, isLines(billcom) ? billcom : [], 'billcom');
}
