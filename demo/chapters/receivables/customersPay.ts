import { centsOf, dollars, idIn, type BillcomDocument } from '../../checks/documents';
import type { BillcomRow, Value } from '../../checks/evidence';
import { idsOfPairs } from './pairs';
import { company } from '../../data/company';
import { todayIn } from '../../data/days';
import type { SeedValue } from '../../data/rows';
import { chapter, gap, item, many, tell } from '../../say';
import type { Stage } from '../../world/stage';
import { heldNow, syncNow } from '../played';

/** A credit memo of QuickBooks, with what was typed. */
export interface EnteredMemo {
  readonly id: string;
  readonly fields: Readonly<Record<string, SeedValue>>;
}

export interface PaidInvoices {
  /** Paid online, alone, and in QuickBooks now. */
  readonly alone: readonly BillcomRow[];
  /** The payment of which something is not applied yet. */
  readonly withRest: BillcomRow;
  /** The payment that a credit memo keeps out of its invoice. */
  readonly kept: { readonly payment: BillcomRow; readonly memo: EnteredMemo; readonly invoice: string };
  /** Recorded as a check, to be deposited at the PC. */
  readonly check: BillcomRow;
}

/** Every so many payments: for two invoices, recorded as a check, made by card. */
const EVERY = { two: 7, check: 9, card: 31 } as const;
const REST = 250;
const CARD_FEE = 8.75;

/** Rule 7: customers pay in Bill.com, in part mostly; payments come before credit memos. */
export async function customersPay(stage: Stage): Promise<PaidInvoices> {
  chapter('11  Customers pay, most of them in part');
  const paid = await pay(stage);
  const cents = paid.all.reduce((sum, { amount }) => sum + centsOf(amount), 0);
  tell('In Bill.com:');
  item(
    `${many(paid.all.length, 'payment')} over ${dollars(cents)}, most for a part of one invoice; some for two, some recorded as checks, one by card with a fee on top`,
  );
  item(
    `one of them is ${dollars(REST * 100)} more than its invoice takes: the rest stays the customer’s credit`,
  );
  item('the day’s batch brings what was paid by bank transfer to the bank');
  const kept = await creditMemoFirst(stage, paid.blocked);
  tell(
    `At the QuickBooks PC, meanwhile: a credit memo CM-501 is entered, and applied to the invoice ${kept.invoice} before the payment of it is there.`,
  );
  gap();
  const { sync } = await syncNow(stage, 'payments of customers', '4m');
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
  await whatWasPosted(stage);
  gap();
  tell(
    'Partial payments are applied to an invoice before credit memos. One payment found no room on its invoice:',
  );
  const held = (await heldNow(stage)).find(({ recordId }) => recordId === kept.payment.id);
  if (!held) throw new Error('The payment of an invoice that a credit memo has taken should be held.');
  item(held.sentence);
  item(`What to do: ${held.cure}`, '→', '      ');
  return { alone: paid.alone, withRest: paid.withRest, kept, check: paid.check };
}

async function pay(stage: Stage) {
  const { simulators } = stage;
  const { toPay, alsoOpen } = await toBePaid(stage);
  const [blocked, ...more] = toPay;
  // What is over is applied later, to an invoice of the same customer that nobody pays now.
  const rest = more.find(({ row }) => alsoOpen.has(String(row.customerId)));
  if (!blocked || !rest) throw new Error('no invoice of the month is in both books');
  const others = more.filter((each) => each !== rest);
  const withRest = await receive(stage, [rest], { amount: part(rest) + REST, status: 'paid' });
  const toBlocked = await receive(stage, [blocked], { status: 'paid' });
  const alone: BillcomRow[] = [];
  const all = [withRest, toBlocked];
  let check: BillcomRow | undefined;
  for (let at = 0; at < others.length; at += 1) {
    const one = others[at] as Payable;
    const next = others[at + 1];
    const turn = all.length;
    if (turn % EVERY.two === 0 && next && next.row.customerId === one.row.customerId) {
      all.push(await receive(stage, [one, next]));
      at += 1;
    } else if (turn % EVERY.check === 0) {
      check = await receive(stage, [one], {
        paymentType: '1',
        isOnline: false,
        status: 'paid',
        refNumber: String(7_000 + turn),
      });
      all.push(check);
    } else if (turn === EVERY.card)
      all.push(await receive(stage, [one], { paymentType: '2', status: 'paid', fee: { amount: CARD_FEE } }));
    else {
      const made = await receive(stage, [one]);
      alone.push(made);
      all.push(made);
    }
  }
  if (!check) throw new Error('nobody paid by check');
  await simulators.atBillcom('batch', { organization: company.organization, upTo: todayIn(company.zone) });
  return { all, alone, withRest, check, blocked: { payable: blocked, payment: toBlocked } };
}

