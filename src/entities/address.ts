import type { CanonicalValue, FieldDefinition, RawRecord } from './definition';
import { isLines } from './definition';
import { toQuickBooksText } from './quickbooksText';

const lines = ['line1', 'line2', 'line3', 'line4', 'line5'] as const;
/** Lengths in QuickBooks (qbxml.md §2). */
const quickbooksMax: Readonly<Record<string, number>> = { city: 31, state: 21, postalCode: 13, country: 31 };
const lineMax = 41;
const quickbooksElement: Readonly<Record<string, string>> = {
  line1: 'Addr1', line2: 'Addr2', line3: 'Addr3', line4: 'Addr4', line5: 'Addr5',
  city: 'City', state: 'State', postalCode: 'PostalCode', country: 'Country',
}; // prettier-ignore
/** Bill.com's fields of an address: `address1` … for vendors, `billAddress1` … for customers. */
const billcomFields = (word: string): Readonly<Record<string, string>> => ({
  line1: `${word}1`, line2: `${word}2`, line3: `${word}3`, line4: `${word}4`,
  city: `${word}City`, state: `${word}State`, postalCode: `${word}Zip`, country: `${word}Country`,
}); // prettier-ignore

type Parts = Record<string, string>;
const partsOf = (value: CanonicalValue): Readonly<Parts> =>
  typeof value === 'object' && value !== null && !isLines(value) ? value : {};

/** Without empty parts; null when nothing is left, so that "no address" has one form. */
function tidy(parts: Readonly<Parts>): CanonicalValue {
  const kept = Object.entries(parts).filter(([, text]) => text !== '');
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

function read(raw: RawRecord, names: Readonly<Record<string, string>>): CanonicalValue {
  const parts: Parts = {};
  for (const [part, name] of Object.entries(names)) {
    const value = raw[name];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string') throw new Error(`${name} should be text and is ${typeof value}`);
    parts[part] = value;
  }
  return tidy(parts);
}

/**
 * Free lines closed up to at most `limit`: what is over is joined to the last one with a comma, so that no text is lost
 * (QuickBooks keeps at most three free lines beside city and country, qbxml.md §2; Bill.com has four).
 */
function closeUp(parts: Readonly<Parts>, limit: number): Parts {
  const free = lines.map((line) => parts[line] ?? '').filter((line) => line !== '');
  const kept = free.length <= limit ? free : [...free.slice(0, limit - 1), free.slice(limit - 1).join(', ')];
  const rest = Object.fromEntries(Object.entries(parts).filter(([part]) => !part.startsWith('line')));
  return { ...rest, ...Object.fromEntries(kept.map((line, index) => [`line${index + 1}`, line])) };
}

/**
 * A postal address as one unit: it changes, flows and conflicts whole.
 * Whether an address in a Mod merges or replaces has no source (qbxml.md §8): all parts are always sent.
 */
export function address(places: { label: string; quickbooks: string; billcom: string }): FieldDefinition {
  const billcomField = billcomFields(places.billcom);
  return {
    kind: 'address',
    label: places.label,
    read: {
      quickbooks: (raw) => {
        const block = raw[places.quickbooks];
        if (block === undefined || block === null || block === '') return null;
        if (typeof block !== 'object') throw new Error(`${places.quickbooks} should be an address`);
        return read(block as RawRecord, quickbooksElement);
      },
      billcom: (raw) => read(raw, billcomField),
    },
    write: {
      quickbooks: (value) => {
        const parts = partsOf(value);
        return { [places.quickbooks]: rename(parts, quickbooksElement) };
      },
      billcom: (value) => rename(partsOf(value), billcomField),
    },
    inBook: {
      quickbooks: (value) => {
        const parts = Object.fromEntries(
          Object.entries(closeUp(partsOf(value), 3)).map(([part, text]) => [
            part,
            toQuickBooksText(text, { max: quickbooksMax[part] ?? lineMax }).text,
          ]),
        );
        return tidy(closeUp(parts, 3));
      },
      billcom: (value) => tidy(closeUp(partsOf(value), 4)),
    },
  };
}

function rename(parts: Readonly<Parts>, names: Readonly<Record<string, string>>): RawRecord {
  return Object.fromEntries(Object.entries(names).map(([part, name]) => [name, parts[part] ?? '']));
}

/** The postal code of an address; empty where there is none. */
export const postalCodeOf = (value: CanonicalValue | undefined): string =>
  partsOf(value ?? null).postalCode ?? '';
