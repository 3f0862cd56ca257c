import type { AccessCheck, BillcomConnection } from '../billcom/index';
import {
  BillcomError,
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
} from '../billcom/index';
import { billcomSentence } from '../words/explain';
import { Problem } from '../words/problem';

/** Signs in to Bill.com once. @throws Problem with Bill.com's reason; nothing is stored anywhere. */
export async function provenAccess(connection: BillcomConnection): Promise<AccessCheck> {
  const client = createBillcomClient({
    connection,
    sessions: memorySessionStore(),
    budget: memoryCallBudget(),
    slots: memoryCallSlots(),
    timeoutMs: 30_000,
  });
  try {
    return await client.checkAccess();
  } catch (error) {
    if (!(error instanceof BillcomError)) throw error;
    throw new Problem(billcomSentence(error), { cure: `${error.cure} Nothing was stored.` });
  }
}
