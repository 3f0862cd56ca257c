import type { CanonicalLine, CanonicalValue, LineMod, RawRecord } from '../entities/definition';
import { isLines, sameLine } from '../entities/definition';
import { expenseElements, isExpense, itemElements, withoutEmpty } from '../entities/lines';
import type { BookRecord } from '../entities/record';
import type { QbxmlObject } from './qbxml/types';

/**
 * BillMod and VendorCreditMod are a trap (qbxml.md §7): as soon as one line is named, every line that is not is deleted.
 * So each line to be kept is listed with its TxnLineID, in its order (3290 otherwise); an unchanged one by that alone.
 */

/** QuickBooks' id of a line that is to be made. */
const newLine = '-1';

interface Kept {
  readonly id: string;
  readonly line: CanonicalLine;
}

/** The same of a document whose lines are all of one sort, as an invoice's. */
export function salesLineMods(
  now: Pick<BookRecord, 'fields' | 'facts'> | undefined,
  name: string,
  wanted: CanonicalValue,
  { element, of, isOneKind }: LineMod,
): QbxmlObject {
  const target = isLines(wanted) ? wanted : [];
  const mods = pairLines(keptLines(now, name), target).map(({ id, before, line }) => {
    if (before === undefined || id === newLine || !isOneKind(before, line))
      return { TxnLineID: newLine, ...withoutEmpty(of(line)) };
    return { TxnLineID: id, ...(sameLine(before, line) ? {} : changed(of(before), of(line))) };
  });
  return mods.length === 0 ? {} : { [element]: mods };
}

/** What is empty clears what was there; what was empty before is left out. */
function changed(before: RawRecord, after: RawRecord): RawRecord {
  const had = withoutEmpty(before);
  const has = withoutEmpty(after);
  return Object.fromEntries(Object.entries(after).filter(([name]) => name in had || name in has));
}

/** The lines that a record has, each with its id. */
function keptLines(now: Pick<BookRecord, 'fields' | 'facts'> | undefined, name: string): readonly Kept[] {
  const lines = now?.fields[name] ?? null;
  const ids = (now?.facts.lineIds ?? '').split(' ');
  return (isLines(lines) ? lines : []).map((line, index): Kept => ({ id: ids[index] ?? newLine, line }));
}

/**
 * The elements that make `wanted` of a record's lines. Expense and item lines are apart: the one never becomes the other.
 * @param name the field that has the lines.
 */
export function lineMods(
  now: Pick<BookRecord, 'fields' | 'facts'> | undefined,
  name: string,
  wanted: CanonicalValue,
): QbxmlObject {
  const kept = keptLines(now, name);
  const target = isLines(wanted) ? wanted : [];
  return {
    ...ofOneKind(
      'Expense',
      kept.filter(({ line }) => isExpense(line)),
      target.filter(isExpense),
      expenseElements,
    ),
    ...ofOneKind(
      'Item',
      kept.filter(({ line }) => !isExpense(line)),
      target.filter((line) => !isExpense(line)),
      itemElements,
    ),
  };
}

function ofOneKind(
  kind: 'Expense' | 'Item',
  kept: readonly Kept[],
  wanted: readonly CanonicalLine[],
  elements: (line: CanonicalLine) => RawRecord,
): QbxmlObject {
  if (wanted.length === 0) return kept.length === 0 ? {} : { [`Clear${kind}Lines`]: 'true' };
  const mods = pairLines(kept, wanted).map(({ id, before, line }) =>
    before !== undefined && sameLine(before, line)
      ? { TxnLineID: id }
      : { TxnLineID: id, ...(id === newLine ? withoutEmpty(elements(line)) : elements(line)) },
  );
  return { [`${kind}LineMod`]: mods };
}

interface PairedLine {
  readonly id: string;
  /** The line that has the id now. */
  readonly before?: CanonicalLine;
  readonly line: CanonicalLine;
}

/**
 * Which of the lines each wanted one is: equal lines by their order (the longest common sequence), so that what somebody
 * put in between shifts nobody's id; in the gaps the others one by one. The ids keep their order.
 */
export function pairLines(kept: readonly Kept[], wanted: readonly CanonicalLine[]): PairedLine[] {
  const paired: PairedLine[] = [];
  let [at, to] = [0, 0];
  for (const [old, fresh] of [...commonLines(kept, wanted), [kept.length, wanted.length] as const]) {
    for (; to < fresh; to += 1) {
      const line = wanted[to] as CanonicalLine;
      const spare = at < old ? kept[at] : undefined;
      if (spare) at += 1;
      paired.push(spare ? { id: spare.id, before: spare.line, line } : { id: newLine, line });
    }
    const same = kept[old];
    const line = wanted[fresh];
    if (same && line) paired.push({ id: same.id, before: same.line, line });
    [at, to] = [old + 1, fresh + 1];
  }
  return paired;
}

/** Positions of the longest common sequence of equal lines. */
function commonLines(kept: readonly Kept[], wanted: readonly CanonicalLine[]): (readonly [number, number])[] {
  const longest = Array.from({ length: kept.length + 1 }, () => new Array<number>(wanted.length + 1).fill(0));
  const length = (old: number, fresh: number): number => longest[old]?.[fresh] ?? 0;
  const isSame = (old: number, fresh: number): boolean =>
    sameLine(kept[old]?.line ?? {}, wanted[fresh] ?? {});
  for (let old = kept.length - 1; old >= 0; old -= 1)
    for (let fresh = wanted.length - 1; fresh >= 0; fresh -= 1)
      (longest[old] as number[])[fresh] = isSame(old, fresh)
        ? length(old + 1, fresh + 1) + 1
        : Math.max(length(old + 1, fresh), length(old, fresh + 1));
  const found: (readonly [number, number])[] = [];
  let [old, fresh] = [0, 0];
  while (old < kept.length && fresh < wanted.length) {
    if (isSame(old, fresh) && length(old, fresh) === length(old + 1, fresh + 1) + 1) {
      found.push([old, fresh]);
      [old, fresh] = [old + 1, fresh + 1];
    } else if (length(old + 1, fresh) >= length(old, fresh + 1)) old += 1;
    else fresh += 1;
  }
  return found;
}
