import type { CanonicalValue, EntityName, FieldDefinition, RawRecord } from './definition';
import { decimalText, wireNumber } from './decimal';
import { toQuickBooksText } from './quickbooksText';

/** Bill.com's reference to nothing: 20 zeros (billcom.md §4). */
export const unsetReference = '0'.repeat(20);

interface Places {
  readonly label: string;
  /** Element of the Ret, Add and Mod. */
  readonly quickbooks: string;
  readonly billcom: string;
}

function readText(raw: RawRecord, name: string): string | null {
  const value = raw[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`${name} should be text and is ${Array.isArray(value) ? 'a list' : typeof value}`);
}

function readFlag(raw: RawRecord, name: string): boolean | null {
  const value = raw[name];
  if (value === undefined || value === null || value === '') return null;
  if (value === true || value === 'true' || value === '1') return true;
  if (value === false || value === 'false' || value === '0') return false;
  throw new Error(`${name} should be yes or no and is ${JSON.stringify(value)}`);
}

const asText = (value: CanonicalValue): string => (typeof value === 'string' ? value : '');

/**
 * A text field. QuickBooks takes it shortened and in Windows-1252 by the stated rules of toQuickBooksText;
 * the full text stays in Bill.com and the short one never comes back as an edit.
 */
export function text(
  places: Places & { max: number; billcomMax: number; isName?: boolean; tooLong?: 'shorten' | 'leaveOut' },
): FieldDefinition {
  const { quickbooks, billcom, label, max, billcomMax, isName = false, tooLong = 'shorten' } = places;
  return {
    kind: 'text',
    label,
    read: { quickbooks: (raw) => readText(raw, quickbooks), billcom: (raw) => readText(raw, billcom) },
    write: {
      quickbooks: (value) => ({ [quickbooks]: asText(value) }),
      billcom: (value) => ({ [billcom]: asText(value) }),
    },
    inBook: {
      quickbooks: (value) => {
        const whole = asText(value);
        if (whole === '') return null;
        if (tooLong === 'leaveOut' && [...whole].length > max) {
          return { notCarried: `QuickBooks takes at most ${max} characters here` };
        }
        const kept = toQuickBooksText(whole, { max, name: isName }).text;
        if (isName && !/[\p{L}\p{N}]/u.test(kept)) {
          return { notCarried: 'QuickBooks can hold none of its letters' };
        }
        return kept || null;
      },
      billcom: (value) => {
        const whole = asText(value).trim();
        if (whole === '') return null;
        // It has no more characters than code units.
        return whole.length <= billcomMax ? whole : [...whole].slice(0, billcomMax).join('').trimEnd();
      },
    },
  };
}

