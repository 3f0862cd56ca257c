import { z } from 'zod';
import { BadCall, type Call, type Outcome } from './http';
import type { SetAnswer } from './simulatedQuickBooks';

export const ok = (json: unknown): Outcome => ({ status: 200, json });

/** The answer to a message set, or the broken connection that a fault asked for. */
export function asOutcome(answer: SetAnswer): Outcome {
  return 'isDropped' in answer ? 'breakConnection' : ok(answer);
}

/** The JSON body of a call, held against its schema; throws BadCall. */
export function parse<T>(schema: z.ZodType<T>, call: Call): T {
  let json: unknown;
  try {
    json = call.body === '' ? {} : JSON.parse(call.body);
  } catch {
    throw new BadCall(400, 'The body is not JSON.');
  }
  const result = schema.safeParse(json);
  if (!result.success) throw new BadCall(400, z.prettifyError(result.error));
  return result.data;
}
