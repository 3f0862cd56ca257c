import { z } from 'zod';
import { companyRet } from '../definitions/companyModel';
import { ParserRefusal } from '../language/refusal';
import { fieldsFromJson, toFields } from '../processor/fieldsFromJson';
import { mergeEntries, MERGEABLE_LISTS } from '../processor/merge';
import { change, enter, remove } from '../processor/person';
import { mergePreferences } from '../processor/plantSeed';
import { StatusError } from '../processor/status';
import { payByHand, reconcile, voidByHand, type EditByHand } from '../processor/transactions/byHand';
import { applyCreditByHand, depositByHand, receiveByHand } from '../processor/transactions/receivablesByHand';
import { asOutcome, ok, parse } from './answers';
import { BadCall, type Handler } from './http';
import type { SimulatedQuickBooks } from './simulatedQuickBooks';

const fields = z.record(z.string(), z.json());
const newSchema = z.strictObject({ entity: z.string(), fields });
const editSchema = z.strictObject({ entity: z.string(), record: z.string(), fields });
const deleteSchema = z.strictObject({ entity: z.string(), record: z.string() });
const paySchema = z.strictObject({
  /** TxnIDs or numbers of bills of one vendor; without an amount all that is open. */
  bills: z.array(z.strictObject({ bill: z.string(), amount: z.string().optional() })).min(1),
  bankAccount: z.string(),
  date: z.string().optional(),
  refNumber: z.string().max(11).optional(),
  memo: z.string().optional(),
});
const receiveSchema = z.strictObject({
  /** TxnIDs or numbers of invoices of one customer and its jobs; without an amount all that is open. */
  invoices: z.array(z.strictObject({ invoice: z.string(), amount: z.string().optional() })).default([]),
  customer: z.string().optional(),
  amount: z.string().optional(),
  date: z.string().optional(),
  refNumber: z.string().max(20).optional(),
  method: z.string().optional(),
  depositTo: z.string().optional(),
  memo: z.string().optional(),
});
const applyCreditSchema = z.strictObject({
  credit: z.string(),
  invoice: z.string(),
  amount: z.string().optional(),
});
const depositSchema = z.strictObject({
  account: z.string(),
  payments: z.array(z.string()).optional(),
  date: z.string().optional(),
  memo: z.string().optional(),
});
const reconcileSchema = z.strictObject({ account: z.string(), until: z.string() });
const mergeSchema = z.strictObject({
  entity: z.enum([...MERGEABLE_LISTS, 'Item']),
  from: z.string(),
  into: z.string(),
});
const setSchema = z
  .strictObject({
    companyName: z.string().min(1).max(59),
    legalCompanyName: z.string().max(59),
    company: fields,
    fileID: z.string(),
    ownerID: z.string(),
    appLock: z.string(),
    preferences: z.record(z.string(), z.record(z.string(), z.json())),
  })
  .partial();

/** What the person at the PC does. */
export function personRoutes(quickBooks: SimulatedQuickBooks): Record<string, Handler> {
  const { file } = quickBooks.parts;
  const context = () => quickBooks.contextOfPerson();
  const edited = (edit: () => EditByHand) => {
    const { changes, entry } = refusable(edit);
    file.commit(changes);
    return ok(entry);
  };
  return {
    'POST /person/process': async (call) => asOutcome(await quickBooks.processForPerson(call.body)),
    'POST /person/new': (call) => {
      const { entity, fields: given } = parse(newSchema, call);
      return edited(() => enter(entity, given, context()));
    },
    'POST /person/edit': (call) => {
      const { entity, record, fields: given } = parse(editSchema, call);
      return edited(() => change(entity, record, given, context()));
    },
    'POST /person/delete': (call) => {
      const { entity, record } = parse(deleteSchema, call);
      file.commit(refusable(() => remove(entity, record, context())));
      return ok({ deleted: true });
    },
    'POST /person/void': (call) => {
      const { entity, record } = parse(deleteSchema, call);
      file.commit(refusable(() => voidByHand(entity, record, context())));
      return ok({ voided: true });
    },
    'POST /person/pay': (call) => {
      const given = parse(paySchema, call);
      return edited(() => payByHand(given, context()));
    },
    'POST /person/receive': (call) => {
      const given = parse(receiveSchema, call);
      return edited(() => receiveByHand(given, context()));
    },
    'POST /person/applyCredit': (call) => {
      const given = parse(applyCreditSchema, call);
      return edited(() => applyCreditByHand(given, context()));
    },
    'POST /person/deposit': (call) => {
      const given = parse(depositSchema, call);
      return edited(() => depositByHand(given, context()));
    },
    'POST /person/reconcile': (call) => {
      const { account, until } = parse(reconcileSchema, call);
      const changes = refusable(() => reconcile(account, until, context()));
      file.commit(changes);
      return ok({ reconciled: changes.length });
    },
    'POST /person/merge': (call) => {
      const { entity, from, into } = parse(mergeSchema, call);
      file.commit(refusable(() => mergeEntries(entity, from, into, context())));
      return ok({ merged: true });
    },
    'POST /person/set': (call) => {
      const given = parse(setSchema, call);
      refusable(() => setCompany(quickBooks, given));
      return ok({ set: true });
    },
    'POST /person/backup': (call) => ok({ path: file.backup(parse(z.object({ to: z.string() }), call).to) }),
    'POST /person/restore': (call) => {
      const { from } = parse(z.object({ from: z.string() }), call);
      quickBooks.sessions.endAll();
      file.restore(from);
      return ok({ restored: true });
    },
  };
}

function setCompany({ parts: { file } }: SimulatedQuickBooks, given: z.infer<typeof setSchema>): void {
  const { books } = file;
  const card = fieldsFromJson('CompanyRet', given.company ?? {}, companyRet);
  const names = {
    ...(given.companyName === undefined ? {} : { CompanyName: given.companyName }),
    ...(given.legalCompanyName === undefined ? {} : { LegalCompanyName: given.legalCompanyName }),
  };
  const preferences = mergePreferences(books.preferences, toFields(given.preferences ?? {}));
  const restamped = books.companyDataExt.map((each) => {
    const isMeant = given.ownerID === undefined || each.ownerID === given.ownerID.toUpperCase();
    const text = { FileID: given.fileID, AppLock: given.appLock }[each.name];
    return isMeant && text !== undefined ? { ...each, value: text } : each;
  });
  file.commit([
    { do: 'setCompany', fields: { ...books.company, ...card, ...names } },
    { do: 'setPreferences', fields: preferences },
    { do: 'setCompanyDataExt', values: restamped },
  ]);
}

/** Refusals by the rules are conflicts (409), fields that a window has not are the caller's mistake (400). */
function refusable<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof StatusError) throw new BadCall(409, `${String(error.code)} ${error.message}`);
    if (error instanceof ParserRefusal) throw new BadCall(400, error.reason);
    throw error;
  }
}
