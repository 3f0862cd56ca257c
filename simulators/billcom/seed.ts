import { z } from 'zod';
import type { Books } from './books';
import { ENTITIES } from './entities/registry';
import { rowsOf } from './entities/documentLines';
import type { EntityDefinition } from './entityDefinition';
import { settle } from './payables/settle';
import { withSettled } from './receivables/settle';
import { isRow, type Row } from './wireValues';

const seedRow = z.record(z.string(), z.json());
const organization = z
  .object({
    id: z.string().length(20),
    name: z.string(),
    users: z
      .array(
        z.object({
          userName: z.string(),
          password: z.string(),
          role: z.string().default('Administrator'),
          isActive: z.boolean().default(true),
        }),
      )
      .default([]),
    /** Signed in with their name as the user name and their value as the password. */
    syncTokens: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    hasApi: z.boolean().default(true),
    hasReceivables: z.boolean().default(true),
  })
  .catchall(z.array(seedRow));

const seedSchema = z.object({
  devKeys: z.array(z.string()),
  organizations: z.array(organization),
});

/** What a double starts with: who may sign in, and the rows of each organization by entity. */
export type Seed = z.infer<typeof seedSchema>;
export type SeedOrganization = Seed['organizations'][number];

const DEFAULT_SEED = {
  devKeys: ['developer-key'],
  organizations: [
    {
      id: '00801ORGANIZATION001',
      name: 'Simulated organization',
      users: [{ userName: 'admin@example.com', password: 'password' }],
      syncTokens: [{ name: 'sync', value: 'token' }],
    },
  ],
};

/** What an organization has besides its lists. */
const NO_LISTS = ['id', 'name', 'users', 'syncTokens', 'hasApi', 'hasReceivables'];

/** Reads a seed; without one, a single empty organization. Throws a ZodError naming what is wrong. */
export function readSeed(input: unknown = DEFAULT_SEED): Seed {
  return seedSchema.parse(input);
}

/**
 * Plants the rows of a seed. A row may name its own id, `parent` by name, and what it refers to as `{ name }`; ids
 * are given to the rest. Parents come before their children.
 */
export function plantRows(seed: SeedOrganization, books: Books): void {
  const known = new Set([...ENTITIES.values()].map((each) => each.seedKey));
  const extra = Object.keys(seed).filter((key) => !known.has(key) && !NO_LISTS.includes(key));
  if (extra.length > 0) throw new Error(`The seed of ${seed.name} has unknown lists: ${extra.join(', ')}`);
  for (const definition of ENTITIES.values()) {
    const byName = new Map<unknown, string>();
    for (const { parent, ...row } of (seed[definition.seedKey] as Row[] | undefined) ?? []) {
      const parentId = byName.get(parent);
      if (parent !== undefined && (parentId === undefined || !definition.parentField)) {
        throw new Error(
          `The seed's ${definition.name} "${String(row.name)}" has no parent "${String(parent)}" above it`,
        );
      }
      const named = withNamed(definition, row, books);
      const own =
        parentId && definition.parentField ? { ...named, [definition.parentField]: parentId } : named;
      const planted = books.plant(definition, own);
      byName.set(planted.name, String(planted.id));
    }
  }
  for (const planted of [...books.all('SentPay')]) {
    const own = (lines: Row[]): Row[] =>
      lines.map((line) => books.put({ ...line, sentPayId: planted.id ?? null }));
    const billPays = own(rowsOf(planted.billPays));
    const billCredits = own(rowsOf(planted.billCredits));
    settle(books.put({ ...planted, billPays, billCredits }), books, 0);
  }
  settleReceivables(books);
}

/** Invoices and credit memos as the payments and applications of the seed leave them. */
function settleReceivables(books: Books): void {
  const payments = [...books.all('ReceivedPay')];
  const fees = payments.flatMap(({ rPConvFee }) => rowsOf(rPConvFee).filter(({ id }) => id !== undefined));
  const changed = [...payments, ...books.all('InvoiceCredit'), ...fees];
  if (changed.length > 0) books.putAll(withSettled(changed, books, 0));
}

/** References given as `{ name }`, in lines too, as the ids of the rows of that name. */
function withNamed(definition: EntityDefinition, row: Row, books: Books): Row {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => {
      const rule = definition.fields[field];
      if (rule?.kind === 'lines')
        return [field, rowsOf(value).map((line) => withNamed(rule.line, line, books))];
      if (rule?.kind !== 'reference' || !isRow(value)) return [field, value];
      const found = [...books.all(rule.entity)].find((each) => each.name === value.name);
      if (!found) throw new Error(`The seed has no ${rule.entity} "${String(value.name)}" for ${field}`);
      return [field, found.id as string];
    }),
  );
}
