import { bankBalance } from '../entities/bankBalance';
import type { Book, CanonicalValue, EntityDefinition } from '../entities/definition';
import { bookTitle, otherBook } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import type { Company } from '../ledger/companies';
import { sendBalanceAgain } from '../ledger/bankBalances';
import {
  candidatesOf,
  decideFields,
  decideIsThis,
  decideRetry,
  decideWriteIt,
  type Deciding,
} from '../ledger/decide';
import { type OpenHold } from '../ledger/holds';
import { twinOf } from '../ledger/links';
import { loadOperation, type Operation } from '../ledger/operations';
import { loadRecord } from '../ledger/records';
import { keepsBoth } from '../reconcile/choices';
import { Problem, wrongUse } from '../words/problem';
import { decideGone, offers, releaseHeld, takeBackHeld } from './resolveGone';
import { answerOffer, isOffer } from './resolveOffer';
import { quoted } from '../words/counted';

/** What is decided about a hold: one of these. */
export interface Resolving {
  readonly field?: readonly Choice[];
  readonly all?: Book;
  readonly is?: string;
  readonly write?: boolean;
  readonly retry?: boolean;
  readonly again?: boolean;
  readonly keep?: boolean;
  readonly record?: boolean;
  readonly leave?: boolean;
  readonly release?: boolean;
  readonly takeBack?: boolean;
}

export interface Choice {
  readonly field: string;
  readonly take: Book;
}

/** What was decided, for programs and for people. */
export interface Resolved {
  readonly decided: string;
  readonly sentences: readonly string[];
}

export const whenDone = ({ name }: Company, cycle: number | undefined): string =>
  cycle === undefined
    ? `The first sync carries it out, after “tieout accept ${quoted(name)}”; a new preview shows it.`
    : `Cycle ${cycle} carries it out at the Web Connector’s next call.`;

/** Decides an open hold. @throws Problem where it does not ask that, or not any more. */
export async function resolveHold(
  by: Deciding,
  company: Company,
  hold: OpenHold,
  open: readonly OpenHold[],
  options: Resolving,
): Promise<Resolved> {
  const { is } = options;
  if (options.field || options.all) return chooseFields(by, company, hold, open, options);
  if (options.retry) return tryAgain(by, hold);
  const choice = options.again ? 'again' : options.keep ? 'keep' : undefined;
  if (choice) {
    if (!offers(hold, choice)) throw notThisWay(hold);
    return { decided: choice, sentences: [await decideGone(by, hold, choice)] };
  }
  if (options.record || options.leave) {
    if (!isOffer(hold)) throw notThisWay(hold);
    const decided = options.record ? 'make' : 'leave';
    return { decided, sentences: [await answerOffer(by, hold, decided)] };
  }
  if (options.takeBack) {
    if (hold.cause !== 'notTakenBack') throw notThisWay(hold);
    return { decided: 'takeBack', sentences: [await takeBackHeld(by, hold)] };
  }
  if (options.release) {
    if (hold.cause !== 'keptApart' && hold.cause !== 'notTakenBack') throw notThisWay(hold);
    return { decided: 'release', sentences: [await releaseHeld(by, hold)] };
  }
  const operation = await unknownOperation(by, hold);
  if (is !== undefined) return itIsThis(by, hold, operation, is);
  await decideWriteIt(by, hold, operation);
  return {
    decided: 'writeIt',
    sentences: [`“${hold.recordName}” is planned anew and written to ${bookTitle[operation.book]}.`],
  };
}

/** The fields in conflict of the hold's record, with the values that are chosen between. */
async function chooseFields(
  by: Deciding,
  company: Company,
  hold: OpenHold,
  open: readonly OpenHold[],
  { field: choices = [], all }: Resolving,
): Promise<Resolved> {
  const definition = entityDefinitions(company.settings).find(({ name }) => name === hold.entity);
  const conflicts = open.filter(
    (each) =>
      (each.cause === 'conflict' || mayBeRestored(each)) &&
      each.entity === hold.entity &&
      each.book === hold.book &&
      each.recordId === hold.recordId &&
      'quickbooks' in each.detail,
  );
  if (!definition || conflicts.length === 0) throw notThisWay(hold);
  const billcomId = await twinOf(by.tx, by.companyId, hold.entity, 'quickbooks', hold.recordId);
  if (billcomId === undefined) throw new Problem(`“${hold.recordName}” is not linked any more.`);
  const labels = new Map(
    conflicts.map((each) => [each.field, definition.fields[each.field]?.label ?? each.field]),
  );
  const chosen = all
    ? conflicts.map((each) => ({ conflict: each, take: all }))
    : choices.map(({ field, take }) => ({
        conflict: conflictCalled(definition, conflicts, field, labels),
        take,
      }));
  await decideFields(
    by,
    hold.entity,
    { quickbooksId: hold.recordId, billcomId },
    chosen.map(({ conflict, take }) => ({
      field: conflict.field,
      take,
      quickbooks: (conflict.detail.quickbooks ?? null) as CanonicalValue,
      billcom: (conflict.detail.billcom ?? null) as CanonicalValue,
    })),
  );
  return {
    decided: 'field',
    sentences: chosen.map(({ conflict, take }) =>
      keepsBoth(conflict, take)
        ? `The ${labels.get(conflict.field)} of “${hold.recordName}”: each book keeps its own.`
        : `The ${labels.get(conflict.field)} of “${hold.recordName}”: ${bookTitle[take]} counts, ${bookTitle[otherBook(take)]} is overwritten.`,
    ),
  };
}

