import { refuse } from './apiError';

/** What a call does with one kind of record. */
export type Act = 'List' | 'Create' | 'Read' | 'Update' | 'Delete' | 'Undelete';

const READS: readonly Act[] = ['List', 'Read'];
const EVERYTHING = ['Administrator', 'Accountant'];
/** What a Clerk enters: whom one does business with, and documents; not the lists behind them. */
const BY_CLERKS = [
  'Vendor',
  'Customer',
  'Job',
  'Item',
  'Bill',
  'VendorCredit',
  'SentPay',
  'Invoice',
  'CreditMemo',
  'ReceivedPay',
];

/** What is taken away from everybody, whatever their role: a plan that ended, a right that was withdrawn. */
export class Permissions {
  readonly #withdrawn = new Map<string, ReadonlySet<Act>>();

  /** Takes these acts away from one kind of record, all of them without `acts`; an empty list gives all back. */
  withdraw(
    entity: string,
    acts: readonly Act[] = [...READS, 'Create', 'Update', 'Delete', 'Undelete'],
  ): void {
    this.#withdrawn.set(entity, new Set(acts));
  }

  clear(): void {
    this.#withdrawn.clear();
  }

  /** @throws ApiError BDC_1145 */
  check(role: string, act: Act, entity: string): void {
    if (this.#withdrawn.get(entity)?.has(act) || !roleMay(role, act, entity)) throw refuse.notPermitted();
  }

  toJson(): object {
    return Object.fromEntries([...this.#withdrawn].map(([entity, acts]) => [entity, [...acts]]));
  }
}

/** Everybody may look; Payers record payments of bills, Approvers and Auditors write nothing of what is here. */
function roleMay(role: string, act: Act, entity: string): boolean {
  if (READS.includes(act) || EVERYTHING.includes(role)) return true;
  if (role === 'Payer') return entity === 'SentPay';
  return role === 'Clerk' && BY_CLERKS.includes(entity);
}