/** A decimal number as both books have it: an amount, a unit price, a percentage. Bill.com's are JSON numbers. */
export function decimal(
  places: Places & {
    fromQuickBooks?: (raw: RawRecord) => unknown;
    toQuickBooks?: (value: string) => RawRecord;
  },
): FieldDefinition {
  const { quickbooks, billcom, label } = places;
  const same = (value: CanonicalValue): CanonicalValue => value;
  const fromQuickBooks = places.fromQuickBooks ?? ((raw) => raw[quickbooks]);
  return {
    kind: 'number',
    label,
    read: {
      quickbooks: (raw) => readDecimal(fromQuickBooks(raw), quickbooks),
      billcom: (raw) => readDecimal(raw[billcom], billcom),
    },
    write: {
      quickbooks: (value) => places.toQuickBooks?.(asText(value)) ?? { [quickbooks]: asText(value) },
      billcom: (value) => ({ [billcom]: value === null ? null : wireNumber(asText(value)) }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}

/** A decimal number of either book without trailing zeros. @throws Error with a sentence for anything else */
export function readDecimal(value: unknown, name: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return decimalText(value);
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value))
    throw new Error(`${name} should be a number and is ${JSON.stringify(value)}`);
  const [whole = '', fraction = ''] = value.replace(/^(-?)0+(?=\d)/, '$1').split('.');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? whole.replace(/^-0$/, '0') : `${whole}.${rest}`;
}

/** A business date, YYYY-MM-DD, without a zone; a time after it (webhooks) is cut off. @throws Error with a sentence */
export function readDate(raw: RawRecord, name: string): string | null {
  const value = readText(raw, name)?.slice(0, 10) ?? null;
  if (value !== null && !/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new Error(`${name} should be a date and is ${JSON.stringify(raw[name])}`);
  return value;
}

/** A business date (billcom.md §4). */
export function date(places: Places): FieldDefinition {
  const { quickbooks, billcom, label } = places;
  const same = (value: CanonicalValue): CanonicalValue => value;
  return {
    kind: 'date',
    label,
    read: { quickbooks: (raw) => readDate(raw, quickbooks), billcom: (raw) => readDate(raw, billcom) },
    write: {
      quickbooks: (value) => ({ [quickbooks]: asText(value) }),
      billcom: (value) => ({ [billcom]: value }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}

/** Yes or no; missing reads as `missing`. */
export function flag(places: Places & { missing: boolean }): FieldDefinition {
  const { quickbooks, billcom, label, missing } = places;
  const same = (value: CanonicalValue): CanonicalValue => value === true;
  return {
    kind: 'flag',
    label,
    read: {
      quickbooks: (raw) => readFlag(raw, quickbooks) ?? missing,
      billcom: (raw) => readFlag(raw, billcom) ?? missing,
    },
    write: {
      quickbooks: (value) => ({ [quickbooks]: value === true ? 'true' : 'false' }),
      billcom: (value) => ({ [billcom]: value === true }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}

/** Active or inactive. Bill.com writes it with Delete and Undelete (billcom.md §3.1): its adapter takes `isActive` out. */
export function active(): FieldDefinition {
  const same = (value: CanonicalValue): CanonicalValue => value !== false;
  return {
    kind: 'flag',
    label: 'active',
    read: {
      quickbooks: (raw) => readFlag(raw, 'IsActive') ?? true,
      // "1" active, "2" inactive: digits that are no boolean.
      billcom: (raw) => {
        const value = raw.isActive;
        if (value === undefined || value === null || value === '') return true;
        if (value === '1' || value === 1 || value === true) return true;
        if (value === '2' || value === 2 || value === false) return false;
        throw new Error(`isActive should be 1 or 2 and is ${JSON.stringify(value)}`);
      },
    },
    write: {
      quickbooks: (value) => ({ IsActive: value === false ? 'false' : 'true' }),
      billcom: (value) => ({ isActive: value === false ? '2' : '1' }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}

/** One word out of a list that both books have under different codes; the canonical word is QuickBooks'. */
export function choice(
  places: Places & { codes: Readonly<Record<string, string>>; fixedAtCreation?: boolean },
): FieldDefinition {
  const { quickbooks, billcom, label, codes } = places;
  const words = new Map(Object.entries(codes).map(([word, code]) => [code, word]));
  const same = (value: CanonicalValue): CanonicalValue => value;
  return {
    kind: 'choice',
    label,
    ...(places.fixedAtCreation ? { fixedAtCreation: true } : {}),
    read: {
      quickbooks: (raw) => readText(raw, quickbooks),
      billcom: (raw) => {
        const code = readText(raw, billcom);
        return code === null ? null : (words.get(code) ?? null);
      },
    },
    write: {
      quickbooks: (value) => ({ [quickbooks]: asText(value) }),
      billcom: (value) => ({ [billcom]: codes[asText(value)] }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}

/** The id that an element refers to; null for nothing. @throws Error with a sentence for what is no reference */
export const readReference = {
  quickbooks: (raw: RawRecord, name: string): string | null => {
    const ref = raw[name];
    if (ref === undefined || ref === null || ref === '') return null;
    if (typeof ref !== 'object') throw new Error(`${name} should be a reference and is ${typeof ref}`);
    return readText(ref as RawRecord, 'ListID');
  },
  billcom: (raw: RawRecord, name: string): string | null => {
    const id = readText(raw, name);
    return id === unsetReference ? null : id;
  },
} as const;

/** A reference to another record of the same book: {ListID} in QuickBooks, an id in Bill.com. */
export function reference(
  places: Places & { to: EntityName; withoutTwin?: FieldDefinition['withoutTwin'] },
): FieldDefinition {
  const { quickbooks, billcom, label, to } = places;
  const same = (value: CanonicalValue): CanonicalValue => value;
  return {
    kind: 'reference',
    label,
    references: to,
    ...(places.withoutTwin === undefined ? {} : { withoutTwin: places.withoutTwin }),
    read: {
      quickbooks: (raw) => readReference.quickbooks(raw, quickbooks),
      billcom: (raw) => readReference.billcom(raw, billcom),
    },
    write: {
      // An empty reference element clears it (qbXML: an empty element in a Mod means "clear").
      quickbooks: (value) => ({ [quickbooks]: value === null ? { ListID: '' } : { ListID: asText(value) } }),
      billcom: (value) => ({ [billcom]: value === null ? unsetReference : asText(value) }),
    },
    inBook: { quickbooks: same, billcom: same },
  };
}
