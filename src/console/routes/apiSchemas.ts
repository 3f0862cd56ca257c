import { z } from 'zod';
import { capabilityNames } from '../../access/capabilities';
import { plans, roles } from '../../ledger/users';
import { causeNames } from '../views/causes';
import { tones } from '../views/verdict';
import type { HoldCause } from '../../reconcile/holds';

/** What the API answers: by these the answers are checked, and the OpenAPI document is made. */

export const momentSchema = z.iso.datetime().describe('A momentSchema, in UTC');
export const decimal = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .describe('An exact amount in US dollars');

export const faultSchema = z.object({
  error: z.string().describe('What is wrong, in a sentence'),
  cure: z.string().describe('What to do, or nothing'),
});

/** What every route may answer instead. */
export const faults = {
  400: faultSchema,
  401: faultSchema,
  403: faultSchema,
  404: faultSchema,
  429: faultSchema,
};

export const apiCompanyParams = z.object({ company: z.string().describe('The id of a company') });

export const cycleSchema = z.object({
  number: z.number().int(),
  mode: z.enum(['sync', 'preview']),
  state: z.enum(['due', 'running', 'ended', 'waitingForAccept', 'interrupted', 'failed']),
  requestedBy: z.string(),
  startedAt: momentSchema.nullable(),
  endedAt: momentSchema.nullable(),
  message: z.string().nullable(),
  applied: z.number().int().nullable().describe('Writes that the books took'),
  rejected: z.number().int().nullable().describe('Writes that the books refused'),
});

export const tieOutSchema = z.object({
  asOf: z.string().describe('QuickBooks’ day'),
  takenAt: momentSchema,
  cycle: z.number().int(),
  quickbooks: decimal,
  billcom: decimal,
  difference: decimal,
  agrees: z.boolean(),
  problem: z.string().nullable().describe('Why QuickBooks’ own figures are missing'),
});

const verdictSchema = z.object({ tone: z.enum(tones), sentence: z.string() });

export const companySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  zone: z.string().describe('IANA time zone of the books'),
  verdict: verdictSchema,
  needsYou: z.number().int().describe('Records and pairs that wait for a person'),
  role: z.enum(roles),
  plan: z.enum(plans),
});

const seconds = z.number().describe('Seconds');

export const statusSchema = companySchema.extend({
  decided: z.number().int().describe('Records about which somebody decided; the next sync carries it out'),
  linked: z.number().int().describe('Pairs of records that are linked, of what the plan shows'),
  paused: z
    .object({ since: momentSchema, reason: z.string().nullable(), until: momentSchema.nullable() })
    .nullable(),
  lamps: z.array(
    z.object({
      name: z.enum(['Bill.com', 'Tieout', 'Web Connector', 'QuickBooks']),
      light: z.enum(['on', 'warning', 'off', 'unknown']),
      sentence: z.string(),
      cure: z.string().nullable(),
    }),
  ),
  closedLists: z
    .array(
      z.object({
        book: z.enum(['quickbooks', 'billcom']),
        entities: z.array(z.string()),
        sentence: z.string(),
        cure: z.string(),
        since: momentSchema,
      }),
    )
    .describe('Lists that a book does not give, so that they are left alone in both until it does'),
  payables: tieOutSchema
    .nullable()
    .describe('Accounts payable; null before the first tie-out or outside of the plan'),
  receivables: tieOutSchema
    .nullable()
    .describe(
      'Accounts receivable; null before the first tie-out, outside of the plan or where they are off',
    ),
  running: cycleSchema.nullable(),
  due: cycleSchema.nullable(),
  last: cycleSchema.nullable(),
  steps: z.array(
    z.object({
      step: z.string().describe('As people know it'),
      state: z.string(),
      done: z.number().int(),
      total: z.number().int(),
      waitsFor: z.string().nullable(),
    }),
  ),
  spent: z
    .object({ from: momentSchema, quickbooks: seconds, network: seconds, billcom: seconds, tieout: seconds })
    .nullable()
    .describe(
      'Where the time of the running cycle went so far, or since `from` in a very long one; null while none runs',
    ),
});

