import { SEED } from './startedBillcom';

export const CUSTOMER = '0cu01CCCCCCCCCCCCCCC';
export const JOB = '0cu01JJJJJJJJJJJJJJJ';
export const BANK = 'bac01BBBBBBBBBBBBBBB';
export const MONEY_IN = '0ca01MMMMMMMMMMMMMMM';
export const TAX = '0ii01TTTTTTTTTTTTTTT';
export const SERVICE = '0ii01SSSSSSSSSSSSSSS';

/** The first organization with a customer and its job, items, and a bank account for receivables. */
export function receivablesSeed(more: object = {}) {
  const [alpha, beta] = SEED.organizations;
  return {
    ...SEED,
    organizations: [
      {
        ...alpha,
        chartOfAccounts: [{ id: MONEY_IN, name: 'Money In Clearing', accountType: '3' }],
        customers: [
          { id: CUSTOMER, name: 'Buyer', email: 'buyer@example.com' },
          { id: JOB, name: 'Kitchen', parent: 'Buyer' },
        ],
        items: [
          { id: TAX, name: 'County tax', type: '6', percentage: 8.25 },
          { id: SERVICE, name: 'Hours', type: '1', price: 50 },
        ],
        bankAccounts: [{ id: BANK, bankName: 'Bank', primaryAR: true }],
        ...more,
      },
      beta,
    ],
  };
}

/** What every invoice needs. */
export const invoiceHead = {
  customerId: CUSTOMER,
  invoiceNumber: '1001',
  invoiceDate: '2024-01-31',
  dueDate: '2024-02-29',
};
