import type { EntityDefinition } from '../../entities/definition';
import { kindsOf } from '../../entities/definition';
import type { Transaction } from '../../ledger/database';
import { storeFigures, storePostings, type StoredFigures } from '../../ledger/tieOuts';
import {
  agingIn,
  agingQuery,
  balancesIn,
  ledgerPostingsQuery,
  partyBalanceQuery,
  postingsIn,
} from '../../quickbooks/qbxml/ledgerFigures';
import type { QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { countedOn, type Side } from '../../reconcile/tieout/sides';
import { refusalOf } from './mirrorResponse';

export type Answers = ReadonlyMap<string, QbxmlResponse>;

/** Postings of other kinds are few; where they are more than this, they are read again alone, with an iterator. */
export const rowsAtOnce = 500;

/** Postings that are read alone, with an iterator, where they are many. */
export interface PostingList {
  /** Its requestID. */
  readonly id: string;
  /** The ledger, or ListID of a clearing account. */
  readonly account: string;
  /** The ledger whose figures it belongs to; undefined for a clearing account. */
  readonly side?: Side;
  readonly ask: (how: { readonly maxReturned: number; readonly iterator?: 'Start' }) => QbxmlRequest;
}

export const isCut = ({ id }: PostingList, answers: Answers): boolean =>
  (answers.get(id)?.records.length ?? 0) >= rowsAtOnce;

/** What QuickBooks is asked of one ledger: its aging summary, the balances, and what is posted there by other kinds. */
export class LedgerQuestion {
  readonly postings: PostingList;
  readonly requests: readonly QbxmlRequest[];

  constructor(
    readonly side: Side,
    asOf: string,
    definitions: readonly EntityDefinition[],
  ) {
    const { ledger } = side;
    const without = countedOn(side, definitions).flatMap(kindsOf);
    this.postings = {
      id: this.#id('Postings'),
      account: ledger,
      side,
      ask: (how) => ledgerPostingsQuery(ledger, this.#id('Postings'), { without, ...how }),
    };
    this.requests = [
      agingQuery(ledger, this.#id('Aging'), asOf),
      partyBalanceQuery(ledger, this.#id('Owed'), 'GreaterThan'),
      partyBalanceQuery(ledger, this.#id('Overpaid'), 'LessThan'),
      this.postings.ask({ maxReturned: rowsAtOnce }),
    ];
  }

  /** Why QuickBooks gave nothing, or not all. */
  problem(answers: Answers): string | undefined {
    const { title } = this.side;
    const words = { one: `aging of ${title}`, many: `figures of ${title}` };
    return this.requests
      .map(({ requestID }) => answers.get(requestID))
      .map((response) => response && refusalOf({ words }, response))
      .find((each) => each !== undefined);
  }

  async store(tx: Transaction, companyId: string, cycle: number, answers: Answers): Promise<void> {
    await storeFigures(tx, companyId, cycle, this.side.ledger, this.#figuresIn(answers));
  }

  #figuresIn(answers: Answers): StoredFigures {
    const of = (what: string): QbxmlResponse => {
      const found = answers.get(this.#id(what));
      if (!found) throw new Error(`QuickBooks’ answer has nothing under “${this.#id(what)}”`);
      return found;
    };
    const { ledger } = this.side;
    const { rows: aging, total } = agingIn(of('Aging'));
    const balances = [...balancesIn(ledger, of('Owed')), ...balancesIn(ledger, of('Overpaid'))];
    return { total, aging, balances };
  }

  #id(what: string): string {
    return `${this.side.ledger}${what}`;
  }
}

/** Keeps postings that came whole; of a list that was cut nothing. */
export async function storeWhole(
  tx: Transaction,
  companyId: string,
  cycle: number,
  lists: readonly PostingList[],
  answers: Answers,
): Promise<void> {
  for (const list of lists) {
    const answer = answers.get(list.id);
    if (answer && !isCut(list, answers))
      await storePostings(tx, companyId, cycle, list.account, postingsIn(answer));
  }
}
