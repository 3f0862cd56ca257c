import { z } from 'zod';
import { code, days, id, reference, requiredText, time } from './fields';

/**
 * v2 `PaymentTerm`, read by List only: terms are matched, never written. Bill.com's reference names `netDue`, the days
 * until a document is due; no row of it was ever published, so nothing but id and name is taken for granted.
 */
export const paymentTermRow = z.object({
  id,
  name: requiredText,
  isActive: code.nullish(),
  netDue: days,
  mergedIntoId: reference,
  createdTime: time.nullish(),
  updatedTime: time.nullish(),
});

export type PaymentTermRow = z.infer<typeof paymentTermRow>;