export const holdSchema = z.object({
  id: z.uuid(),
  entity: z.string(),
  book: z.enum(['quickbooks', 'billcom']),
  recordId: z.string(),
  record: z.string(),
  cause: z.enum(causeNames as [HoldCause, ...HoldCause[]]),
  waitsFor: z.enum(['person', 'itself', 'nobody']),
  field: z.string().nullable(),
  sentence: z.string(),
  cure: z.string(),
  since: momentSchema,
  decided: z.boolean().describe('Somebody has decided; the next cycle carries it out'),
});

export const proposalSchema = z.object({
  number: z.number().int(),
  entity: z.string(),
  quickbooks: z.object({ id: z.string(), name: z.string() }),
  billcom: z.object({ id: z.string(), name: z.string() }),
  score: z.number().int().describe('0 to 100'),
  evidence: z.array(z.string()),
});

export const decidedSchema = z.object({
  sentences: z.array(z.string()),
  cycle: z.number().int().nullable().describe('The cycle that is due for it; null: the first sync'),
  mode: z
    .enum(['sync', 'preview'])
    .nullable()
    .describe('Of that cycle: a preview only shows it, and the sync after it carries it out'),
});

export const decidedManySchema = decidedSchema.omit({ sentences: true }).extend({
  count: z.number().int().describe('Records that were decided'),
  left: z
    .array(z.object({ record: z.string(), because: z.string() }))
    .describe('Those that could not be decided so; they stay as they were'),
});

export const meSchema = z.object({
  email: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(['read', 'act'])),
  companies: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      role: z.enum(roles),
      plan: z.enum(plans),
      may: z.array(z.enum(capabilityNames)),
    }),
  ),
});

export const emailSchema = z.object({
  invoice: z.string().describe('Its id in QuickBooks'),
  billcomId: z.string().nullable(),
  number: z.string().nullable(),
  customer: z.string().nullable(),
  address: z.string().nullable(),
  total: decimal.nullable(),
  state: z
    .enum(['waiting', 'sending', 'sent', 'refused', 'unknown', 'unclear'])
    .nullable()
    .describe('What became of the last e-mail that was asked for; null: none was'),
  askedBy: z.string().nullable(),
  askedAt: momentSchema.nullable(),
  settledAt: momentSchema.nullable(),
  canBeSent: z.boolean(),
  words: z.string().describe('How it stands, and what to do'),
});

export const bookSchema = z.enum(['quickbooks', 'billcom']);
const because = z
  .array(z.object({ sentence: z.string(), cure: z.string() }))
  .describe('Why it is not in both books, or not the same there; each with what to do');

export const listedRecordSchema = z.object({
  entity: z.string(),
  book: bookSchema.describe('QuickBooks, unless only Bill.com has it'),
  id: z.string(),
  name: z.string(),
  twinId: z.string().nullable().describe('The id in Bill.com of one that is in both books'),
  deleted: z.boolean(),
  active: z.boolean(),
  held: z.boolean(),
  because,
});

const sideSchema = z.object({ id: z.string(), active: z.boolean(), deleted: z.boolean() }).nullable();
const textsSchema = z.object({ quickbooks: z.array(z.string()), billcom: z.array(z.string()) });

export const recordSchema = z.object({
  entity: z.string(),
  name: z.string(),
  quickbooks: sideSchema,
  billcom: sideSchema,
  linkedInCycle: z.number().int().nullable(),
  fields: z.array(
    textsSchema.extend({
      field: z.string(),
      label: z.string(),
      state: z.enum(['same', 'new', 'changed', 'single']),
      changedIn: z.array(bookSchema).describe('The books that say something else than when they last agreed'),
      agreed: textsSchema.nullable().describe('What they last agreed on; null where both say it still'),
    }),
  ),
  because,
  writes: z.array(
    z.object({
      id: z.uuid(),
      cycle: z.number().int(),
      book: bookSchema,
      action: z.string(),
      state: z.string(),
      message: z.string().nullable(),
      plannedAt: momentSchema,
      sentAt: momentSchema.nullable(),
    }),
  ),
});

/** A page of something, and how many there are. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), page: z.number().int(), total: z.number().int() });
