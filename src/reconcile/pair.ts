import type { Book, CanonicalValue, EntityDefinition, FieldDefinition } from '../entities/definition';
import {
  bookTitle,
  books,
  flowsFrom,
  isNotCarried,
  otherBook,
  rulesOf,
  sameValue,
} from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { SettledDecision } from './decisions';
import { completeLines, withoutTurnedOff } from './emptyParts';
import type { FieldDecision } from './field';
import { accountsStandBack, closedPeriod, fieldStandsBack, type StandsBack } from './guards/bookRules';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import { bothWait, resolveLines } from './lineReferences';
import { named } from './named';
import { memoKept } from './openDay';
import { chosenFor, decideFields, mayFollow, stands, valuesOf, type PairInput } from './pairFields';
import type { AgreedFields, Awaited, PlannedOperation } from './plan';
import type { Resolved } from './references';
import type { Targets } from './room';

export interface PairResult {
  /** Choices that have no object any more. */
  readonly decided: readonly SettledDecision[];
  readonly agreed: AgreedFields;
  readonly operations: readonly PlannedOperation[];
  readonly holds: readonly Hold[];
}

/** Everything that one direction of a pair collects on its way into an operation. */
interface Outgoing {
  readonly fields: Record<string, CanonicalValue>;
  readonly sourceBase: Record<string, CanonicalValue>;
  readonly awaits: Record<string, Awaited>;
  readonly overwrites: string[];
}
const outgoing = (): Outgoing => ({ fields: {}, sourceBase: {}, awaits: {}, overwrites: [] });

/**
 * Compares a linked pair field by field, three-way, and says what is written where. A field that cannot go over now is
 * held by itself; the others flow (design §6).
 */
