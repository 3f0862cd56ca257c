/** What goes which way, how long it may be and what makes two records the same, asked of the definitions themselves. */
import { isLines } from '../../src/entities/definition';
import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  FieldDefinition,
} from '../../src/entities/definition';
import { isNotCarried } from '../../src/entities/definition';
import { knownBy } from '../../src/entities/documentRules';
import { ownersOf, waysOf } from '../../src/console/views/syncRules';
import { markedName } from '../../src/reconcile/names';
import { table, type Row } from './document';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the rule `suffix` makes of a name that another list of QuickBooks has. */
export function marksTable(definitions: readonly EntityDefinition[]): string {
  const names = ['Acme Tile', 'International Consolidated Roofing Services'];
  const rows = definitions
    .filter(({ nameSpace }) => nameSpace === 'names')
    .flatMap((definition) =>
      names.map((name): Row => [definition.words.one, name, markedName(definition, name)]),
    );
  return table(['made from Bill.com', 'its name there', 'its name in QuickBooks'], rows);
}

/** Which way each list goes, exceptions in rows of their own. */
export function waysTable(definitions: readonly EntityDefinition[]): string {
  const { columns, rows } = waysOf(definitions);
  return table(columns, rows);
}

/** Whose a document is, in both modes of bill sync, and what becomes of it when it is gone from Bill.com. */
export function ownersTable(off: readonly EntityDefinition[], on: readonly EntityDefinition[]): string {
  const { columns, rows } = ownersOf(off, on);
  return table(columns, rows);
}

const neverWritten = 'is never written';

/** The longest text of every field in both books, found by trying. */
export function lengthsTable(definitions: readonly EntityDefinition[]): string {
  const rows = definitions.flatMap((definition) =>
    Object.values(definition.fields).flatMap((field): Row[] => {
      if (field.kind === 'text') {
        return [[definition.words.many, field.label, ...limitsOf(definition, field, whole)]];
      }
      return field.kind === 'address' ? addressRows(definition, field) : [];
    }),
  );
  return table(['list', 'field', 'longest in QuickBooks', 'longest in Bill.com'], rows);
}

/** How a text stands in a field's value, and how it is found there again. */
interface Slot {
  readonly put: (text: string) => CanonicalValue;
  readonly get: (value: CanonicalValue) => unknown;
}

const whole: Slot = { put: (text) => text, get: (value) => value };
const part = (name: string): Slot => ({
  put: (text) => ({ line1: 'x', [name]: text }),
  get: (value) => (typeof value === 'object' && value !== null && !isLines(value) ? value[name] : undefined),
});

const addressParts = [
  ['line1', 'first line'],
  ['city', 'city'],
  ['state', 'state'],
  ['postalCode', 'postal code'],
  ['country', 'country'],
] as const;

function addressRows(definition: EntityDefinition, field: FieldDefinition): Row[] {
  const lines = ['line1', 'line2', 'line3', 'line4', 'line5'];
  const count = (book: Book): string => {
    if (!goesTo(definition, book)) return neverWritten;
    const kept = field.inBook[book](Object.fromEntries(lines.map((line) => [line, line])));
    const names = typeof kept === 'object' && kept !== null ? Object.keys(kept) : [];
    return `${names.filter((name) => lines.includes(name)).length}, more are joined`;
  };
  const { many } = definition.words;
  return [
    [many, `${field.label}: free lines`, count('quickbooks'), count('billcom')],
    ...addressParts.map(([name, word]) => [
      many,
      `${field.label}: ${word}`,
      ...limitsOf(definition, field, part(name)),
    ]),
  ];
}

const limitsOf = (definition: EntityDefinition, field: FieldDefinition, slot: Slot): Row =>
  (['quickbooks', 'billcom'] as const).map((book) =>
    goesTo(definition, book) ? limitOf(field, book, slot) : neverWritten,
  );

function goesTo({ flows, exceptions = [] }: EntityDefinition, book: Book): boolean {
  const way = book === 'quickbooks' ? 'billcomToQuickbooks' : 'quickbooksToBillcom';
  return flows[way] || exceptions.some((exception) => exception.flows[way]);
}

/** Longer than any field of either book. */
const tooLong = 20_000;

