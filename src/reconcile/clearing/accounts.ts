import type { EntityName } from '../../entities/definition';
import type { Clearing } from '../../entities/fundsTransfer/beside';

/** The clearing accounts that Bill.com's money goes through. One proof does both. */
export interface ClearingSide {
  readonly clearing: Clearing;
  /** The setting that names the account. */
  readonly setting: `${Clearing}Clearing`;
  /** What is posted to it beside funds transfers. */
  readonly payment: EntityName;
  /** What a payment does to its balance. */
  readonly sign: 1n | -1n;
  /** What the transfer of a payment does, as the end of “the transfer that …”. */
  readonly transfer: string;
  /** From where or to where a payment was really paid that names the account and has no transfer. */
  readonly reallyPaid: string;
}

export const clearingSides: readonly ClearingSide[] = [
  {
    clearing: 'moneyOut',
    setting: 'moneyOutClearing',
    payment: 'billPayment',
    sign: -1n,
    transfer: 'brings its money',
    reallyPaid: 'from',
  },
  {
    clearing: 'moneyIn',
    setting: 'moneyInClearing',
    payment: 'receivedPayment',
    sign: 1n,
    transfer: 'takes its money to the bank',
    reallyPaid: 'to',
  },
];

/** What stands on a clearing account by itself. */
export const throughIt = ({ payment }: ClearingSide): readonly EntityName[] => [payment, 'fundsTransfer'];

export const isTransfer = ({ entity }: { readonly entity: EntityName | undefined }): boolean =>
  entity === 'fundsTransfer';
