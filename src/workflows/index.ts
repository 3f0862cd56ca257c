/** What the worker runs. */
export { companySync } from './companySync';
export { syncCycle } from './syncCycle';
