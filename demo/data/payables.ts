import { daysAfter } from './days';
import type { MonthBill } from './monthOfBills';
import type { SeedValue } from './rows';

/** How the seeds of both simulators show a month of bills. */

type Row = Readonly<Record<string, SeedValue>>;

/** A bill as people enter it in Bill.com, or as its seed has it. */
export function billcomBill(bill: MonthBill): Row {
  return {
    id: bill.id,
    vendorId: { name: bill.vendor },
    invoiceNumber: bill.number,
    invoiceDate: bill.date,
    dueDate: bill.dueDate,
    approvalStatus: '3',
    billLineItems: bill.lines.map(({ account, department, cents, memo }) => ({
      amount: cents / 100,
      chartOfAccountId: { name: account.billcom },
      ...(department ? { departmentId: { name: department.billcom } } : {}),
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
  const paid = bills.filter((each) => each.isPaid && each.total > 0 && each.whereabouts === 'both');
  return {
    quickbooks: {
      transactions: [
        ...standing('quickbooks').map(quickbooksBill),
        ...paid.map((bill, index) => quickbooksPayment(bill, bank.quickbooks, index)),
      ],
    },
    billcom: {
      bankAccounts: [{ bankName: 'Bank', primaryAP: true, chartOfAccountId: { name: bank.billcom } } as Row],
      bills: standing('billcom').map(billcomBill),
      sentPays: paid.map(billcomPayment),
    },
  };
}

function quickbooksPayment(bill: MonthBill, bank: string, index: number): Row {
  return {
    TxnType: 'BillPaymentCheck',
    PayeeEntityRef: { FullName: bill.vendor },
    TxnDate: daysAfter(bill.date, 12),
    BankAccountRef: { FullName: bank },
    RefNumber: String(20_001 + index),
    AppliedToTxnAdd: [{ TxnID: bill.id, PaymentAmount: dollars(bill.total) }],
  };
}

function billcomPayment(bill: MonthBill): Row {
  const amount = bill.total / 100;
  const processDate = daysAfter(bill.date, 12);
  return {
    vendorId: { name: bill.vendor },
    processDate,
    amount,
    status: '2',
    billPays: [{ billId: bill.id, amount, processDate, paymentStatus: '2' }],
  };
}

const dollars = (cents: number): string => (cents / 100).toFixed(2);
