import { z } from 'zod';
import type { HttpAnswer } from './http';

/** What an answer of either API says, before anybody judges it. */
export type Reply =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'error'; readonly code?: string | undefined; readonly message?: string | undefined }
  /** No JSON, or not the shape that Bill.com answers in. */
  | { readonly kind: 'unreadable' };

const v2Envelope = z.object({
  response_status: z.union([z.literal(0), z.literal(1)]),
  response_data: z.unknown(),
});
const v2Failure = z.object({ error_code: z.string().optional(), error_message: z.string().nullish() });

/** v2: `{response_status, response_message, response_data}`; errors come with HTTP 200 too (billcom.md §3.1). */
export function v2Reply(answer: HttpAnswer): Reply {
  return v2ReplyOf(jsonOf(answer.text));
}

/** The same of one row of a bulk answer, each of which has an envelope of its own. */
export function v2ReplyOf(json: unknown): Reply {
  const envelope = v2Envelope.safeParse(json);
  if (!envelope.success) return { kind: 'unreadable' };
  if (envelope.data.response_status === 0) return { kind: 'data', data: envelope.data.response_data };
  const failure = v2Failure.safeParse(envelope.data.response_data);
  if (!failure.success) return { kind: 'error' };
  return { kind: 'error', code: failure.data.error_code, message: failure.data.error_message ?? undefined };
}

const v3Failure = z.array(
  z.object({ code: z.string().optional(), message: z.string().nullish(), severity: z.string().optional() }),
);

/** v3: plain JSON, or an array of errors; of several the first with severity ERROR counts (billcom.md §3.2). */
export function v3Reply(answer: HttpAnswer): Reply {
  const isEmpty = answer.text.trim() === '';
  const json = isEmpty ? undefined : jsonOf(answer.text);
  if (!isEmpty && json === undefined) return { kind: 'unreadable' };
  if (answer.status >= 200 && answer.status < 300) return { kind: 'data', data: json };
  const failures = v3Failure.safeParse(Array.isArray(json) ? json : [json]);
  if (!failures.success) return { kind: 'error' };
  const worst = failures.data.find(({ severity }) => severity === 'ERROR') ?? failures.data[0];
  return { kind: 'error', code: worst?.code, message: worst?.message ?? undefined };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