interface Payable {
  readonly row: BillcomDocument;
  readonly quickbooksId: string;
  readonly percent: number;
}

/** Invoices that are in both books, by customer, with how much of them is paid; and the customers of those that nobody pays. */
async function toBePaid(stage: Stage): Promise<{ toPay: Payable[]; alsoOpen: ReadonlySet<string> }> {
  const { quickbooks, billcom } = await stage.simulators.receivables();
  const percents = new Map(stage.invoices.map(({ number, paidPercent }) => [number, paidPercent]));
  const pairs = idsOfPairs(quickbooks.invoice, billcom.invoice);
  const open = billcom.invoice.flatMap((row): Payable[] => {
    const percent = percents.get(String(row.invoiceNumber)) ?? 0;
    const quickbooksId = pairs.get(row.id);
    return quickbooksId === undefined || row.isActive !== '1' || centsOf(row.amountDue) < 1_000
      ? []
      : [{ row, quickbooksId, percent }];
  });
  return {
    toPay: open
      .filter(({ percent }) => percent > 0)
      .sort((one, two) => (String(one.row.customerId) < String(two.row.customerId) ? -1 : 1)),
    alsoOpen: new Set(open.filter(({ percent }) => percent === 0).map(({ row }) => String(row.customerId))),
  };
}

const part = ({ row, percent }: Payable): number => Math.ceil((centsOf(row.amountDue) * percent) / 100) / 100;

/** By bank transfer, scheduled for today, unless it says otherwise. */
async function receive(stage: Stage, payables: readonly Payable[], how: object = {}): Promise<BillcomRow> {
  return stage.simulators.atBillcom('receive', {
    organization: company.organization,
    customerId: payables[0]?.row.customerId,
    paymentDate: todayIn(company.zone),
    invoices: payables.map((each) => ({ invoiceId: each.row.id, amount: part(each) })),
    ...how,
  });
}

/** Somebody at the PC gives the customer credit for all of an invoice. */
async function creditMemoFirst(
  { simulators }: Stage,
  { payable, payment }: { readonly payable: Payable; readonly payment: BillcomRow },
): Promise<PaidInvoices['kept']> {
  const { quickbooks } = await simulators.receivables();
  const invoice = quickbooks.invoice.find(({ TxnID }) => TxnID === payable.quickbooksId);
  if (!invoice) throw new Error('the invoice is not in QuickBooks');
  const fields = {
    CustomerRef: { ListID: idIn(invoice.CustomerRef) },
    TxnDate: todayIn(company.zone),
    RefNumber: 'CM-501',
    CreditMemoLineAdd: [
      {
        ItemRef: { FullName: '01 General Conditions:Supervision' },
        Desc: 'Work that was not done',
        Amount: String(invoice.BalanceRemaining),
        SalesTaxCodeRef: { FullName: 'Non' },
      },
    ],
  };
  const memo = await simulators.atQuickBooks('new', { entity: 'CreditMemo', fields });
  await simulators.atQuickBooks('applyCredit', { credit: String(memo.TxnID), invoice: invoice.TxnID });
  return { payment, memo: { id: String(memo.TxnID), fields }, invoice: String(invoice.RefNumber) };
}

/** From the books of both. */
async function whatWasPosted({ simulators }: Stage): Promise<void> {
  const { quickbooks, billcom } = await simulators.receivables();
  const money = quickbooks.receivedPayment.filter(({ TotalAmount }) => centsOf(TotalAmount as Value) > 0);
  item(
    `Bill.com has received ${many(billcom.receivedPayment.length, 'payment')}; ${money.length} are in QuickBooks, each applied to the same invoices.`,
    '✓',
  );
  const rest = money.find(({ UnusedPayment }) => centsOf(UnusedPayment as Value) > 0);
  if (rest)
    item(
      `${dollars(centsOf(rest.UnusedPayment))} of one of them stand unused in QuickBooks, as the customer’s credit.`,
      '✓',
    );
  const card = money.find(({ Memo }) => /fee/.test(String(Memo)));
  if (card) item(`The card payment says “${String(card.Memo)}”; the fee pays no invoice.`, '✓');
  const [transfer] = quickbooks.fundsTransfer.slice(-1);
  if (transfer) item(`The batch is a transfer of ${dollars(centsOf(transfer.Amount))} to the bank.`, '✓');
}
