import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  FieldDefinition,
} from '../entities/definition';
import { isLines } from '../entities/definition';
import { foldName, squeezeName } from '../entities/naturalKeys';
import type { BookRecord } from '../entities/record';

/** How strongly two records seem to be the same thing, and why. */
export interface Weight {
  /** 1 to 99; 100 would be certain, and needs nobody. */
  readonly score: number;
  /** What speaks for it, then what speaks against it, as a person would say it. */
  readonly evidence: readonly string[];
}

/** What of a record is compared, prepared once for all its comparisons. */
export interface Traits {
  readonly book: Book;
  readonly record: BookRecord;
  readonly name: string;
  /** The full name from the top parent down, for one that has a parent. */
  readonly path: string | undefined;
  /** The names of its levels in one line, where its book shows them so; see `inOneLine`. */
  readonly oneLine: string | undefined;
  readonly spelling: string;
  /** Spellings under which its party may be known: company name, name on check. */
  readonly aliases: readonly string[];
  /** It is somebody, who may go by several names; a class or an account is not. */
  readonly isParty: boolean;
  readonly words: ReadonlySet<string>;
  readonly postalCode: string;
  readonly street: string;
  /** Numbers, e-mail, phone … by field, in a form that compares. */
  readonly marks: ReadonlyMap<string, string>;
}

/** Points for a field that says the same on both sides, and against one that says something else. */
interface Worth {
  readonly same: number;
  readonly other: number;
  readonly fold: (text: string) => string;
}

const digits = (text: string): string => text.replace(/\D/g, '').slice(-10);
const lower = (text: string): string => text.trim().toLowerCase();
const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const worth: Readonly<Record<string, Worth>> = {
  number: { same: 30, other: 10, fold: letters },
  accountNumber: { same: 30, other: 10, fold: letters },
  taxId: { same: 40, other: 25, fold: letters },
  email: { same: 25, other: 5, fold: lower },
  phone: { same: 20, other: 5, fold: digits },
  fax: { same: 8, other: 0, fold: digits },
  contactLastName: { same: 5, other: 0, fold: lower },
};
const worthOfEach = Object.entries(worth);
const points = {
  sameName: 50,
  spelling: 40,
  alias: 25,
  similarName: 15,
  postalCode: 10,
  street: 10,
  type: { same: 5, other: 20 },
  inactive: 5,
} as const;
/** Fewer digits or letters than this mark nobody. */
const shortestMark: Readonly<Record<string, number>> = { phone: 7, fax: 7, email: 5 };

export function traitsOf(
  definition: EntityDefinition,
  book: Book,
  { record, path }: { record: BookRecord; path: string },
): Traits {
  const { fields } = record;
  const name = textOf(fields.name);
  /** Of most records nothing but their marks and spellings is ever looked at. */
  let words: ReadonlySet<string> | undefined;
  let address: Readonly<Record<string, string>> | undefined;
  const addressed = () => (address ??= addressOf(definition, fields));
  const marks = new Map<string, string>();
  for (const [field, { fold }] of worthOfEach) {
    const mark = field in definition.fields ? fold(textOf(fields[field])) : '';
    if (mark.length >= (shortestMark[field] ?? 1)) marks.set(field, mark);
  }
  const aliases = [fields.companyName, fields.nameOnCheck]
    .map((alias) => squeezeName(textOf(alias)))
    .filter((alias) => alias.length > 3);
  return {
    book,
    record,
    path: typeof fields.parent === 'string' ? path : undefined,
    oneLine: inOneLine(definition, book, record),
    name: foldName(name, definition.quickbooks.nameMax),
    spelling: squeezeName(name),
    aliases: [...new Set(aliases)],
    isParty: 'companyName' in definition.fields,
    get words() {
      return (words ??= wordsOf(name));
    },
    get postalCode() {
      return letters(addressed().postalCode ?? '').slice(0, 5);
    },
    get street() {
      return letters(addressed().line1 ?? '');
    },
    marks,
  };
}

const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2),
  );

/**
 * `Customer:Job` for a record of QuickBooks that has a parent, and for one of Bill.com whose own name is written so:
 * people and other programs put jobs and sub-accounts there into one level. Folded level by level.
 */
export function inOneLine(
  { quickbooks: { nameMax } }: EntityDefinition,
  book: Book,
  { fields, facts }: BookRecord,
): string | undefined {
  const text = book === 'quickbooks' ? (facts.fullName ?? '') : textOf(fields.name);
  if (!text.includes(':') || (book === 'billcom' && typeof fields.parent === 'string')) return undefined;
  return text
    .split(':')
    .map((level) => foldName(level, nameMax))
    .join(':');
}

