import { daysAfter } from './days';
import type { MonthBill } from './monthOfBills';
import type { SeedValue } from './rows';

/** How the seeds of both simulators show a month of bills. */

type Row = Readonly<Record<string, SeedValue>>;

/** What a bill refers to in Bill.com: by name in a seed, by id where people enter it. */
type Refer = (entity: 'Vendor' | 'ChartOfAccount' | 'Department', name: string) => SeedValue;
const byName: Refer = (_entity, name) => ({ name });

/** A bill as people enter it in Bill.com. */
export function billcomBill(bill: MonthBill, refer: Refer = byName): Row {
  return {
    vendorId: refer('Vendor', bill.vendor),
    invoiceNumber: bill.number,
    invoiceDate: bill.date,
    dueDate: bill.dueDate,
    billLineItems: bill.lines.map(({ account, department, cents, memo }) => ({
      amount: cents / 100,
      chartOfAccountId: refer('ChartOfAccount', account.billcom),
      ...(department ? { departmentId: refer('Department', department.billcom) } : {}),
      description: memo,
    })),
  };
}

/** The same bill in a seed of QuickBooks, with a number of 20 characters at most. */
export function quickbooksBill(bill: MonthBill): Row {
  return {
    TxnType: 'Bill',
    Key: bill.id,
    VendorRef: { FullName: bill.vendor },
    TxnDate: bill.date,
    DueDate: bill.dueDate,
    RefNumber: bill.number.slice(0, 20),
    ExpenseLineAdd: bill.lines.map(({ account, department, cents, memo }) => ({
      AccountRef: { FullName: account.quickbooks },
      Amount: dollars(cents),
      Memo: memo,
      ...(department ? { ClassRef: { FullName: department.quickbooks } } : {}),
    })),
  };
}

/** What both seeds gain when the books have a month of bills behind them: twins, bills of one side, and payments. */
export function payablesSeeds(bills: readonly MonthBill[], bank: { billcom: string; quickbooks: string }) {
  const standing = (side: 'billcom' | 'quickbooks') =>
    bills.filter(({ whereabouts }) => whereabouts === 'both' || whereabouts === side);
  const settled = bills.filter((each) => each.isPaid && each.total > 0);
  const paid = settled.filter(({ whereabouts }) => whereabouts === 'both');
  const paidThere = settled.filter(({ whereabouts }) => whereabouts === 'billcom');
  return {
    quickbooks: {
      transactions: [
        ...standing('quickbooks').map(quickbooksBill),
        ...paid.map((bill, index) => quickbooksPayment(bill, bank.quickbooks, checkNumber(index))),
      ],
    },
    billcom: {
      bankAccounts: [
        {
          bankName: 'Bank',
          primaryAP: true,
          primaryAR: true,
          chartOfAccountId: { name: bank.billcom },
        } as Row,
      ],
      bills: standing('billcom').map((bill) => ({
        id: bill.id,
        ...billcomBill(bill),
        approvalStatus: '3',
        createdTime: atNoon(bill.date),
      })),
      sentPays: [...paid, ...paidThere].map((bill, index) =>
        billcomPayment(bill, bank.billcom, checkNumber(index)),
      ),
    },
  };
}

/** Both books were kept by hand: a check was written at the PC, and recorded in Bill.com as paid outside of it. */
function quickbooksPayment(bill: MonthBill, bank: string, number: string): Row {
  return {
    TxnType: 'BillPaymentCheck',
    PayeeEntityRef: { FullName: bill.vendor },
    TxnDate: paidOn(bill),
    BankAccountRef: { FullName: bank },
    RefNumber: number,
    AppliedToTxnAdd: [{ TxnID: bill.id, PaymentAmount: dollars(bill.total) }],
  };
}

function billcomPayment(bill: MonthBill, bank: string, number: string): Row {
  const amount = bill.total / 100;
  const processDate = paidOn(bill);
  return {
    vendorId: { name: bill.vendor },
    processDate,
    amount,
    status: '2',
    isOnline: false,
    syncReference: number,
    chartOfAccountId: { name: bank },
    createdTime: atNoon(processDate),
    billPays: [{ billId: bill.id, amount, processDate, paymentStatus: '2' }],
  };
}

const paidOn = (bill: MonthBill): string => daysAfter(bill.date, 5);
const checkNumber = (index: number): string => String(20_001 + index);
const atNoon = (day: string): string => `${day}T12:00:00.000+0000`;
const dollars = (cents: number): string => (cents / 100).toFixed(2);
