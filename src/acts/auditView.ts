import { bookTitle, type CanonicalFields, type EntityDefinition } from '../entities/definition';
import type { AuditLine } from '../ledger/auditLog';
import type { RecordKey } from '../ledger/recordNames';
import { csv } from '../words/csv';
import { oneOf } from '../words/stepProgress';
import { definitionOf, referenced, valueWords, type NameOf } from '../words/valueWords';

/** Lines of the audit log as people read them. Pure. */

/** “bill “A-100” in QuickBooks”; '' of what is about no record. */
export const recordWords = (line: AuditLine): string =>
  line.entity === null
    ? ''
    : `${oneOf(line.entity)} “${line.record ?? line.recordId ?? ''}”${line.book === null ? '' : ` in ${bookTitle[line.book]}`}`;

/** “phone: 555-0101 → 555-0199”, a line for each field. */
export function changesOf(
  { entity, book, before, after }: AuditLine,
  definitions: readonly EntityDefinition[],
  nameOf: NameOf = () => undefined,
): string[] {
  const fields = definitionOf(definitions, entity ?? '')?.fields ?? {};
  const [was, is] = [asFields(before), asFields(after)];
  const words = (name: string, values: CanonicalFields): string => {
    const value = values[name] ?? null;
    const field = fields[name];
    if (field && book !== null) return valueWords(field, book, value, nameOf);
    return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const [from, to] = [words(name, was), words(name, is)];
    if (from === '' && to === '') return [];
    const label = fields[name]?.label ?? name;
    return [from === '' ? `${label}: ${to}` : `${label}: ${from} → ${to === '' ? 'nothing' : to}`];
  });
}

const asFields = (value: unknown): CanonicalFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CanonicalFields) : {};

/** The records whose names these words need. */
export const referencesOfLines = (
  lines: readonly AuditLine[],
  definitions: readonly EntityDefinition[],
): RecordKey[] =>
  lines.flatMap(({ entity, book, before, after }) => {
    const fields = definitionOf(definitions, entity ?? '')?.fields ?? {};
    if (book === null) return [];
    return [asFields(before), asFields(after)].flatMap((values) =>
      Object.entries(values).flatMap(([name, value]) => {
        const field = fields[name];
        return field ? referenced(field, book, { value: value ?? null }) : [];
      }),
    );
  });

export const auditHead: readonly string[] = [
  'when',
  'who',
  'did',
  'list',
  'book',
  'record',
  'id',
  'what',
  'why',
];

/** A line as cells of a table, by `auditHead`. The moment is in UTC. */
export const auditCells = (
  line: AuditLine,
  definitions: readonly EntityDefinition[],
  nameOf?: NameOf,
): string[] => [
  new Date(line.at).toISOString(),
  line.who,
  line.action,
  line.entity === null ? '' : oneOf(line.entity),
  line.book === null ? '' : bookTitle[line.book],
  line.record ?? '',
  line.recordId ?? '',
  changesOf(line, definitions, nameOf).join('; '),
  line.detail ?? '',
];

/** As a table for a spreadsheet. */
export const auditCsv = (lines: readonly AuditLine[], definitions: readonly EntityDefinition[]): string =>
  csv([auditHead, ...lines.map((line) => auditCells(line, definitions))]);
