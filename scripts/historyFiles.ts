import path from 'node:path';
import { temporal } from '@temporalio/proto';

/** Where recorded histories lie. */
export const historyFolder = path.resolve('test/histories');

export type History = temporal.api.history.v1.IHistory;

interface RecordedHistory {
  /** As it was when it was recorded: replay gives it to the workflow. */
  readonly workflowId: string;
  readonly history: Record<string, unknown>;
}

/** The text of a file of test/histories: events as in Temporal's own messages, enums by name, payloads in base64. */
export function toFile(workflowId: string, history: History): string {
  const { History } = temporal.api.history.v1;
  const plain = History.toObject(History.fromObject(history), {
    longs: String,
    enums: String,
    bytes: String,
  });
  const recorded: RecordedHistory = { workflowId, history: cleaned(plain) as Record<string, unknown> };
  return `${JSON.stringify(recorded, null, 1)}\n`;
}

export function fromFile(text: string): { workflowId: string; history: History } {
  const { workflowId, history } = JSON.parse(text) as RecordedHistory;
  return { workflowId, history: temporal.api.history.v1.History.fromObject(history) };
}

/** Who recorded it, on which machine and where its code lay is nobody's business; replay does not look at it. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'stackTrace')
      .map(([key, inner]) => [key, key === 'identity' ? 'recorded' : cleaned(inner)]),
  );
}
