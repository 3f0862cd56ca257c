import type { BillcomRow } from '../checks/evidence';
import { centsOf } from '../checks/documents';
import { company } from '../data/company';
import { daysAfter, todayIn } from '../data/days';
import type { Stage } from '../world/stage';
import type { EnteredBill } from './monthEntered';

export interface PaidMonth {
  readonly payments: readonly BillcomRow[];
  /** How many bills they pay, and how much, in cents. */
  readonly bills: number;
  readonly cents: number;
  /** How many of them leave the bank later. */
  readonly scheduled: number;
  /** Cents: taken off a payment, settling a bill alone, and not used. */
  readonly credits: { readonly partly: number; readonly whole: number; readonly open: number };
}

/** Enough for four message sets of twenty. */
const PAYMENTS = 64;
const SCHEDULED = 3;
/** How many bills the payments have, in turn. */
const SIZES = [1, 2, 1, 3];

interface Credit {
  readonly vendorCreditId: string;
  readonly amount: number;
}

/** Somebody pays the month's bills in Bill.com: some alone, some with others of their vendor, three with credits. */
export async function payMonth(stage: Stage, bills: readonly EnteredBill[]): Promise<PaidMonth> {
  const groups = grouped(bills);
  const [withCredit, creditOnly, kept, ...rest] = groups;
  if (!withCredit || !creditOnly || !kept) throw new Error('there are too few bills to pay');
  const partly = Math.floor(centsOf(first(withCredit).amount) / 4);
  const whole = centsOf(first(creditOnly).amount);
  const open = 12_500;
  const one = await enterCredit(stage, first(withCredit), 'CM-101', partly);
  const two = await enterCredit(stage, first(creditOnly), 'CM-102', whole);
  await enterCredit(stage, first(kept), 'CM-103', open);
  const today = todayIn(company.zone);
  const payments = [
    await pay(stage, withCredit, today, one),
    await pay(stage, creditOnly.slice(0, 1), today, two),
  ];
  for (const [at, group] of [kept, ...rest].entries()) {
    const isLater = at >= groups.length - 2 - SCHEDULED;
    payments.push(await pay(stage, group, isLater ? daysAfter(today, 5) : today));
  }
  return {
    payments,
    bills: groups.flat().length - (creditOnly.length - 1),
    cents: payments.reduce((sum, { amount }) => sum + centsOf(amount), 0),
    scheduled: SCHEDULED,
    credits: { partly, whole, open },
  };
}

const first = ([group]: readonly EnteredBill[]): BillcomRow => (group as EnteredBill).row;

/** Bills of one vendor that are paid together. */
function grouped(bills: readonly EnteredBill[]): EnteredBill[][] {
  const byVendor = new Map<string, EnteredBill[]>();
  for (const each of bills)
    if (each.bill.total > 0)
      byVendor.set(each.bill.vendor, [...(byVendor.get(each.bill.vendor) ?? []), each]);
  const groups: EnteredBill[][] = [];
  for (const mine of byVendor.values())
    for (let at = 0; at < mine.length && groups.length < PAYMENTS;) {
      const size = SIZES[groups.length % SIZES.length] ?? 1;
      groups.push(mine.slice(at, at + size));
      at += size;
    }
  return groups;
}

async function enterCredit(
  { simulators }: Stage,
  bill: BillcomRow,
  refNumber: string,
  cents: number,
): Promise<Credit> {
  const [line] = bill.billLineItems as unknown as readonly BillcomRow[];
  const day = daysAfter(todayIn(company.zone), -2);
  const row = await simulators.typeInBillcom('create', {
    entity: 'VendorCredit',
    obj: {
      vendorId: bill.vendorId,
      refNumber,
      creditDate: day,
      glPostingDate: day,
      vendorCreditLineItems: [
        { amount: cents / 100, chartOfAccountId: line?.chartOfAccountId, description: 'Returned material' },
      ],
    },
  });
  return { vendorCreditId: row.id, amount: cents / 100 };
}

/** An online payment; a credit comes off what its first bill costs. */
async function pay(
  { simulators, atStart }: Stage,
  group: readonly EnteredBill[],
  processDate: string,
  credit?: Credit,
): Promise<BillcomRow> {
  const clearing = atStart.billcom.account.find(({ name }) => name === 'Bill.com Money Out Clearing');
  return simulators.atBillcom('pay', {
    organization: company.organization,
    processDate,
    chartOfAccountId: clearing?.id,
    bills: group.map(({ row }, at) => {
      const credits = credit && at === 0 ? [credit] : [];
      const taken = credits.reduce((sum, each) => sum + centsOf(each.amount), 0);
      return { billId: row.id, amount: (centsOf(row.amount) - taken) / 100, credits };
    }),
  });
}
