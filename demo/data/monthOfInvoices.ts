import type { AllListsData } from './allLists';
import { daysAfter } from './days';
import { namesInBoth } from './commonCustomers';
import type { Random } from './random';

/** Where people enter an invoice: `before`: in QuickBooks, long before the two books are connected. */
export type Entered = 'quickbooks' | 'billcom' | 'both' | 'before';

export interface MonthInvoice {
  /** The full name of a customer or job in QuickBooks. */
  readonly customer: string;
  readonly number: string;
  readonly date: string;
  readonly dueDate: string;
  readonly entered: Entered;
  /** The sales tax item, where anything is taxed. */
  readonly tax?: string;
  readonly isToBeEmailed: boolean;
  readonly lines: readonly SalesLine[];
  /** How many percent of it the customer pays within the month. */
  readonly paidPercent: number;
}

/** A line as people type it; prices are of one, in 1/1000 dollars. */
export type SalesLine =
  | {
      readonly kind: 'item';
      readonly item: string;
      readonly quantity: number;
      readonly mills: number;
      readonly words: string;
      readonly isTaxed: boolean;
    }
  /** A subtotal, a discount or charge by percentage, a discount of a fixed amount: by the item alone. */
  | { readonly kind: 'byItem'; readonly item: string; readonly percent?: number }
  | { readonly kind: 'group'; readonly item: string; readonly quantity: number }
  | { readonly kind: 'text'; readonly words: string };

/** How many invoices the month has, and how many stand in QuickBooks from before. */
export const MONTH = 300;
export const BEFORE = 24;
/** Of the month that the demo tells. */
export const MONTH_SEED = 20_261_115;
/** So many of these are of the days right before the month: QuickBooks’ books are not closed there yet. */
const YOUNGER = 8;
/** Of the month in per mille: entered in Bill.com, in both by two people; the rest in QuickBooks. */
const ENTERED = { billcom: 340, both: 30 } as const;
/** A third is paid in part; some in full. */
const PAID = { partly: 340, whole: 100 } as const;
/** QuickBooks rounds each tax of a group by itself, Bill.com all of them once: some of these differ by a cent. */
const TAXES = {
  quickbooks: ['Vancouver WA', 'Kelso WA', 'WA State', 'Clark County', 'Out of State'],
  billcom: ['Vancouver WA', 'WA State', 'Clark County', 'Kelso WA', 'Out of State'],
  both: ['WA State', 'Clark County', 'Out of State'],
} as const;
const WORDS = ['As per contract', 'Progress billing', 'Change order', 'Time and materials', 'Extra work, approved by the owner', 'Punch list']; // prettier-ignore
const DAYS_TO_PAY = [30, 30, 30, 15, 10, 0, 45];

/**
 * A month of invoices as contractors write them: most of few lines, some with subtotals, groups, discounts, retainage,
 * percentages, text and returns; a quarter with sales tax, half to jobs; numbers in each book's own style.
 * @param firstDay of the month; its last day is 29 days later
 */
export function monthOfInvoices(data: AllListsData, random: Random, firstDay: string): MonthInvoice[] {
  const wanted = pickers(data, random);
  const month = Array.from({ length: MONTH }, (_, index) => oneOfMonth(random, wanted, index, firstDay));
  const before = Array.from({ length: BEFORE }, (_, index): MonthInvoice => {
    const days = random.below(150);
    const date = daysAfter(firstDay, index < YOUNGER ? -1 - index : -30 - days);
    return {
      ...{ customer: wanted.customer(), number: String(1801 + index), date, dueDate: daysAfter(date, 30) },
      ...{ entered: 'before', isToBeEmailed: false, paidPercent: 0 },
      lines: [wanted.line(false)],
    };
  });
  return [...before, ...month];
}

interface Pickers {
  customer(): string;
  /** Whether QuickBooks knows where to e-mail it. */
  hasAddress(customer: string): boolean;
  line(isTaxed: boolean): SalesLine;
}

function oneOfMonth(random: Random, wanted: Pickers, index: number, firstDay: string): MonthInvoice {
  const entered = enteredOf(random.below(1000));
  const date = daysAfter(firstDay, Math.floor((index * 30) / MONTH));
  const tax = random.chance(25)
    ? random.pick<string>(TAXES[entered === 'before' ? 'both' : entered])
    : undefined;
  const lines = Array.from({ length: 1 + random.below(4) }, () => wanted.line(tax !== undefined));
  const twist = random.below(100);
  const customer = wanted.customer();
  const mayBeEmailed = entered === 'quickbooks' && wanted.hasAddress(customer);
  return {
    ...{ customer, number: numberOf(entered, index, random), date, entered },
    dueDate: daysAfter(date, random.pick(DAYS_TO_PAY)),
    ...(tax === undefined ? {} : { tax }),
    isToBeEmailed: mayBeEmailed && random.chance(30),
    lines: entered === 'quickbooks' ? withTwist(lines, twist) : entered === 'billcom' ? inBillcom(lines, twist) : lines, // prettier-ignore
    paidPercent: paidOf(random),
  };
}

