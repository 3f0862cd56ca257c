import type { Book, CanonicalLine, CanonicalValue, FieldDefinition } from '../entities/definition';
import { isLines } from '../entities/definition';
import type { ResolvedLines } from './lineReferences';
import { fieldStandsBack, type BookRules } from './guards/bookRules';

/**
 * Lines of Bill.com that leave something empty which QuickBooks needs: an account. They get the company's catch-all
 * account there, and keep what somebody has put in its place since.
 * @param resolved the lines as they come, with the references of their own book, and with QuickBooks'.
 * @param now the lines that the document has in QuickBooks; none for a new one.
 */
export function completeLines(
  field: FieldDefinition,
  to: Book,
  { carried, lines: resolved }: Pick<ResolvedLines & { state: 'resolved' }, 'carried' | 'lines'>,
  now: CanonicalValue = null,
): readonly CanonicalLine[] {
  const parts = Object.entries(field.line ?? {}).filter(([, { whenEmpty }]) => whenEmpty !== undefined);
  if (to !== 'quickbooks' || parts.length === 0) return resolved;
  let lines = resolved;
  for (const [part, { whenEmpty }] of parts) {
    if (!whenEmpty) continue;
    const isBare = (line: CanonicalLine): boolean => (line[part] ?? null) === null && whenEmpty.applies(line);
    const taken = new Set<number>();
    const there = (isLines(now) ? now : []).map((line, index) => ({ line, index }));
    const take = (fits: (one: { line: CanonicalLine; index: number }) => boolean): string | undefined => {
      const found = there.find(
        (one) => !taken.has(one.index) && typeof one.line[part] === 'string' && fits(one),
      );
      if (found) taken.add(found.index);
      return found && String(found.line[part]);
    };
    // What is equal is the same line wherever it stands, also where Bill.com names the account.
    const equal = lines.map((line, index) =>
      take((one) =>
        isBare(carried[index] ?? {}) ? isEqualBut(part, one.line, line) : isEqualBut('', one.line, line),
      ),
    );
    lines = lines.map((line, index) =>
      isBare(carried[index] ?? {})
        ? { ...line, [part]: equal[index] ?? take((one) => one.index === index) ?? whenEmpty.id }
        : line,
    );
  }
  return lines;
}

/** Lines for QuickBooks without the parts that are turned off there: whether they are taxable. */
export function withoutTurnedOff(
  { line = {} }: Pick<FieldDefinition, 'line'>,
  to: Book,
  lines: readonly CanonicalLine[],
  rules: BookRules | undefined,
): readonly CanonicalLine[] {
  const off = Object.keys(line).filter((part) => fieldStandsBack(rules, line[part] ?? {}));
  if (to !== 'quickbooks' || off.length === 0) return lines;
  const empty = Object.fromEntries(off.map((part) => [part, null]));
  return lines.map((each) => ({ ...each, ...empty }));
}

function isEqualBut(part: string, one: CanonicalLine, two: CanonicalLine): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(two)]);
  return [...names].every((name) => name === part || (one[name] ?? null) === (two[name] ?? null));
}
