import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents, rowsOf } from '../entities/documentLines';
import type { CallResult } from '../v2Calls';
import type { Row } from '../wireValues';
import { makePayment, type PaidBill } from './payments';

const credit = z.strictObject({
  billId: z.string(),
  vendorCreditId: z.string(),
  amount: z.number().positive(),
});
const recorded = z.strictObject({
  vendorId: z.string(),
  processDate: z.string(),
  toPrintCheck: z.boolean(),
  chartOfAccountId: z.string().optional(),
  description: z.string().optional(),
  syncReference: z.string().optional(),
  billPays: z.array(z.strictObject({ billId: z.string(), amount: z.number().min(0) })).min(1),
  billCredits: z.array(credit).default([]),
});
const recordedV3 = z.strictObject({
  vendorId: z.string(),
  processDate: z.string(),
  toPrintCheck: z.boolean(),
  syncReference: z.string().optional(),
  description: z.string().optional(),
  allowExport: z.boolean().default(true),
  classifications: z.strictObject({ chartOfAccountId: z.string().optional() }).default({}),
  payments: z
    .array(
      z.strictObject({
        billId: z.string(),
        amount: z.number().min(0),
        vendorCredits: z.array(z.strictObject({ id: z.string(), amount: z.number().positive() })).default([]),
      }),
    )
    .min(1),
});
const balance = z.strictObject({
  bankBalance: z.number(),
  bankBalanceDate: z.iso.date(),
});

/** The v2 calls of payables beside Crud and List, by path. */
export const PAYABLES_CALLS: Readonly<Record<string, (data: Row, books: Books, now: number) => CallResult>> =
  {
    RecordAPPayment: recordPayment,
    SetBankBalance: (data, books, now) => {
      const { bankBalance, bankBalanceDate } = read(balance, data);
      const row = { entity: 'BankBalance', id: BALANCE_ID, bankBalance, bankBalanceDate };
      books.put({ ...row, updatedTime: new Date(now).toISOString() });
      return { data: {}, rows: 1 };
    },
    GetBankBalance: (_data, books) => {
      const { bankBalance = null, bankBalanceDate = null } = books.find('BankBalance', BALANCE_ID) ?? {};
      return { data: { bankBalance, bankBalanceDate }, rows: 1 };
    },
  };

/** An organization has one balance, not one for each account. */
const BALANCE_ID = 'bankBalance';

/** A payment made outside: paid at once, without a movement of money. Each bill's amount is cash and credit. */
function recordPayment(data: Row, books: Books, now: number): CallResult {
  const request = read(recorded, data);
  const bills = request.billPays.map(({ billId, amount }): PaidBill => {
    const credits = request.billCredits.filter((each) => each.billId === billId);
    const credited = credits.reduce((sum, each) => sum + inCents(each.amount), 0);
    const cash = inCents(amount) - credited;
    if (cash < 0) throw refuse.badData('amount', 'The amount is less than its credits.');
    const shares = credits.map(({ vendorCreditId, amount: share }) => ({ vendorCreditId, amount: share }));
    return { billId, amount: cash / 100, credits: shares };
  });
  checkVendor(request.vendorId, bills, books);
  const { processDate, toPrintCheck, chartOfAccountId, description, syncReference } = request;
  const payment = makePayment(
    {
      bills: bills.map((each) => ({ ...each, credits: [...each.credits] })),
      processDate,
      toPrintCheck,
      chartOfAccountId,
      description,
      syncReference,
      isOnline: false,
      status: 'paid',
      allowExport: true,
    },
    books,
    now,
  );
  return { data: payment, rows: 1 };
}

/** v3's record-payment: the same with cash amounts, credits on top, and the wish not to export it. */
export function recordPaymentV3(body: Row, books: Books, now: number): CallResult {
  const request = read(recordedV3, body);
  const bills = request.payments.map(({ billId, amount, vendorCredits }) => ({
    billId,
    amount,
    credits: vendorCredits.map(({ id, amount: share }) => ({ vendorCreditId: id, amount: share })),
  }));
  checkVendor(request.vendorId, bills, books);
  const { processDate, toPrintCheck, syncReference, description, allowExport, classifications } = request;
  const { chartOfAccountId } = classifications;
  const payment = makePayment(
    {
      bills,
      processDate,
      toPrintCheck,
      syncReference,
      description,
      allowExport,
      chartOfAccountId,
      isOnline: false,
      status: 'paid',
    },
    books,
    now,
  );
  return { data: v3Shape(payment), rows: 1 };
}

function v3Shape(payment: Row): Row {
  return {
    id: payment.id ?? null,
    vendorId: payment.vendorId ?? null,
    amount: payment.amount ?? null,
    processDate: payment.processDate ?? null,
    status: 'PAID',
    onlinePayment: false,
    confirmationNumber: payment.name ?? null,
    transactionNumber: payment.txnNumber ?? null,
    billPayments: rowsOf(payment.billPays).map((line) => ({
      id: line.id ?? null,
      billId: line.billId ?? null,
      amount: line.amount ?? null,
      vendorCredits: rowsOf(payment.billCredits)
        .filter((each) => each.billId === line.billId)
        .map((each) => ({ id: each.vendorCreditId ?? null, amount: each.amount ?? null })),
    })),
  };
}

function checkVendor(vendorId: string, bills: readonly PaidBill[], books: Books): void {
  if (!books.find('Vendor', vendorId)) throw refuse.notFound();
  const isOther = bills.some(({ billId }) => {
    const bill = books.find('Bill', billId);
    return bill !== undefined && bill.vendorId !== vendorId;
  });
  if (isOther) throw refuse.badData('vendorId', 'The bill is of another vendor.');
}

function read<T>(schema: z.ZodType<T>, data: Row): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') throw refuse.unknownParameter();
  const isMissing = issue?.path.length === 1 && data[name] === undefined;
  throw isMissing ? refuse.missingData(name) : refuse.badParameter(name, JSON.stringify(data));
}
