import { z } from 'zod';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { acceptPreviewOf } from '../previewActs';
import { loadPreviewView, type PreviewList } from '../previewPage';
import { apiCompanyParams, bookSchema, faults, momentSchema } from './apiSchemas';
import { cycleNumber, previewQuery } from './previews';

const perPage = 100;
const params = apiCompanyParams.extend({ cycle: cycleNumber.describe('The number of its cycle') });

const perBook = z.object({ quickbooks: z.number().int(), billcom: z.number().int() });
const count = z.number().int();
const becauseSchema = z.array(z.object({ cause: z.string(), sentence: z.string(), cure: z.string() }));

/** Of the kind that was asked for, the others are empty. */
const listSchema = z.object({
  writes: z.array(
    z.object({
      entity: z.string(),
      book: bookSchema.describe('The book that would be written'),
      action: z.string(),
      record: z.string(),
      recordId: z.string().nullable(),
      sourceId: z.string().describe('The record of the other book that it comes from'),
      leftOut: z.boolean().describe('Somebody has left it out since'),
      fields: z.array(
        z.object({
          field: z.string(),
          label: z.string(),
          before: z.string(),
          after: z.string(),
          because: z.string(),
        }),
      ),
    }),
  ),
  links: z.array(
    z.object({
      entity: z.string(),
      quickbooks: z.object({ id: z.string(), name: z.string() }),
      billcom: z.object({ id: z.string(), name: z.string() }),
      because: z.string(),
    }),
  ),
  held: z.array(
    z.object({
      entity: z.string(),
      book: bookSchema,
      recordId: z.string(),
      record: z.string(),
      because: becauseSchema,
    }),
  ),
});

const previewSchema = z.object({
  cycle: count,
  madeAt: momentSchema.nullable(),
  standing: z
    .enum(['kept', 'carried', 'gone'])
    .describe('Its records are kept until a sync has come after it, or a newer preview'),
  carriedBy: count.nullable().describe('The sync that came after it'),
  waiting: z
    .object({
      massChange: z.boolean(),
      changedSettings: z.array(z.string()).describe('Settings that are others than those it was made by'),
      hidden: count.describe('Changes that your plan does not show'),
      leftOutSince: count,
      decidedSince: count,
    })
    .nullable()
    .describe('It waits to be accepted'),
  counts: z.array(
    z.object({
      entity: z.string(),
      create: perBook,
      update: perBook,
      void: perBook,
      link: count,
      held: count,
    }),
  ),
  proposals: count.describe('Pairs that may be the same, about which somebody is asked'),
  page: count,
  total: count.describe('Of what was asked for'),
  ...listSchema.shape,
});

/** Previews: what a sync would do, and accepting it. */
export function addPreviewApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['previews'];
  app.get(
    '/api/v1/companies/:company/previews/:cycle',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'What a preview shows: counted, and a page of its writes, pairs or held records',
        params,
        querystring: previewQuery,
        response: { 200: previewSchema, ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { what = 'write', entity, book, q: search = '', page = 1 } = request.query;
      const view = await deps.database.inCompany(by.company.id, (tx) =>
        loadPreviewView(
          tx,
          by,
          request.params.cycle,
          { what, entity, book, search },
          { limit: perPage, offset: (page - 1) * perPage },
        ),
      );
      const { cycle, standing, waiting, counts, proposals, list } = view;
      return {
        cycle: cycle.number,
        madeAt: cycle.endedAt?.toISOString() ?? null,
        standing: standing.is,
        carriedBy: standing.is === 'carried' ? standing.by : null,
        waiting: waiting && {
          massChange: waiting.isMassChange,
          changedSettings: [...waiting.changedSettings],
          hidden: waiting.hidden,
          leftOutSince: waiting.since.leftOut,
          decidedSince: waiting.since.decided,
        },
        counts: [...counts],
        proposals,
        page,
        total: list.total,
        ...listDocument(list),
      };
    },
  );

  app.post(
    '/api/v1/companies/:company/previews/:cycle/accept',
    {
      config: { access: 'accept' },
      schema: {
        tags,
        summary: 'Accepts the preview that waits: the sync that writes it is asked for',
        params,
        response: {
          202: z.object({ cycle: count, mode: z.enum(['sync', 'preview']), massChange: z.boolean() }),
          ...faults,
          409: faults[400],
        },
      },
    },
    async (request, reply) => {
      const { number, mode, isMassChange } = await acceptPreviewOf(
        inside(request),
        deps,
        request.params.cycle,
      );
      return reply.code(202).send({ cycle: number, mode, massChange: isMassChange });
    },
  );
}

function listDocument(list: PreviewList): z.infer<typeof listSchema> {
  const nothing = { writes: [], links: [], held: [] };
  switch (list.kind) {
    case 'writes':
      return {
        ...nothing,
        writes: list.rows.map(({ entity, book, action, record, recordId, sourceId, isLeftOut, fields }) => ({
          entity,
          book,
          action,
          record,
          recordId,
          sourceId,
          leftOut: isLeftOut,
          fields: fields.map(({ field, label, words, because }) => ({ field, label, ...words, because })),
        })),
      };
    case 'links':
      return {
        ...nothing,
        links: list.rows.map(({ entity, quickbooks, quickbooksId, billcom, billcomId, because }) => ({
          entity,
          quickbooks: { id: quickbooksId, name: quickbooks },
          billcom: { id: billcomId, name: billcom },
          because,
        })),
      };
    case 'held':
      return {
        ...nothing,
        held: list.rows.map(({ entity, book, recordId, recordName, because }) => ({
          entity,
          book,
          recordId,
          record: recordName,
          because: [...because],
        })),
      };
  }
}