export function reconcilePair(input: PairInput): PairResult {
  const { definition, quickbooks, billcom } = input;
  const record = { quickbooks, billcom };
  const into = { quickbooks: outgoing(), billcom: outgoing() };
  const agreed = {
    quickbooks: {} as Record<string, CanonicalValue>,
    billcom: {} as Record<string, CanonicalValue>,
  };
  const held: Hold[] = [];
  const decided: SettledDecision[] = [];

  const { replacedFor } = rulesOf(definition, billcom.fields, billcom.facts);
  const decisions = decideFields(input);
  for (const [name, field] of Object.entries(definition.fields)) {
    if (input.apart?.has(name)) continue;
    const values = valuesOf(input, name);
    const choice = input.choices?.find((each) => each.field === name);
    const isStanding = choice !== undefined && stands(choice, values);
    const decision = decisions.get(name) as FieldDecision;
    // It stays open until its write is applied; a withdrawn one is planned again by it.
    if (choice && !(isStanding && decision.kind === 'flows' && decision.overwrites))
      decided.push({ id: choice.id, state: 'void', because: withoutObject(isStanding) });
    const agree = (): void => {
      agreed.quickbooks[name] = values.quickbooks;
      agreed.billcom[name] = values.billcom;
    };
    if (decision.kind === 'unchanged') continue;
    if (
      decision.kind === 'agreed' ||
      field.keptApart ||
      field.keptApartOf?.(quickbooks.facts) ||
      (replacedFor && (!replacedFor.includes(name) || input.quickbooksBase[name] === undefined)) ||
      isItsOwn(field, decision)
    ) {
      agree();
      continue;
    }
    const back = fieldStandsBack(input.rules, field);
    if (back) {
      const from = decision.kind === 'flows' ? decision.from : 'billcom';
      const source = named(definition, from, record[from]);
      held.push(holds.fieldLeftAlone(source, name, field.label, values[from], back));
      continue;
    }
    const neverAgreed = input.quickbooksBase[name] === undefined;
    const open =
      decision.kind === 'conflict' && neverAgreed && field.line
        ? bothWait(input.references, { name, definition: field }, values)
        : undefined;
    const awaited = open && waitsFor(named(definition, 'billcom', billcom), name, open, open.id, open.twin);
    if (awaited) {
      held.push(awaited);
      continue;
    }
    if (decision.kind === 'conflict') {
      const notInto = books.filter((book) => whyNotInto(definition, book, record, name, true) !== undefined);
      const both = named(definition, 'quickbooks', quickbooks);
      held.push(holds.conflict(both, name, field.label, values, notInto));
      continue;
    }
    const from = decision.from;
    const to = otherBook(from);
    const source = named(definition, from, record[from]);
    const isAsked = mayFollow(definition, from) && chosenFor(input, name) === from;
    const refusal = whyNotInto(definition, to, record, name, isAsked);
    if (refusal !== undefined && choice && isStanding && choice.take === from) {
      // A person keeps it as it is: what each book says is what was last agreed.
      agree();
      decided.push({ id: choice.id, state: 'used' });
      continue;
    }
    if (refusal !== undefined) {
      // What belongs to one book and was changed in the other only: kept or restored, as a person says.
      const mayRestore = definition.document !== undefined && from !== ownerOf(definition);
      const at =
        refusal.cure === undefined && !mayRestore ? source : named(definition, 'quickbooks', quickbooks);
      const restored = mayRestore && {
        in: from,
        mayFollow: mayFollow(definition, from) && !whyNotInto(definition, to, record, name, true),
      };
      held.push(holds.cannotChange(at, name, field.label, values, refusal, restored || undefined));
      continue;
    }
    const closed =
      to === 'quickbooks'
        ? (closedFor(input) ?? (field.line && accountsStandBack(input.rules, definition, billcom.fields)))
        : undefined;
    if (closed) {
      held.push(holds.fieldLeftAlone(source, name, field.label, values[from], closed));
      continue;
    }
    const carried = field.inBook[to](values[from]);
    if (isNotCarried(carried)) {
      held.push(holds.notCarried(source, name, field.label, values[from], carried.notCarried));
      continue;
    }
    let target = carried;
    if (field.line !== undefined) {
      const resolved = resolveLines(input.references, { name, definition: field }, from, carried);
      if (resolved.state === 'waits') {
        const { reference } = resolved;
        const waiting = waitsFor(source, name, reference, reference.id, reference.twin);
        if (waiting) held.push(waiting);
        continue;
      }
      Object.assign(into[to].awaits, resolved.awaits);
      const complete = completeLines(field, to, resolved, values[to]);
      target = withoutTurnedOff(field, to, complete, input.rules);
    } else if (field.references !== undefined && values[from] !== null) {
      const sourceId = String(values[from]);
      const twin = input.references.resolve(field.references, from, sourceId);
      const waiting = waitsFor(source, name, field, sourceId, twin);
      if (waiting) {
        held.push(waiting);
        continue;
      }
      const misfit = whyUnfit(input.targets, field, to, twin);
      if (misfit) {
        held.push(holds.misfit(source, name, field.label, misfit.name, misfit.because));
        continue;
      }
      if (twin.state === 'linked') {
        target = twin.id;
      } else {
        into[to].awaits[name] = { entity: field.references, sourceId };
        target = null;
      }
    } else if (sameValue(target, values[to])) {
      agree();
      if (choice && isStanding) decided.push({ id: choice.id, state: 'used' });
      continue;
    }
    into[to].fields[name] =
      to === 'quickbooks' ? memoKept(definition, name, target, quickbooks.facts) : target;
    into[to].sourceBase[name] = values[from];
    if (decision.overwrites) into[to].overwrites.push(name);
  }

  if (definition.document?.isDenied?.(billcom.facts))
    held.push(holds.denied(named(definition, 'billcom', billcom)));
  return {
    decided,
    agreed: { quickbooksId: quickbooks.id, billcomId: billcom.id, ...agreed },
    operations: (['quickbooks', 'billcom'] as const).flatMap((book) => {
      const out = into[book];
      return Object.keys(out.fields).length === 0 ? [] : [update(definition, book, record, out)];
    }),
    holds: held,
  };
}

/**
 * A document is changed in QuickBooks only if neither its date there nor its new one is in a closed period. One that was
 * posted later stands in an open one, whatever its own date.
 */
function closedFor(input: PairInput): StandsBack | undefined {
  const { definition, quickbooks, billcom, billcomBase, rules } = input;
  const { document } = definition;
  if (!document) return undefined;
  const day = billcom.fields[document.date] ?? null;
  const staysPosted = sameValue(day, billcomBase[document.date]) || day === quickbooks.facts.originalDate;
  return (
    closedPeriod(rules, quickbooks.fields[document.date] ?? null) ??
    (staysPosted ? undefined : closedPeriod(rules, day))
  );
}

