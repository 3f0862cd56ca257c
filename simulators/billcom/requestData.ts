import type { z } from 'zod';
import { refuse } from './apiError';
import type { Row } from './wireValues';

/**
 * What a call was sent, by its schema.
 *
 * @throws ApiError BDC_1117 for what is missing, BDC_1002 for what is unknown, BDC_1129 for what is of the wrong kind
 */
export function readData<T>(schema: z.ZodType<T>, data: Row): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') throw refuse.unknownParameter();
  const [first = ''] = path;
  const isMissing = path.length === 1 && data[first] === undefined;
  throw isMissing ? refuse.missingData(first) : refuse.badParameter(path.join('.'), JSON.stringify(data));
}
