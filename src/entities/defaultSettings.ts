import type { EntitySettings } from './definition';

/** For what is the same whatever a company has set: words, order, limits. */
export const defaultEntitySettings: EntitySettings = {
  classesAs: 'department',
  subCustomersAs: 'mapped',
  twoWayBills: 'off',
  postPayments: 'scheduled',
  offlinePayments: 'on',
  outsidePayments: 'ask',
  recordTransfers: 'on',
  transfersAs: 'transfer',
};
