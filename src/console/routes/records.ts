import { h } from 'preact';
import { z } from 'zod';
import { books, type Book, type EntityName } from '../../entities/definition';
import { stepOrder } from '../../entities/registry';
import { seeingOf } from '../../access/capabilities';
import type { Transaction } from '../../ledger/database';
import { findListed, type RecordFilter } from '../../ledger/recordSearch';
import { assertMay, hiddenFrom, inside, type Inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { RecordPage } from '../pages/record';
import { RecordsPage, type RecordRow } from '../pages/records';
import { WritePage } from '../pages/write';
import { becauseOf, loadRecordView, type RecordView } from '../recordPage';
import { entitiesShown, factsFor } from '../shown';
import { recordHref } from '../views/hrefs';
import { saidOf, saidQuery } from '../views/said';
import { loadWriteView } from '../writePage';
import { companyParams, pageNumber, searchText } from './companies';
import { seeOther } from './signIn';

const perPage = 50;
/** Why each is not synced is told of so many; a search that finds more is not about one record. */
const mostExplained = 10;

export const entityName = z.enum(stepOrder as [EntityName, ...EntityName[]]);
export const recordsQuery = z.object({
  q: searchText.optional(),
  entity: entityName.optional().catch(undefined),
  alone: z.literal('yes').optional().catch(undefined),
  page: pageNumber.optional(),
});
export const recordParams = companyParams.extend({
  entity: entityName,
  book: z.enum(books as [Book, ...Book[]]),
  id: z.string().max(200),
});

/** Every record of both books: looked for, and looked at. */
export function addRecords(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/records',
    { config: { access: 'seeHolds' }, schema: { params: companyParams, querystring: recordsQuery } },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const { q: search = '', entity, alone, page = 1 } = request.query;
      const entities = entitiesShown(by);
      const filter = { entities, search, entity, isAlone: alone === 'yes' };
      const read = await deps.database.inCompany(id, async (tx) => {
        const facts = await factsFor(tx, by);
        return { facts, ...(await foundRecords(tx, by, filter, { page, perPage })) };
      });
      const [only] = read.rows;
      if (search !== '' && read.total === 1 && only) return seeOther(reply, recordHref(id, only));
      const query = { q: search, ...(entity ? { entity } : {}), ...(alone ? { alone } : {}) };
      return sendPage(
        reply,
        h(RecordsPage, {
          by,
          facts: read.facts,
          rows: read.rows,
          entities,
          entity,
          search,
          isAlone: alone === 'yes',
          paging: {
            page,
            perPage,
            total: read.total,
            hrefOf: (other) =>
              `/companies/${id}/records?${new URLSearchParams({ ...query, page: String(other) }).toString()}`,
          },
        }),
      );
    },
  );

  app.get(
    '/companies/:company/records/:entity/:book/:id',
    { config: { access: 'seeHolds' }, schema: { params: recordParams, querystring: saidQuery } },
    async (request, reply) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      await assertMay(by, seeingOf(entity), deps);
      const now = deps.now();
      const { facts, view } = await deps.database.inCompany(by.company.id, async (tx) => {
        return {
          facts: await factsFor(tx, by),
          view: await loadRecordView(tx, by.company, { entity, book, id }),
        };
      });
      const hidden = hiddenFrom(by.membership);
      return sendPage(
        reply,
        h(RecordPage, {
          by,
          facts,
          view: onlyShown(view, hidden),
          said: saidOf(request.query, facts, now),
          now,
        }),
      );
    },
  );

  app.get(
    '/companies/:company/writes/:operation',
    {
      config: { access: 'seeWrites' },
      schema: { params: companyParams.extend({ operation: z.string().max(40) }) },
    },
    async (request, reply) => {
      const by = inside(request);
      const view = await loadWriteView(deps.database, by.company, request.params.operation);
      await assertMay(by, seeingOf(view.operation.entity), deps);
      const facts = await deps.database.inCompany(by.company.id, (tx) => factsFor(tx, by));
      return sendPage(reply, h(WritePage, { by, facts, view, now: deps.now() }));
    },
  );
}

/** A page of records; of a few that were looked for, why they are not synced. */
export async function foundRecords(
  tx: Transaction,
  { company }: Pick<Inside, 'company'>,
  filter: RecordFilter,
  { page, perPage: limit }: { readonly page: number; readonly perPage: number },
): Promise<{ readonly total: number; readonly rows: RecordRow[] }> {
  const found = await findListed(tx, company.id, filter, { limit, offset: (page - 1) * limit });
  const isExplained = filter.search !== '' && found.rows.length <= mostExplained;
  const rows: RecordRow[] = [];
  for (const row of found.rows) {
    rows.push({ ...row, because: isExplained ? await becauseOf(tx, company, row) : [] });
  }
  return { total: found.total, rows };
}

/** Without the records that a plan does not show. */
const onlyShown = (view: RecordView, hidden: readonly EntityName[]): RecordView => ({
  ...view,
  leadsTo: view.leadsTo.filter(({ entity }) => !hidden.includes(entity)),
  applied: view.applied.filter(({ entity }) => !hidden.includes(entity)),
});
