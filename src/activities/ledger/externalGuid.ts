import { v5 as uuidv5 } from 'uuid';
import type { Company } from '../../ledger/companies';

/** A UUIDv5 of company and Bill.com id (design §6): the same write always carries the same one. */
export const guidOf = (company: Company, billcomId: string): string => uuidv5(billcomId, company.id);