/** Changed on the side that does not own it: kept, restored, or made in the other book too. */
const mayBeRestored = ({ cause, book: side }: OpenHold): boolean =>
  cause === 'cannotChange' && side === 'quickbooks';

function conflictCalled(
  definition: EntityDefinition,
  conflicts: readonly OpenHold[],
  named: string,
  labels: ReadonlyMap<string, string>,
): OpenHold {
  const word = named.toLowerCase();
  const found = conflicts.find(
    ({ field }) => field.toLowerCase() === word || labels.get(field)?.toLowerCase() === word,
  );
  if (found) return found;
  const isField = Object.entries(definition.fields).some(
    ([field, { label }]) => field.toLowerCase() === word || label.toLowerCase() === word,
  );
  throw wrongUse(
    isField ? `The field “${named}” is not in conflict.` : `There is no field “${named}”.`,
    `In conflict: ${[...labels.values()].join(', ')}.`,
  );
}

async function tryAgain(by: Deciding, hold: OpenHold): Promise<Resolved> {
  if (!['refused', 'notAllowed', 'ourBug', 'locked', 'nameInUse'].includes(hold.cause))
    throw notThisWay(hold);
  // It is no record that is planned again.
  if (hold.entity === bankBalance.name) await sendBalanceAgain(by.tx, by.companyId);
  else await decideRetry(by, hold);
  return { decided: 'retry', sentences: [`“${hold.recordName}” is tried again.`] };
}

async function unknownOperation(by: Deciding, hold: OpenHold): Promise<Operation> {
  if (hold.cause !== 'unknownOutcome') throw notThisWay(hold);
  const operation = await loadOperation(by.tx, by.companyId, String(hold.detail.operation));
  if (operation?.state !== 'unknown')
    throw new Problem(`What became of “${hold.recordName}” is known by now.`, {
      cure: 'The next cycle goes on by itself.',
    });
  return operation;
}

async function itIsThis(by: Deciding, hold: OpenHold, operation: Operation, id: string): Promise<Resolved> {
  const { entity, book: written } = operation;
  const title = bookTitle[written];
  const candidates = candidatesOf(hold)
    .map((each) => `“${each.name}” (${each.id})`)
    .join(', ');
  const cure = candidates === '' ? '' : `It may be ${candidates}.`;
  const record = await loadRecord(by.tx, by.companyId, written, entity, id);
  if (!record || record.deleted)
    throw new Problem(`${title} had no such record when it was last read: ${id}.`, {
      cure: `${cure} If it was entered since, run “tieout sync” first.`.trim(),
    });
  if (operation.recordId !== null && operation.recordId !== id)
    throw wrongUse(`The change was to another record: ${operation.recordId}.`);
  const twin =
    operation.recordId === null ? await twinOf(by.tx, by.companyId, entity, written, id) : undefined;
  if (twin !== undefined)
    throw new Problem(`That record of ${title} is linked to another one (${twin}).`, { cure });
  await decideIsThis(by, hold, operation, id);
  const name = String(record.fields.name ?? id);
  return {
    decided: 'isThis',
    sentences: [`“${hold.recordName}” is “${name}” (${id}) in ${title}; nothing is written a second time.`],
  };
}

const ways: Readonly<Record<string, string>> = {
  cannotChange: 'Decide it with --field FIELD=BOOK, as far as it offers that.',
  conflict: 'Decide it with --field FIELD=BOOK or --all BOOK.',
  unknownOutcome: 'Decide it with --is RECORD or --write.',
  possibleDuplicate:
    'Decide it with “tieout links”: --propose lists the pairs, --accept and --reject decide them.',
  keptApart: 'Decide it with --release.',
  notTakenBack: 'Decide it with --take-back (as it is now) or --release (not at all).',
  asksFirst: 'Decide it with --record or --leave.',
  refused: 'Decide it with --retry.',
  ourBug: 'Decide it with --retry.',
  locked: 'Decide it with --retry, or wait for the next cycle.',
  nameInUse: 'Rename one of the two; or --retry.',
  deleted: 'Decide it with --again or --keep, as far as it offers them.',
};

const notThisWay = (hold: OpenHold): Problem =>
  wrongUse(
    `This hold cannot be decided that way: ${hold.sentence}`,
    ways[hold.cause] ?? `What to do: ${hold.cure}`,
  );
