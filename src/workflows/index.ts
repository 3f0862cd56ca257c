/** What the worker runs. */
export { companySync } from './companySync';
export { invoiceEmails } from './invoiceEmails';
export { syncCycle } from './syncCycle';