/** Whether a difference of a field that follows the other book is this book's own affair. */
const isItsOwn = ({ follows }: FieldDefinition, decision: FieldDecision): boolean =>
  follows !== undefined && decision.kind === 'flows' && decision.from !== follows;

/** In which book documents are changed that one book only may change. */
const ownerOf = ({ changedIn }: EntityDefinition): Book => changedIn ?? 'billcom';

const withoutObject = (isStanding: boolean): string =>
  isStanding ? 'the two do not differ any more' : 'one of the two has been changed since';

function update(
  definition: EntityDefinition,
  book: Book,
  record: Readonly<Record<Book, BookRecord>>,
  out: Outgoing,
): PlannedOperation {
  const written = record[book];
  return {
    entity: definition.name,
    book,
    action: 'update',
    phase: out.fields.active === false ? 'deactivate' : 'write',
    recordId: written.id,
    sourceId: record[otherBook(book)].id,
    recordName: String(record[otherBook(book)].fields.name ?? written.fields.name ?? written.id),
    fields: out.fields,
    awaits: out.awaits,
    sourceBase: out.sourceBase,
    before: Object.fromEntries(Object.keys(out.fields).map((name) => [name, written.fields[name] ?? null])),
    overwrites: out.overwrites,
  };
}

/** @param isAsked a person wants it there although such records are changed in that book only (`changedIn`) */
function whyNotInto(
  definition: EntityDefinition,
  book: Book,
  record: Readonly<Record<Book, BookRecord>>,
  field: string,
  isAsked = false,
): Refused | undefined {
  const from = otherBook(book);
  const written = record[book];
  const sides = [written, record[from]];
  const fixed = sides.map(({ fields, facts }) => rulesOf(definition, fields, facts).fixed).find(Boolean);
  if (fixed) return fixed;
  if (definition.fields[field]?.fixedAtCreation)
    return { because: 'It is fixed when the record is made, so Tieout does not change it.' };
  // A record that moves between an entity's rules (a customer made a job) must be allowed by both.
  const goesOver = sides.every(({ fields, facts }) => flowsFrom(definition, fields, from, facts));
  const isOthers = definition.changedIn !== undefined && definition.changedIn !== from && !isAsked;
  if (!goesOver || isOthers || (book === 'billcom' && definition.billcom.canChange === false))
    return { because: `It is changed in ${bookTitle[book]} only.` };
  if (book === 'billcom') return undefined;
  const because =
    definition.quickbooks.canChange === false
      ? `QuickBooks lets nobody change ${definition.words.many} from outside.`
      : definition.protectedInQuickbooks?.(written.facts, field);
  return because === undefined ? undefined : { because };
}

/** Why a field is not written, and what to do where it is not what is said of all. */
interface Refused {
  readonly because: string;
  readonly cure?: string;
}

/** Why QuickBooks does not take the twin of a reference here. */
export function whyUnfit(
  targets: Targets | undefined,
  { references, fits }: Pick<FieldDefinition, 'references' | 'fits'>,
  to: Book,
  twin: Resolved,
): { name: string; because: string } | undefined {
  if (to !== 'quickbooks' || references === undefined || twin.state !== 'linked') return undefined;
  const target = targets?.get(references, twin.id);
  const because = target && fits?.(target);
  return because === undefined ? undefined : { name: String(target?.fields.name ?? twin.id), because };
}

/** Why a reference cannot go over now: its twin is not there yet, or out of use. */
export function waitsFor(
  source: HeldRecord,
  name: string,
  { references, label, withoutTwin }: Pick<FieldDefinition, 'references' | 'label' | 'withoutTwin'>,
  id: string,
  twin: Resolved,
): Hold | undefined {
  if (twin.state === 'linked' && twin.inactive !== undefined)
    return holds.inactiveReference(source, name, label, twin.inactive);
  if (twin.state !== 'unlinked' || references === undefined) return undefined;
  const says =
    withoutTwin === 'leftOut'
      ? holds.leftOutReference
      : twin.isNeverMade
        ? holds.waitingForChoice
        : holds.waitingForReference;
  const { standsFor } = twin;
  return says(source, name, label, {
    entity: references,
    id,
    name: twin.name,
    ...(standsFor && { standsFor }),
  });
}