function limitOf(field: FieldDefinition, book: Book, slot: Slot): string {
  const inBook = (length: number): CanonicalValue | { notCarried: string } =>
    field.inBook[book](slot.put('x'.repeat(length)));
  const fits = (length: number): boolean => {
    const value = inBook(length);
    return !isNotCarried(value) && slot.get(value) === 'x'.repeat(length);
  };
  if (fits(tooLong)) return 'any';
  let [longest, over] = [0, tooLong];
  while (over - longest > 1) {
    const middle = Math.floor((longest + over) / 2);
    if (fits(middle)) longest = middle;
    else over = middle;
  }
  return `${longest}, longer ones ${isNotCarried(inBook(longest + 1)) ? 'stay out and are listed' : 'are cut'}`;
}

/** What must agree for two records to be the same thing, found by changing one field after the other. */
export function matchingTable(definitions: readonly EntityDefinition[]): string {
  const rows = definitions.map((definition) => {
    const { certain, otherwise, likely } = keysOf(definition);
    const proposed = likely.filter((what) => !certain.includes(what));
    return [
      definition.words.many,
      capital([...certain, ...otherwise.map((what) => `else ${what}`)].join('; or ')),
      capital(
        [
          ...proposed,
          ...('parent' in definition.fields ? ['full name in one line'] : []),
          ...(definition.document ? [] : [unspelled]),
        ].join('; or '),
      ),
    ];
  });
  return table(['list', 'the same thing, when nothing else has it', 'proposed, and a person decides'], rows);
}

const unspelled = 'what differs by a character that QuickBooks cannot hold';

interface Keys {
  readonly certain: readonly string[];
  readonly otherwise: readonly string[];
  readonly likely: readonly string[];
}

function keysOf(definition: EntityDefinition): Keys {
  const path = 'alpha beta';
  const fields = Object.fromEntries(
    Object.entries(definition.fields).map(([name, field]) => [name, sampleOf(field)]),
  );
  const look = (given: CanonicalFields, at: string) => {
    const { certain, otherwise = [], likely } = definition.matchKeys(given, at);
    return { certain, otherwise, likely };
  };
  const base = look(fields, path);
  const inputs = [
    {
      label: definition.document
        ? knownBy(definition.document)
            .map((name) => definition.fields[name]?.label ?? name)
            .join(' and ')
        : 'full name',
      keys: look(fields, 'gamma delta'),
    },
    ...Object.entries(definition.fields).flatMap(([name, field]) =>
      changesOf(field).map(({ label, to }) => ({ label, keys: look({ ...fields, [name]: to }, path) })),
    ),
  ];
  const explain = (strength: keyof Keys): string[] =>
    base[strength].map((key) => {
      const on = inputs.filter(({ keys }) => !keys[strength].includes(key)).map(({ label }) => label);
      return `${on.join(' and ')}${key.startsWith('spelling ') ? ' in another spelling' : ''}`;
    });
  const token = definition.document?.token;
  const marked = token === undefined ? [] : [`Bill.com’s id in its ${definition.fields[token]?.label ?? ''}`];
  return {
    certain: [...marked, ...explain('certain')],
    otherwise: explain('otherwise'),
    likely: explain('likely'),
  };
}

const sampleAddress = { line1: 'Alpha Beta', city: 'Alpha Beta', postalCode: 'Alpha Beta' };

/** A value for every field but references: those of a record at the top of its list. */
function sampleOf({ kind }: FieldDefinition): CanonicalValue {
  if (kind === 'reference') return null;
  if (kind === 'flag') return true;
  if (kind === 'lines') return [{ amount: '1.00' }];
  return kind === 'address' ? sampleAddress : 'Alpha Beta';
}

/** Every way in which a field's sample can change, by the word for it. */
function changesOf({ kind, label }: FieldDefinition): { label: string; to: CanonicalValue }[] {
  if (kind === 'reference') return [];
  if (kind === 'flag') return [{ label, to: false }];
  if (kind === 'lines') return [{ label: 'total', to: [{ amount: '2.00' }] }];
  if (kind !== 'address') return [{ label, to: 'Gamma Delta' }];
  return addressParts.map(([name, word]) => ({
    label: `${word} of the ${label}`,
    to: { ...sampleAddress, [name]: 'Gamma Delta' },
  }));
}
