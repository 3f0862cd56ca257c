import { refuse } from './apiError';
import type { EntityDefinition, FieldRule, Neighbours } from './entityDefinition';
import { isRow, newId, UNSET, v2Time, type Json, type Row } from './wireValues';

/**
 * The row that a create makes of what was sent. Read-only fields are ignored without a word, unknown ones refused,
 * required ones demanded; a field that was not sent gets what Bill.com gives it.
 */
export function createdRow(
  definition: EntityDefinition,
  sent: Row,
  neighbours: Neighbours,
  now: number,
): Row {
  const id = newId(definition.prefix);
  const checked = checkedFields(definition, sent, neighbours, now);
  const stamp = { id, createdTime: v2Time(now), updatedTime: v2Time(now) };
  const row = derived(definition, { ...fallbacks(definition), ...checked, ...stamp }, neighbours);
  checkRow(definition, row, neighbours);
  return row;
}

/** The row after an update. The mandatory fields must be sent again; line arrays are replaced, with new line ids. */
export function updatedRow(
  definition: EntityDefinition,
  current: Row,
  sent: Row,
  neighbours: Neighbours,
  now: number,
): Row {
  const checked = checkedFields(definition, sent, neighbours, now);
  const row = derived(definition, { ...current, ...checked, updatedTime: v2Time(now) }, neighbours);
  checkRow(definition, row, neighbours);
  return row;
}

/** The row with what follows from its other fields. */
export function derived(definition: EntityDefinition, row: Row, neighbours: Neighbours): Row {
  return { ...row, ...definition.derive?.(row, neighbours) };
}

/** Documents cannot be merged and have no such field. */
export function isMerged(row: Row): boolean {
  return row.mergedIntoId !== undefined && row.mergedIntoId !== UNSET;
}

/** What a new row has in the fields nobody sent. */
function fallbacks(definition: EntityDefinition): Row {
  return Object.fromEntries(
    Object.entries(definition.fields).map(([field, rule]) => [field, fallbackOf(rule)]),
  );
}

function fallbackOf(rule: FieldRule): Json {
  if (rule.fallback !== undefined) return rule.fallback;
  if (rule.kind === 'reference') return UNSET;
  return rule.kind === 'lines' ? [] : null;
}

function checkedFields(definition: EntityDefinition, sent: Row, neighbours: Neighbours, now: number): Row {
  for (const field of Object.keys(sent)) {
    if (!(field in definition.fields)) throw refuse.unknownParameter();
  }
  const checked: Row = {};
  for (const [field, rule] of Object.entries(definition.fields)) {
    const value = sent[field];
    const isMissing = value === undefined || value === null || value === '' || value === UNSET;
    if (rule.isRequired && isMissing) throw refuse.missingData(field);
    if (value === undefined || rule.isReadOnly) continue;
    checked[field] = isMissing ? fallbackOf(rule) : checkedValue(field, rule, value, neighbours, now);
  }
  return checked;
}

function checkedValue(
  field: string,
  rule: FieldRule,
  value: Json,
  neighbours: Neighbours,
  now: number,
): Json {
  switch (rule.kind) {
    case 'number':
      if (typeof value !== 'number') throw refuse.badType(field);
      if (!isWithin(value, rule)) throw refuse.badValue(field, String(value));
      return value;
    case 'flag':
      if (typeof value !== 'boolean') throw refuse.badType(field);
      return value;
    case 'lines':
      if (!Array.isArray(value)) throw refuse.badType(field);
      return value.map((line) => madeLine(rule.line, field, line, neighbours, now));
    default:
      if (typeof value !== 'string') throw refuse.badType(field);
      return checkedText(field, rule, value, neighbours);
  }
}

/** Without limits any number will do. */
function isWithin(value: number, { wholeFrom, wholeTo }: { wholeFrom?: number; wholeTo?: number }): boolean {
  if (wholeFrom === undefined || wholeTo === undefined) return true;
  return Number.isInteger(value) && value >= wholeFrom && value <= wholeTo;
}

function checkedText(field: string, rule: FieldRule, value: string, neighbours: Neighbours): string {
  if (rule.kind === 'text' && rule.max !== undefined && value.length > rule.max) {
    throw refuse.badData(field, `Maximum length cannot be greater than ${rule.max} characters.`);
  }
  if (rule.kind === 'code' && rule.values && !rule.values.includes(value))
    throw refuse.badValue(field, value);
  if (rule.kind === 'date' && !isDate(value)) throw refuse.badValue(field, value);
  if (rule.kind === 'reference' && !neighbours.find(rule.entity, value)) throw refuse.notFound();
  return value;
}

function madeLine(
  definition: EntityDefinition,
  field: string,
  line: Json,
  neighbours: Neighbours,
  now: number,
): Row {
  if (!isRow(line)) throw refuse.badType(field);
  return createdRow(definition, line, neighbours, now);
}

/** Refuses a row whose number another active one has. */
export function checkNumber(
  { name, uniqueWhileActive: field }: EntityDefinition,
  row: Row,
  neighbours: Neighbours,
): void {
  if (field === undefined || row.isActive !== '1') return;
  const holders = neighbours.holdersOf(name, String(row[field]));
  if (holders.size > (holders.has(String(row.id)) ? 1 : 0)) throw refuse.numberExists();
}

function checkRow(definition: EntityDefinition, row: Row, neighbours: Neighbours): void {
  definition.check?.(row, neighbours);
  checkNumber(definition, row, neighbours);
  for (const field of definition.unique ?? []) {
    const value = row[field];
    if (value === null || value === undefined) continue;
    for (const other of neighbours.all(definition.name)) {
      if (other.id !== row.id && other[field] === value && !isMerged(other)) {
        throw refuse.badData(field, 'Value must be unique.');
      }
    }
  }
  if (definition.parentField) checkAncestors(definition.name, definition.parentField, row, neighbours);
}

/** A row may not be its own ancestor. */
function checkAncestors(entity: string, parentField: string, row: Row, neighbours: Neighbours): void {
  let parent = row[parentField];
  while (typeof parent === 'string' && parent !== UNSET) {
    if (parent === row.id) throw refuse.badData(parentField, 'A record cannot be its own parent.');
    parent = neighbours.find(entity, parent)?.[parentField];
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
