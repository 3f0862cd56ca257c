import type { DataType, ElementRule } from './contentModel';

const DECIMAL_5 = /^([+-]?[0-9]{1,10}(\.[0-9]{1,5})?)?$/;

/**
 * What the parser lets through for each type (qbXML data types). Empty text is legal for most of them: on a Mod
 * it clears the field.
 */
const FORMS: Record<DataType, RegExp> = {
  text: /^/,
  id: /^/,
  enumeration: /^/,
  boolean: /^(true|false|1|0)?$/,
  date: /^(\d{4}-\d{2}-\d{2})?$/,
  dateTime: /^(\d{4}-\d{1,2}-\d{1,2}(T\d{1,2}(:\d{1,2}(:\d{1,2}([+-]\d{1,2}:\d{1,2})?)?)?)?)?$/,
  amount: /^([+-]?[0-9]{1,13}(\.[0-9]{2})?)?$/,
  price: DECIMAL_5,
  quantity: DECIMAL_5,
  percent: DECIMAL_5,
  float: /^([+-]?(\d+(\.\d*)?|\.\d+))?$/,
  integer: /^[+-]?\d+$/,
  guid: /^(0|\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\})$/,
};

/** Why the parser refuses this text for this element; undefined where it is fine. */
export function textFault(rule: ElementRule, text: string): string | undefined {
  const type = rule.type ?? 'text';
  const value = type === 'text' || type === 'id' || type === 'enumeration' ? text : text.trim();
  if (!FORMS[type].test(value)) return `"${text}" is not a valid ${type}`;
  if (rule.maxLength !== undefined && [...text].length > rule.maxLength) {
    return `the text is longer than ${String(rule.maxLength)} characters`;
  }
  if (rule.values && !rule.values.includes(text)) return `"${text}" is not one of ${rule.values.join(', ')}`;
  if (type === 'integer') {
    const number = Number(value);
    if (rule.minimum !== undefined && number < rule.minimum)
      return `${value} is less than ${String(rule.minimum)}`;
    if (rule.maximum !== undefined && number > rule.maximum)
      return `${value} is more than ${String(rule.maximum)}`;
  }
  if (type === 'date' && value !== '' && !isCalendarDay(value))
    return `"${text}" is not a day of the calendar`;
  return undefined;
}

/** The form in which QuickBooks keeps and returns a value: two decimals, true/false, upper-case GUID. */
export function normalText(rule: ElementRule, text: string): string {
  if (text === '') return text;
  switch (rule.type) {
    case 'boolean':
      return text.trim() === 'true' || text.trim() === '1' ? 'true' : 'false';
    case 'amount':
      return normalAmount(text.trim());
    case 'price':
    case 'percent':
      return normalPrice(text.trim());
    case 'integer':
      return String(Number(text));
    case 'guid':
      return text.toUpperCase();
    default:
      return text;
  }
}

function normalAmount(text: string): string {
  const [whole = '0', cents = '00'] = text.replace(/^\+/, '').split('.');
  const plain = `${whole.replace(/^(-?)0+(?=\d)/, '$1')}.${cents}`;
  return plain === '-0.00' ? '0.00' : plain;
}

/** At least two decimals, and no zeros after those. */
function normalPrice(text: string): string {
  const [whole = '0', decimals = ''] = text.replace(/^\+/, '').split('.');
  return `${whole.replace(/^(-?)0+(?=\d)/, '$1')}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}

function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
