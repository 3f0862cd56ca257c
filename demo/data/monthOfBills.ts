import { typeCode } from './accounts';
import { daysAfter } from './days';
import type { CompanyData } from './company';
import type { Random } from './random';

/** Where a bill stands when the two books are connected; `later`: entered in Bill.com in the month after. */
export type Whereabouts = 'both' | 'billcom' | 'quickbooks' | 'later';

export interface MonthBill {
  /** Its id in Bill.com, and its key in the seed of QuickBooks. */
  readonly id: string;
  readonly vendor: string;
  readonly number: string;
  readonly date: string;
  readonly dueDate: string;
  /** Cents; the lines add up to it. */
  readonly total: number;
  readonly lines: readonly BillLine[];
  readonly whereabouts: Whereabouts;
  readonly isPaid: boolean;
}

interface BillLine {
  readonly account: Name;
  readonly department?: Name;
  readonly cents: number;
  readonly memo: string;
}

/** The name in Bill.com and the full name in QuickBooks. */
interface Name {
  readonly billcom: string;
  readonly quickbooks: string;
}

/** Of real bills, in per mille: those that share vendor and number with another, and all of the key with another. */
const SHARE = {
  number: 32,
  everything: 16,
  notApplicable: 12,
  longNumber: 4,
  dueBefore: 4,
  zero: 3,
} as const;
/** Days to the due date with their share in percent; what is left is anything up to 45. */
const DUE: readonly (readonly [days: number, percent: number])[] = [[30, 48], [0, 12], [15, 11], [37, 5], [31, 2], [10, 2]]; // prettier-ignore
/** The amounts in dollars at which 5, 25, 50, 75, 95 and 99 of a hundred real bills are. */
const AMOUNTS = [[5, 123], [25, 714], [50, 2396], [75, 11_510], [95, 101_714], [100, 332_883]] as const; // prettier-ignore
const MEMOS = [
  'Materials',
  'Labor',
  'Rental',
  'Delivery',
  'Per contract',
  'Progress billing',
  'Retainage',
  'Permit',
];
const DEPARTMENTS: readonly Name[] = [
  { billcom: 'Public Works', quickbooks: 'Public Works' },
  { billcom: 'Overhead', quickbooks: 'Overhead' },
  { billcom: 'New Homes', quickbooks: 'Residential:New Homes' },
];

/** A month of bills with the shape of real ones: a few large, many small, numbers that are no keys. */
export function monthOfBills(data: CompanyData, random: Random, firstDay: string, count = 400): MonthBill[] {
  const vendors = commonVendors(data);
  const accounts = commonAccounts(data);
  const bills: MonthBill[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = bills.length > 0 ? random.pick(bills) : undefined;
    const twist = random.below(1000);
    const made = oneBill(random, index, vendors, accounts, firstDay);
    if (before && twist < SHARE.everything) {
      const { vendor, number, date, dueDate, total, lines } = before;
      bills.push({ ...made, vendor, number, date, dueDate, total, lines });
    } else if (before && twist < SHARE.everything + SHARE.number) {
      bills.push({ ...made, vendor: before.vendor, number: before.number });
    } else bills.push(made);
  }
  return bills;
}

function oneBill(
  random: Random,
  index: number,
  vendors: readonly string[],
  accounts: readonly Name[],
  firstDay: string,
): MonthBill {
  // A few vendors send most of the bills.
  const vendor = vendors[Math.floor((random.below(1000) / 1000) ** 2 * vendors.length)] ?? '';
  const date = daysAfter(firstDay, random.below(30));
  const total = random.below(1000) < SHARE.zero ? 0 : amountOf(random);
  const part = random.below(100);
  const whereabouts: Whereabouts =
    part < 25 ? 'both' : part < 35 ? 'billcom' : part < 40 ? 'quickbooks' : 'later';
  return {
    id: `00n01DEMOBILL${String(index + 1).padStart(7, '0')}`,
    vendor,
    number: numberOf(random),
    date,
    dueDate: daysAfter(date, random.below(1000) < SHARE.dueBefore ? -7 : daysToPay(random)),
    total,
    lines: linesOf(random, total, accounts),
    whereabouts,
    isPaid: random.chance(40),
  };
}

function amountOf(random: Random): number {
  const place = random.below(10_000) / 100;
  let [from, low] = [0, 10];
  for (const [to, high] of AMOUNTS) {
    if (place <= to) return Math.round(100 * low * (high / low) ** ((place - from) / (to - from)));
    [from, low] = [to, high];
  }
  return low * 100;
}

function daysToPay(random: Random): number {
  let place = random.below(100);
  for (const [days, percent] of DUE) {
    if (place < percent) return days;
    place -= percent;
  }
  return random.below(46);
}

function numberOf(random: Random): string {
  const twist = random.below(1000);
  if (twist < SHARE.notApplicable) return 'N/A';
  if (twist < SHARE.notApplicable + SHARE.longNumber)
    return `PROJECT-${random.digits(6)}-${random.digits(8)}`;
  const letters = Array.from({ length: 3 }, () => String.fromCharCode(65 + random.below(26))).join('');
  return random.pick([
    () => random.digits(4),
    () => random.digits(6),
    () => random.digits(8),
    () => `${letters}${random.digits(9)}`,
    () => `${letters} ${random.digits(4)}`,
    () => `${random.digits(2)}-${random.digits(3)}`,
  ])();
}

function linesOf(random: Random, total: number, accounts: readonly Name[]): BillLine[] {
  const count = random.chance(70) ? 1 : 2 + random.below(3);
  const share = Math.floor(total / count);
  return Array.from({ length: count }, (_, index) => ({
    account: random.pick(accounts),
    ...(random.chance(40) ? { department: random.pick(DEPARTMENTS) } : {}),
    cents: index === 0 ? total - share * (count - 1) : share,
    memo: random.pick(MEMOS),
  }));
}

/** Vendors that both books have under one name, and use. */
function commonVendors({ quickbooks, billcom }: CompanyData): string[] {
  const theirs = new Set(billcom.vendors.filter(({ isActive }) => isActive !== '2').map(({ name }) => name));
  return quickbooks.vendors
    .filter(({ Name, IsActive }) => IsActive !== false && theirs.has(Name))
    .map(({ Name }) => Name);
}

/** Accounts of costs and expenses that both books have under one name and type. */
function commonAccounts({ quickbooks, billcom }: CompanyData): Name[] {
  const theirs = new Set(
    billcom.chartOfAccounts.map(({ name, accountType }) => `${String(accountType)} ${name}`),
  );
  return quickbooks.accounts
    .filter(
      ({ Name, AccountType }) =>
        /^(CostOfGoodsSold|Expense)$/.test(String(AccountType)) &&
        theirs.has(`${String(typeCode[String(AccountType)])} ${Name}`),
    )
    .map(({ Name, ParentFullName }) => ({
      billcom: Name,
      quickbooks: ParentFullName === undefined ? Name : `${ParentFullName}:${Name}`,
    }));
}
