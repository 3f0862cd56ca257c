import { z } from 'zod';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { NotThere } from '../faults';
import { loadTieOut } from '../tieOutPage';
import { onPage } from '../views/onPage';
import { apiCompanyParams, bookSchema, decimal, faults, tieOutSchema } from './apiSchemas';
import { ledgerOf, tieOutQuery } from './tieOut';

const perPage = 200;

const totals = { quickbooks: decimal, billcom: decimal, difference: decimal };
const keySchema = z.object({ entity: z.string(), book: bookSchema, id: z.string() }).nullable();
const lineSchema = z.object({
  reason: z.string(),
  record: keySchema.describe('null where it is no record'),
  name: z.string(),
  date: z.string().nullable(),
  ...totals,
  sentence: z.string().describe('What happened'),
  cure: z.string().describe('What to do'),
});
const documentSchema = tieOutSchema.extend({
  ledger: z.enum(['ap', 'ar']),
  differing: z
    .number()
    .int()
    .describe('Vendors or customers that differ, or whose differences offset each other'),
  page: z.number().int(),
  total: z.number().int().describe('Of what was asked for'),
  parties: z
    .array(
      z.object({
        name: z.string(),
        jobOf: z.string().nullable(),
        record: keySchema,
        ...totals,
        differences: z.array(lineSchema),
      }),
    )
    .describe('Those that differ first'),
});

/** The tie-out by vendor or customer and record. */
export function addTieOutApi(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/api/v1/companies/:company/tie-out',
    {
      // Which side is seen is asked below.
      config: { access: 'seeCompany' },
      schema: {
        tags: ['companies'],
        summary: 'Payables or receivables in both books, by vendor or customer and record',
        params: apiCompanyParams,
        querystring: tieOutQuery,
        response: { 200: documentSchema, ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { page = 1, q: search = '' } = request.query;
      const { ledger, shown } = await ledgerOf(by, deps, request.query.ledger);
      const asked = { ledger, search, page, perPage };
      const view = shown.includes(ledger)
        ? await deps.database.inCompany(by.company.id, (tx) => loadTieOut(tx, by.company, asked))
        : undefined;
      // Nothing is tied out yet, or the company does not sync that side.
      if (!view) throw new NotThere();
      const { taken, parties, total, differing } = view;
      const { asOf, cycle, quickbooks, billcom, difference, agrees, problem } = taken;
      return {
        ...{ ledger, asOf, takenAt: taken.takenAt.toISOString(), cycle },
        ...{ quickbooks, billcom, difference, agrees, problem, differing, page, total },
        parties: parties.map(({ key, lines, ...party }) => ({
          ...{ name: party.name, jobOf: party.jobOf, record: key ?? null },
          ...{ quickbooks: party.quickbooks, billcom: party.billcom, difference: party.difference },
          differences: lines.map((line) => ({
            ...{ reason: line.reason, record: line.key ?? null, name: line.name, date: line.date },
            ...{ quickbooks: line.quickbooks, billcom: line.billcom, difference: line.difference },
            ...{ sentence: onPage(line.sentence), cure: onPage(line.cure) },
          })),
        })),
      };
    },
  );
}
