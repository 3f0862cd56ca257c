import { h } from 'preact';
import { may, undoingOf } from '../../access/capabilities';
import { undoWords } from '../../acts/undoItems';
import { isRefused } from '../../reconcile/takeBackRules';
import { z } from 'zod';
import { inside, isConfirmed } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { UndoPage } from '../pages/undo';
import { factsFor } from '../shown';
import { pageOf, shownItems, undoBody, undoQuery, undoShown } from '../undoActs';
import { sayingOf } from '../views/said';
import { apiCompanyParams, decidedSchema, faults } from './apiSchemas';
import { companyParams } from './companies';
import { seeOther } from './signIn';

/** Taking back what Tieout wrote: a preview, then one click. */
export function addUndo(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/undo',
    { config: { access: 'seeWrites' }, schema: { params: companyParams, querystring: undoQuery } },
    async (request, reply) => {
      const by = inside(request);
      const here = pageOf(by.company.id, request.query);
      const { facts, items } = await deps.database.inCompany(by.company.id, async (tx) => {
        return { facts: await factsFor(tx, by), items: await shownItems(tx, by, request.query) };
      });
      const fields = Object.entries(request.query).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      );
      return sendPage(
        reply,
        h(UndoPage, {
          by,
          facts,
          items,
          fields: Object.fromEntries(fields),
          here,
          withDependants: request.query.dependants ? undefined : `${here}&dependants=yes`,
          isConfirmed: isConfirmed(by.person, deps.now()),
          mayUndo: items
            .filter(({ verdict }) => !isRefused(verdict))
            .every(({ operation }) => may(by.membership, undoingOf(operation.entity))),
        }),
      );
    },
  );

  app.post(
    '/companies/:company/undo',
    { config: { access: 'undoLists' }, schema: { params: companyParams, body: undoBody } },
    async (request, reply) => {
      const by = inside(request);
      const { cycle, mode } = await undoShown(by, deps, request.body);
      const said = sayingOf({ did: 'decided', cycle, mode });
      return seeOther(reply, `/companies/${by.company.id}?${said}`);
    },
  );

  const tags = ['undo'];
  app.get(
    '/api/v1/companies/:company/undo',
    {
      config: { access: 'seeWrites' },
      schema: {
        tags,
        summary: 'What can be taken back of a cycle, a write or a record, and what not and why',
        params: apiCompanyParams,
        querystring: undoQuery,
        response: { 200: undoSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const by = inside(request);
      const items = await deps.database.inCompany(by.company.id, (tx) => shownItems(tx, by, request.query));
      return {
        items: items.map((item) => ({
          operation: item.operation.id,
          cycle: item.operation.cycle,
          entity: item.operation.entity,
          book: item.operation.book,
          record: item.record,
          takenBack: !isRefused(item.verdict),
          what: undoWords(item),
          progress: (isRefused(item.verdict) ? item.verdict.progress : undefined) ?? null,
          cure: isRefused(item.verdict) ? item.verdict.cure : '',
        })),
      };
    },
  );

  app.post(
    '/api/v1/companies/:company/undo',
    {
      config: { access: 'undoLists' },
      schema: {
        tags,
        summary: 'Takes back what was shown; the next cycle carries it out. Asks for the password before',
        params: apiCompanyParams,
        body: undoBody,
        response: { 200: decidedSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const { sentences, ...rest } = await undoShown(inside(request), deps, request.body);
      return { sentences: [...sentences], ...rest };
    },
  );
}

const undoSchema = z.object({
  items: z.array(
    z.object({
      operation: z.string().describe('The id of the write'),
      cycle: z.number().int(),
      entity: z.string(),
      book: z.enum(['quickbooks', 'billcom']).describe('The book that was written'),
      record: z.string(),
      takenBack: z.boolean().describe('Whether it can be taken back'),
      what: z.string().describe('What is done, or why it is not taken back'),
      progress: z
        .enum(['done', 'underWay', 'held'])
        .nullable()
        .describe('Where somebody wanted it before: done, left to the next sync, or held for a person'),
      cure: z.string().describe('What to do instead, or nothing'),
    }),
  ),
});
