import type { AccountSetting } from '../entities/companyAccounts';
import { accountRoles, sourceOfSetting } from '../entities/companyAccounts';
import type { PlannedOperation } from './plan';

/** A clearing account that neither book has and that somebody wants made. */
export interface WantedAccount {
  readonly setting: AccountSetting;
  /** A living account of either book is called so, or is just being made. */
  readonly isThere: boolean;
  /** A write of it is on its way, or was refused and nobody asked for another try. */
  readonly waits: boolean;
}

/**
 * The writes that make what people want made: in QuickBooks, of type Bank and by the stated name. Its twin in Bill.com is
 * then made like that of any other account. Pure.
 */
export const planWantedAccounts = (wanted: readonly WantedAccount[]): PlannedOperation[] =>
  wanted.flatMap(({ setting, isThere, waits }) => {
    const { foundAs: name } = accountRoles[setting];
    if (name === undefined || isThere || waits) return [];
    return [
      {
        entity: 'account',
        book: 'quickbooks',
        action: 'create',
        phase: 'write',
        recordId: null,
        sourceId: sourceOfSetting(setting),
        recordName: name,
        fields: { name, type: 'Bank', active: true },
        awaits: {},
        sourceBase: {},
        before: null,
        overwrites: [],
      },
    ];
  });
