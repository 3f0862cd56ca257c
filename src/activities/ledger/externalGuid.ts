import { v5 as uuidv5 } from 'uuid';
import type { Company } from '../../ledger/companies';

/**
 * A UUIDv5 of company and Bill.com id (design §6): the same write always carries the same one.
 * @param before how many records of QuickBooks were made from it before, and are void or deleted now.
 */
export const guidOf = (company: Pick<Company, 'id'>, billcomId: string, before = 0): string =>
  uuidv5(before === 0 ? billcomId : `${billcomId} again ${before}`, company.id);
