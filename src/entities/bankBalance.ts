declare module './definition' {
  interface EntityNames {
    bankBalance: true;
  }
}

/**
 * The one balance that Bill.com shows when bills are paid (billcom.md §7.10). It is a value and no list of records, so that
 * it has no definition: it is asked for with every opening set and set anew when it has changed.
 */
export const bankBalance = {
  name: 'bankBalance',
  words: { one: 'bank balance', many: 'bank balances' },
} as const;