function enteredOf(place: number): Entered {
  if (place < ENTERED.billcom) return 'billcom';
  return place < ENTERED.billcom + ENTERED.both ? 'both' : 'quickbooks';
}

function paidOf(random: Random): number {
  const place = random.below(1000);
  if (place < PAID.partly) return 20 + random.below(60);
  return place < PAID.partly + PAID.whole ? 100 : 0;
}

/** QuickBooks takes 11 characters, and has its own series; Bill.com’s are longer now and then. */
function numberOf(entered: Entered, index: number, random: Random): string {
  if (entered !== 'billcom') return String(2101 + index);
  return random.chance(15) ? `CASCADE-2026-${String(5101 + index)}` : `CR-${String(5101 + index)}`;
}

const byItem = (item: string, percent?: number): SalesLine => ({
  kind: 'byItem',
  item,
  ...(percent === undefined ? {} : { percent }),
});

/** What only QuickBooks has: lines that follow from other lines, and groups. */
function withTwist(lines: readonly SalesLine[], twist: number): SalesLine[] {
  const [first] = lines;
  if (twist < 10) return [...lines, byItem('Subtotal'), byItem('Retainage')];
  if (twist < 18) return [...lines, byItem('Discount 5%')];
  if (twist < 24) return [{ kind: 'group', item: 'Door Package', quantity: 1 + (twist % 2) }, ...lines];
  if (twist < 28) return [...lines, { kind: 'group', item: 'Bath Package', quantity: 1 }, byItem('Subtotal')];
  if (twist < 34) return [...lines, byItem('Subtotal'), byItem('Profit', 10)];
  if (twist < 38)
    return [...lines, byItem('Subtotal'), byItem('Discount 5%'), byItem('Subtotal'), byItem('Dump Fee', 2.5)];
  if (twist < 44) return [{ kind: 'text', words: 'Thank you for your business' }, ...lines];
  // Goods that were returned.
  if (twist < 48 && first?.kind === 'item')
    return [
      { ...first, quantity: first.quantity + 4 },
      { ...first, quantity: -1, words: 'Returned' },
    ];
  return [...lines];
}

/** Bill.com has plain lines, text without a price, and percentages. */
function inBillcom(lines: readonly SalesLine[], twist: number): SalesLine[] {
  if (twist < 10) return [...lines, { kind: 'text', words: 'Work of the week before' }];
  if (twist < 16) return [...lines, byItem('Discount 5%', -5)];
  return [...lines];
}

function pickers(data: AllListsData, random: Random): Pickers {
  const { customers, jobs, withAddress } = namesInBoth(data);
  const { items } = data.quickbooks;
  // Items that people had spelled otherwise in Bill.com wait for somebody, and so would their invoices.
  const work = items
    .filter(({ ItemType, ParentFullName }) => ItemType === 'Service' && /^\d\d /.test(ParentFullName ?? ''))
    .filter(({ ParentFullName }) => !/^16 |:/.test(ParentFullName ?? ''))
    .map(({ ParentFullName, Name }) => `${String(ParentFullName)}:${Name}`);
  const goods = items
    .filter(({ ItemType }) => ItemType === 'NonInventory')
    .slice(0, 8)
    .map(({ Name }) => Name);
  return {
    customer: () => random.pick(random.chance(50) && jobs.length > 0 ? jobs : customers),
    hasAddress: (customer) => withAddress.has(customer),
    line: (isTaxed) => {
      const isGoods = isTaxed && random.chance(60);
      const whole = 1 + random.below(isGoods ? 60 : 24);
      return {
        kind: 'item',
        item: random.pick(isGoods ? goods : work),
        quantity: random.chance(20) ? whole + 0.5 : whole,
        mills: isGoods ? 1_490 + random.below(60_000) : 1_000 * (35 + random.below(400)) + (random.chance(10) ? 333 : 0), // prettier-ignore
        words: random.pick(WORDS),
        isTaxed: isGoods,
      };
    },
  };
}
