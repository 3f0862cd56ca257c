import { amountText, cents, percentOf } from '../../books/money';
import { textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { idIn } from './accounts';
import { linesIn } from './purchaseLines';
import { itemOf } from './salesLine';

/** Where a group keeps its members while a document is made; the answer calls them as all other lines. */
export const MEMBERS = 'members';

export const isGroupRow = (row: Fields): boolean => row.ItemGroupRef !== undefined;

/** Cents of lines, and how many of them are taxed. */
interface Sum {
  readonly all: bigint;
  readonly taxed: bigint;
}

const NOTHING: Sum = { all: 0n, taxed: 0n };
const plus = (a: Sum, b: Sum): Sum => ({ all: a.all + b.all, taxed: a.taxed + b.taxed });

/**
 * Rows of a document in their order with the amounts that depend on others: percentages of the line above, subtotals
 * since the last one, totals of groups.
 */
export function withAmounts(rows: readonly Fields[], context: RequestContext): Fields[] {
  const tally = new Tally(context);
  return rows.map((row) => tally.row(row));
}

/** What counted lines come to, tax aside: subtotals repeat what is above them and do not count. */
export function sumOf(rows: readonly Fields[], context: RequestContext): Sum {
  return countedLines(rows, context)
    .map((line) => sumOfLine(line, context))
    .reduce(plus, NOTHING);
}

/** All lines that post, members of groups in the place of their group. */
export function countedLines(rows: readonly Fields[], context: RequestContext): Fields[] {
  return rows
    .flatMap((row) => (isGroupRow(row) ? linesIn(row[MEMBERS]) : [row]))
    .filter((line) => !['ItemSubtotal', undefined].includes(itemOf(line, context)?.list));
}

function sumOfLine(line: Fields, context: RequestContext): Sum {
  const all = cents(textOf(line.Amount) ?? '0.00');
  return { all, taxed: isTaxed(line, context) ? all : 0n };
}

function isTaxed(line: Fields, { books }: RequestContext): boolean {
  return books.find('SalesTaxCode', idIn(line, 'SalesTaxCodeRef') ?? '')?.fields.IsTaxable === 'true';
}

class Tally {
  #above = NOTHING;
  #sinceSubtotal = NOTHING;

  constructor(private readonly context: RequestContext) {}

  row(row: Fields): Fields {
    return isGroupRow(row) ? this.#group(row) : this.#line(row);
  }

  #line(line: Fields): Fields {
    const list = itemOf(line, this.context)?.list;
    if (list === undefined) return line;
    if (list === 'ItemSubtotal') {
      this.#above = this.#sinceSubtotal;
      this.#sinceSubtotal = NOTHING;
      return { ...line, Amount: amountText(this.#above.all) };
    }
    const percent = textOf(line.RatePercent);
    const base = list === 'ItemSalesTax' ? this.#above.taxed : this.#above.all;
    const full = percent === undefined ? line : { ...line, Amount: amountText(percentOf(base, percent)) };
    this.#count(sumOfLine(full, this.context));
    return full;
  }

  #group(group: Fields): Fields {
    const members = withAmounts(linesIn(group[MEMBERS]), this.context);
    const sum = sumOf(members, this.context);
    this.#count(sum);
    return { ...group, [MEMBERS]: members, TotalAmount: amountText(sum.all) };
  }

  #count(sum: Sum): void {
    this.#above = sum;
    this.#sinceSubtotal = plus(this.#sinceSubtotal, sum);
  }
}
