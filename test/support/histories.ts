/** Everything that stands in a history (or any other message of Temporal's), payloads as text. */
export function decoded(message: unknown): string {
  const parts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') parts.push(value);
    else if (value instanceof Uint8Array) parts.push(Buffer.from(value).toString('utf8'));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(message);
  return parts.join('\n');
}
