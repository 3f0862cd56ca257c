import type { Fields } from '../language/fields';
import { cents } from './money';
import type { DataExtValue } from './records';

/** One side of an entry in the general ledger. */
export interface Posting {
  /** ListID of the account. */
  readonly account: string;
  /** The name on it: vendor, customer, employee or other name. */
  readonly entity?: EntityKey;
  /** ListID of the class. */
  readonly inClass?: string;
  /** Debits are positive, credits negative; two decimals. */
  readonly amount: string;
  /** The line of the transaction; the header's own posting has none. */
  readonly line?: string;
  readonly memo?: string;
}

export interface EntityKey {
  readonly list: string;
  readonly id: string;
}

/** A transaction as the company file keeps it: fields of its answer, references as ListIDs, lines included. */
export interface TransactionRecord {
  /** As in TxnDelType: Bill, VendorCredit … */
  readonly kind: string;
  readonly id: string;
  readonly txnNumber: number;
  /** Seconds since 1970 by the clock of the PC. */
  readonly timeCreated: number;
  readonly timeModified: number;
  readonly editSequence: string;
  readonly fields: Fields;
  /** Always balanced: debits and credits add up to nothing. */
  readonly postings: readonly Posting[];
  readonly isVoid?: boolean;
  /** The accounts in which a person has reconciled it. */
  readonly clearedIn?: readonly string[];
  readonly dataExt: readonly DataExtValue[];
}

/** An amount of one transaction applied to another: of a payment or a credit to a bill or an invoice. */
export interface TransactionLink {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly discount?: string;
  readonly discountAccount?: string;
  readonly discountClass?: string;
  /** The payment that applied this credit; none where a credit alone was applied. */
  readonly by?: string;
}

/** The trace that a deleted transaction leaves. */
export interface DeletedTransaction {
  readonly kind: string;
  readonly id: string;
  readonly timeCreated: number;
  readonly timeDeleted: number;
  readonly refNumber: string;
}

/** The transactions of a company file, what is applied to what, and the balances that follow. */
export class TransactionBook {
  readonly deleted: DeletedTransaction[] = [];
  readonly #byKind = new Map<string, Map<string, TransactionRecord>>();
  readonly #byId = new Map<string, TransactionRecord>();
  readonly #links = new Map<string, TransactionLink>();
  readonly #linksOf = new Map<string, Set<string>>();
  readonly #accounts = new Map<string, bigint>();
  readonly #entities = new Map<string, Map<string, bigint>>();
  #lastId = 0;
  #lastNumber = 0;

  put(record: TransactionRecord): void {
    const before = this.#byId.get(record.id);
    if (before) this.#post(before, -1n);
    const kind = this.#byKind.get(record.kind) ?? new Map<string, TransactionRecord>();
    this.#byKind.set(record.kind, kind.set(record.id, record));
    this.#byId.set(record.id, record);
    this.#post(record, 1n);
    for (const id of idsIn(record)) this.#lastId = Math.max(this.#lastId, Number.parseInt(id, 16));
    this.#lastNumber = Math.max(this.#lastNumber, record.txnNumber);
  }

  drop(id: string): void {
    const record = this.#byId.get(id);
    if (!record) return;
    this.#post(record, -1n);
    this.#byId.delete(id);
    this.#byKind.get(record.kind)?.delete(id);
  }

  link(link: TransactionLink): void {
    const key = linkKey(link);
    this.#links.set(key, link);
    for (const id of endsOf(link)) {
      this.#linksOf.set(id, (this.#linksOf.get(id) ?? new Set<string>()).add(key));
    }
  }

  unlink(link: TransactionLink): void {
    const key = linkKey(link);
    this.#links.delete(key);
    for (const id of endsOf(link)) this.#linksOf.get(id)?.delete(key);
  }

  find(id: string): TransactionRecord | undefined {
    return this.#byId.get(id);
  }

  /** All transactions of a kind in the order of their creation. */
  ofKind(kind: string): TransactionRecord[] {
    return [...(this.#byKind.get(kind)?.values() ?? [])];
  }

  /** Every transaction in the order of creation. */
  all(): TransactionRecord[] {
    return [...this.#byId.values()];
  }

  /** Every application that this transaction has to do with: to it, from it, or made by it. */
  linksOf(id: string): TransactionLink[] {
    return [...(this.#linksOf.get(id) ?? [])].flatMap((key) => this.#links.get(key) ?? []);
  }

  /** The credits that this payment applied. */
  linksBy(payment: string): TransactionLink[] {
    return this.linksOf(payment).filter((link) => link.by === payment);
  }

  /** Every application there is. */
  links(): TransactionLink[] {
    return [...this.#links.values()];
  }

  /** Debits minus credits of an account, in cents. */
  accountBalance(account: string): bigint {
    return this.#accounts.get(account) ?? 0n;
  }

  /** Debits minus credits of a name in each account where it was ever posted, in cents. */
  entityBalances({ list, id }: EntityKey): readonly (readonly [account: string, balance: bigint])[] {
    return [...(this.#entities.get(`${list} ${id}`) ?? [])];
  }

  /** The number from which the next new ids count on; ids are never used again. */
  get lastId(): number {
    return this.#lastId;
  }

  get lastNumber(): number {
    return this.#lastNumber;
  }

  #post(record: TransactionRecord, sign: bigint): void {
    for (const { account, entity, amount } of record.postings) {
      const value = sign * cents(amount);
      this.#accounts.set(account, this.accountBalance(account) + value);
      if (!entity) continue;
      const key = `${entity.list} ${entity.id}`;
      const own = this.#entities.get(key) ?? new Map<string, bigint>();
      this.#entities.set(key, own.set(account, (own.get(account) ?? 0n) + value));
    }
  }
}

export function linkKey({ from, to, by }: TransactionLink): string {
  return `${from} ${to} ${by ?? ''}`;
}

function endsOf({ from, to, by }: TransactionLink): string[] {
  return by === undefined ? [from, to] : [from, to, by];
}

/** The transaction's id and those of its lines, in groups too; all are taken from one counter. */
function idsIn({ id, fields }: TransactionRecord): string[] {
  return [id, ...lineIdsIn(fields)];
}

function lineIdsIn(fields: Fields): string[] {
  const lines = Object.values(fields).flatMap((value) => (Array.isArray(value) ? (value as Fields[]) : []));
  const own = typeof fields.TxnLineID === 'string' ? [fields.TxnLineID] : [];
  return [...own, ...lines.flatMap(lineIdsIn)];
}
