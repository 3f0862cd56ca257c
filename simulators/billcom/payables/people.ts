import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { bill } from '../entities/bill';
import { rowsOf } from '../entities/documentLines';
import type { EntityDefinition } from '../entityDefinition';
import { runReceivedBatch } from '../receivables/movements';
import type { Service } from '../service';
import { v2Time, type Json, type Row } from '../wireValues';
import { moveMovement, runBatch, runNightly } from './nights';
import { makePayment, movePayment, paymentRequest, returnMoney } from './payments';

const id = z.string();
const obj = z.record(z.string(), z.json());
const approve = z.strictObject({
  entity: z.enum(['Bill', 'VendorCredit']),
  id,
  status: z.enum(['0', '1', '3', '4', '5']).default('3'),
});
const payment = z.strictObject({
  id,
  to: z.enum(['approve', 'paid', 'cancel', 'requestVoid', 'void', 'fail']),
  /** The day on which the money of a void payment that had left the bank comes back. */
  returnedOn: z.iso.date().optional(),
});
const allowExport = z.strictObject({ id, allowExport: z.boolean() });
const batch = z.strictObject({
  organization: id,
  upTo: z.iso.date(),
  isSingle: z.boolean().default(false),
  isConfirmed: z.boolean().default(true),
});
const movement = z.strictObject({ id, to: z.enum(['confirmed', 'void']) });

/** A draft has whatever was typed so far. */
const draft: EntityDefinition = {
  ...bill,
  fields: Object.fromEntries(
    Object.entries(bill.fields).map(([name, rule]) => [name, { ...rule, isRequired: false }]),
  ),
};

/** What people do with payables in the web application, and what happens there at night; by the route's last part. */
export const PAYABLES_BY_HAND: Readonly<Record<string, (service: Service, body: unknown) => Json>> = {
  approve: (service, body) => {
    const { entity, id: which, status } = approve.parse(body);
    const books = booksWith(service, entity, which);
    const row = books.find(entity, which) as Row;
    return books.put({ ...row, approvalStatus: status, updatedTime: v2Time(service.now()) });
  },
  draft: (service, body) => {
    const { organization, obj: given } = z.strictObject({ organization: id, obj }).parse(body);
    const books = service.booksOf(organization);
    return books.put({ ...books.create(draft, { ...(given as Row), entity: 'Bill' }), isAutoSaved: true });
  },
  finish: (service, body) => {
    const { id: which, obj: given } = z.strictObject({ id, obj: obj.default({}) }).parse(body);
    const books = booksWith(service, 'Bill', which);
    const before = books.find('Bill', which) as Row;
    const kept = Object.fromEntries(Object.entries(before).filter(([name]) => bill.fields[name]?.isRequired));
    return books.put({
      ...books.update(bill, { ...kept, ...(given as Row), id: which }),
      isAutoSaved: false,
    });
  },
  pay: (service, body) => {
    const { organization, ...request } = paymentRequest.parse(body);
    return makePayment(request, service.booksOf(organization), service.now());
  },
  payment: (service, body) => {
    const { id: which, to, returnedOn } = payment.parse(body);
    const books = booksWith(service, 'SentPay', which);
    const moved = movePayment(which, to, books, service.now());
    if (returnedOn !== undefined) returnMoney(which, returnedOn, books, service.now());
    return moved;
  },
  allowExport: (service, body) => {
    const { id: which, allowExport: isAllowed } = allowExport.parse(body);
    const books = booksWith(service, 'SentPay', which);
    const row = books.find('SentPay', which) as Row;
    const billPays = rowsOf(row.billPays).map((line) => ({ ...line, allowExport: isAllowed }));
    for (const line of billPays) books.put(line);
    return books.put({ ...row, billPays, updatedTime: v2Time(service.now()) });
  },
  batch: (service, body) => {
    const { organization, ...how } = batch.parse(body);
    const books = service.booksOf(organization);
    return [...runBatch(how, books, service.now()), ...runReceivedBatch(how, books, service.now())];
  },
  movement: (service, body) => {
    const { id: which, to } = movement.parse(body);
    return moveMovement(which, to, booksWith(service, 'MoneyMovement', which), service.now());
  },
  nightly: (service, body) => {
    const { organization } = z.strictObject({ organization: id }).parse(body);
    return { bills: runNightly(service.booksOf(organization), service.now()) };
  },
};

function booksWith(service: Service, entity: string, which: string): Books {
  const found = service.seed.organizations
    .map((organization) => service.booksOf(organization.id))
    .find((books) => books.find(entity, which));
  if (!found) throw refuse.notFound();
  return found;
}
