import { refuse } from './apiError';
import type { EntityDefinition } from './entityDefinition';
import { isRow, readTime, type Json, type Row } from './wireValues';

/** The largest page of a List call ("Search operations with lists"); also the page where no size is asked for. */
export const LIST_MAX = 999;

const OPERATORS = ['=', '!=', '<', '>', '<=', '>=', 'in', 'nin', 'sw'] as const;
type Operator = (typeof OPERATORS)[number];
type Test = (row: Row) => boolean;
type Order = (left: Row, right: Row) => number;

/**
 * One page of a list. Inactive rows are in it, there is no total, and paging is by offset over the rows as they are
 * now. Without a sort the latest change comes first, so that a reader who pages unsorted sees rows move.
 */
export function listPage(
  definition: EntityDefinition,
  filterable: readonly string[],
  rows: Iterable<Row>,
  data: Row,
): Row[] {
  for (const key of Object.keys(data)) {
    if (!['start', 'max', 'filters', 'sort', 'nested', 'showAudit'].includes(key))
      throw refuse.unknownParameter();
  }
  const start = wholeNumber('start', data.start, 0, 0, Number.MAX_SAFE_INTEGER);
  const max = wholeNumber('max', data.max, LIST_MAX, 1, LIST_MAX);
  const tests = asRows('filters', data.filters).map((filter) => testOf(definition, filterable, filter));
  const orders = asRows('sort', data.sort).map((each) => orderOf(definition, each));
  const chosen = [...rows].filter((row) => tests.every((test) => test(row)));
  chosen.sort(inTurn(orders.length > 0 ? orders : [compareBy('updatedTime', -1)]));
  const page = chosen.slice(start, start + max);
  return data.nested === true ? page : page.map((row) => withoutLines(definition, row));
}

function testOf(definition: EntityDefinition, filterable: readonly string[], filter: Row): Test {
  const { field, op, value } = filter;
  if (typeof field !== 'string' || !filterable.includes(field) || !(field in definition.fields)) {
    throw refuse.badFilterField(String(field));
  }
  const operator = OPERATORS.find((each) => each === op);
  if (!operator) throw refuse.badFilterOperator(String(op));
  const wanted = operator === 'in' || operator === 'nin' ? asList(value) : [value ?? null];
  const isTime = definition.fields[field]?.kind === 'time';
  if (isTime && wanted.some((each) => Number.isNaN(readTime(String(each))))) {
    throw refuse.badParameter(field, String(value));
  }
  const order = (row: Row, other: Json): number =>
    isTime ? readTime(String(row[field])) - readTime(String(other)) : compare(row[field] ?? null, other);
  return (row) => matches(operator, row[field] ?? null, wanted, (other) => order(row, other));
}

function matches(operator: Operator, own: Json, wanted: Json[], order: (other: Json) => number): boolean {
  const [first = null] = wanted;
  switch (operator) {
    case '=':
    case 'in':
      return wanted.some((each) => order(each) === 0);
    case '!=':
    case 'nin':
      return wanted.every((each) => order(each) !== 0);
    case 'sw':
      return typeof own === 'string' && own.startsWith(String(first));
    case '<':
      return order(first) < 0;
    case '>':
      return order(first) > 0;
    case '<=':
      return order(first) <= 0;
    case '>=':
      return order(first) >= 0;
  }
}

function orderOf(definition: EntityDefinition, sort: Row): Order {
  const { field, asc } = sort;
  if (typeof field !== 'string' || !(field in definition.fields))
    throw refuse.badParameter('sort', String(field));
  return compareBy(field, String(asc ?? true) === 'true' ? 1 : -1);
}

function compareBy(field: string, direction: 1 | -1): Order {
  return (left, right) => direction * compare(left[field] ?? null, right[field] ?? null);
}

/** Rows alike in every sort field come in an order of no meaning, but a stable one. */
function inTurn(orders: readonly Order[]): Order {
  return (left, right) => {
    for (const order of orders) {
      const result = order(left, right);
      if (result !== 0) return result;
    }
    return compare(reversed(left.id), reversed(right.id));
  };
}

function reversed(id: Json | undefined): string {
  return [...String(id)].reverse().join('');
}

/** Nulls first; numbers as numbers, the rest as text. */
function compare(left: Json, right: Json): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  if (typeof left === 'number') return left - Number(right);
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : String(value ?? '').split(',');
}

function asRows(name: string, value: Json | undefined): Row[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isRow)) throw refuse.badParameter(name, JSON.stringify(value));
  return value;
}

function wholeNumber(
  name: string,
  value: Json | undefined,
  fallback: number,
  least: number,
  most: number,
): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw refuse.badParameter(name, String(value));
  }
  return value;
}

/** `nested` is an opt-in for the lines of a document. */
function withoutLines(definition: EntityDefinition, row: Row): Row {
  const isLines = (field: string): boolean => definition.fields[field]?.kind === 'lines';
  return Object.fromEntries(Object.entries(row).filter(([field]) => !isLines(field)));
}
