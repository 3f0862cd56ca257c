import { z } from 'zod';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import { loadBankView, loadToRecode } from '../bankPage';
import type { ConsoleDeps } from '../deps';
import { apiCompanyParams, faults, momentSchema, pageOf } from './apiSchemas';
import { pageNumber } from './companies';

const perPage = 100;
const money = z.string().describe('Dollars and cents, as text');
const day = z.string().describe('YYYY-MM-DD, of QuickBooks');
const recordId = z.string().nullable();

const bankSchema = z.object({
  bank: z
    .object({
      balances: z.array(z.object({ name: z.string(), balance: money, asOf: day })),
      shownInBillcom: z.string().nullable().describe('The account whose balance Bill.com shows'),
      lastSent: z
        .object({
          balance: money,
          asOf: day,
          state: z.enum(['sent', 'applied', 'refused', 'unknown', 'absent']),
          because: z.string().nullable(),
          sentAt: momentSchema,
        })
        .nullable(),
    })
    .nullable()
    .describe('Null before QuickBooks was asked, and where the plan has no payables'),
  clearing: z.array(
    z.object({
      account: z.string(),
      side: z.enum(['moneyOut', 'moneyIn']),
      asOf: day,
      takenAt: momentSchema,
      cycle: z.number().int(),
      clears: z.boolean().describe('Nothing but money on its way is open'),
      opening: money,
      openingAsOf: day,
      payments: money,
      transfers: money,
      expected: money,
      balance: money,
      difference: money,
      lines: z.array(
        z.object({
          record: z.string(),
          date: z.string().nullable(),
          amount: money,
          reason: z.string(),
          sentence: z.string(),
          cure: z.string(),
          quickbooksId: recordId,
          billcomId: recordId,
        }),
      ),
    }),
  ),
});

const toRecodeSchema = z.object({
  entity: z.string(),
  quickbooksId: z.string(),
  billcomId: z.string(),
  number: z.string().nullable(),
  party: z.string().nullable().describe('The vendor or customer'),
  date: z.string().nullable(),
  lines: z.number().int().describe('How many of its lines are to be recoded'),
  amount: money,
  account: z.string().describe('Where they stand now'),
});

/** What the bank accounts come to, the proof of the clearing accounts, and what is to be recoded. */
export function addBankApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['tie-out'];
  app.get(
    '/api/v1/companies/:company/bank',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary:
          'Balances of the bank accounts, and the proof of the clearing accounts with what has not cleared',
        params: apiCompanyParams,
        response: { 200: bankSchema, ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { bank, clearing } = await deps.database.inCompany(by.company.id, (tx) => loadBankView(tx, by));
      return {
        bank: bank && {
          ...bank,
          balances: [...bank.balances],
          lastSent: bank.lastSent && { ...bank.lastSent, sentAt: bank.lastSent.sentAt.toISOString() },
        },
        clearing: clearing.map(({ name, clearing: side, takenAt, lines, ...rest }) => ({
          ...rest,
          account: name,
          side,
          takenAt: takenAt.toISOString(),
          lines: lines.map(({ word, name: called, records, ...line }) => ({
            ...line,
            record: called === '' ? word : `${word} ${called}`,
            quickbooksId: records.quickbooks?.id ?? null,
            billcomId: records.billcom?.id ?? null,
          })),
        })),
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/to-recode',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'Documents of which lines stand on the catch-all account or item',
        params: apiCompanyParams,
        querystring: z.object({ page: pageNumber.optional() }),
        response: { 200: pageOf(toRecodeSchema), ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { page = 1 } = request.query;
      const all = await deps.database.inCompany(by.company.id, (tx) => loadToRecode(tx, by));
      return { page, total: all.length, items: all.slice((page - 1) * perPage, page * perPage) };
    },
  );
}