/**
 * Keys that the same party may have under any name. Many may share one (an office's phone), so that a shared key only
 * makes two records worth comparing.
 */
export function looseKeys({ marks, spelling, aliases, isParty }: Traits): string[] {
  const names = isParty ? [...new Set([spelling, ...aliases])].filter((name) => name.length > 3) : [];
  return [
    ...['email', 'phone', 'taxId', 'accountNumber']
      .filter((field) => marks.has(field))
      .map((field) => `${field} ${marks.get(field)}`),
    ...names.map((name) => `party ${name}`),
  ];
}

/** Weighs two records of one entity, one of each book. */
export function weigh(definition: EntityDefinition, quickbooks: Traits, billcom: Traits): Weight {
  const found: string[] = [];
  const against: string[] = [];
  let score = 0;
  const says = (amount: number, sentence: string): void => {
    score += amount;
    (amount > 0 ? found : against).push(sentence);
  };
  weighNames(quickbooks, billcom, says);
  for (const [field, { same, other }] of worthOfEach) {
    const [one, two] = [quickbooks.marks.get(field), billcom.marks.get(field)];
    if (one === undefined || two === undefined) continue;
    const label = definition.fields[field]?.label ?? field;
    if (one === two) says(same, `the same ${label}`);
    else if (other > 0) says(-other, `different ${label}s`);
  }
  if (quickbooks.postalCode !== '' && quickbooks.postalCode === billcom.postalCode)
    says(points.postalCode, 'the same postal code');
  if (quickbooks.street !== '' && quickbooks.street === billcom.street)
    says(points.street, 'the same street address');
  for (const [name, field] of Object.entries(definition.fields)) {
    if (field.kind !== 'choice') continue;
    weighChoice(field, quickbooks.record.fields[name] ?? null, billcom.record.fields[name] ?? null, says);
  }
  if (quickbooks.record.active !== billcom.record.active)
    says(-points.inactive, `inactive in ${quickbooks.record.active ? 'Bill.com' : 'QuickBooks'}`);
  return { score: Math.min(99, Math.max(1, score)), evidence: [...found, ...against] };
}

type Says = (amount: number, sentence: string) => void;

function weighNames(one: Traits, two: Traits, says: Says): void {
  if (one.oneLine !== undefined && one.oneLine === two.oneLine)
    return says(points.sameName, 'its full name is the other’s name');
  if (one.path !== two.path && (one.path ?? one.name) !== (two.path ?? two.name)) {
    if (one.name === two.name) says(points.similarName, 'the same name under another parent');
    return;
  }
  if (one.name !== '' && one.name === two.name) return says(points.sameName, 'the same name');
  if (one.spelling.length > 2 && one.spelling === two.spelling)
    return says(points.spelling, 'the same name in another spelling');
  const aliasOf = (named: Traits, other: Traits): boolean => other.aliases.includes(named.spelling);
  if (aliasOf(one, two) || aliasOf(two, one) || one.aliases.some((alias) => two.aliases.includes(alias)))
    return says(points.alias, 'the same company name or name on check');
  const shared = [...one.words].filter((word) => two.words.has(word)).length;
  if (
    shared > 0 &&
    shared * 2 >= Math.min(one.words.size, two.words.size) &&
    shared * 3 >= Math.max(one.words.size, two.words.size)
  )
    says(points.similarName, 'a similar name');
}

function weighChoice(field: FieldDefinition, one: CanonicalValue, two: CanonicalValue, says: Says): void {
  if (one === null || two === null) return;
  if (one === two) says(points.type.same, `the same ${field.label}`);
  else
    says(
      -points.type.other,
      `different ${field.label}s: ${choiceWords(textOf(one))} in QuickBooks, ${choiceWords(textOf(two))} in Bill.com`,
    );
}

/** QuickBooks' codes are words in one, and kinds of items begin with `Item`: CostOfGoodsSold, ItemService. */
export const choiceWords = (code: string): string =>
  code.replace(/^Item(?=[A-Z])/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2');

const textOf = (value: CanonicalValue | undefined): string => (typeof value === 'string' ? value : '');

function addressOf(definition: EntityDefinition, fields: CanonicalFields): Readonly<Record<string, string>> {
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = fields[name];
    if (field.kind === 'address' && typeof value === 'object' && value !== null && !isLines(value))
      return value;
  }
  return {};
}
