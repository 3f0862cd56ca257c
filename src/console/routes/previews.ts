import { h } from 'preact';
import { z } from 'zod';
import { withMark } from '../../words/csv';
import { csvOfPreview, loadPreview } from '../../acts/previewLoad';
import { latestPreview } from '../../ledger/preview';
import { hiddenFrom, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { NotThere } from '../faults';
import { sendPage } from '../pages/html';
import { PreviewPage } from '../pages/preview';
import { acceptPreviewOf } from '../previewActs';
import { loadPreviewView } from '../previewPage';
import { factsFor } from '../shown';
import { previewHref } from '../views/hrefs';
import { previewWhat } from '../views/previewCounts';
import { saidOf, saidQuery, sayingOf } from '../views/said';
import { companyParams, pageNumber, searchText } from './companies';
import { entityName } from './records';
import { seeOther } from './signIn';

const perPage = 50;

export const cycleNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export const cycleParams = companyParams.extend({ cycle: cycleNumber });

/** Which part of a preview is looked at. */
export const previewQuery = z.object({
  what: previewWhat.optional().catch(undefined),
  entity: entityName.optional().catch(undefined),
  book: z.enum(['quickbooks', 'billcom']).optional().catch(undefined),
  q: searchText.optional(),
  page: pageNumber.optional(),
});
type PreviewQuery = z.infer<typeof previewQuery>;

export const partOf = ({ what, entity, book, q, page }: PreviewQuery): Record<string, string> => ({
  ...(what ? { what } : {}),
  ...(entity ? { entity } : {}),
  ...(book ? { book } : {}),
  ...(q ? { q } : {}),
  ...(page && page > 1 ? { page: String(page) } : {}),
});

/** What a sync would do, before it does it. */
export function addPreviews(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/previews',
    { config: { access: 'seeHolds' }, schema: { params: companyParams } },
    async (request, reply) => {
      const { id } = inside(request).company;
      const latest = await deps.database.inCompany(id, (tx) => latestPreview(tx, id));
      return seeOther(reply, latest ? previewHref(id, latest.cycle) : `/companies/${id}/history`);
    },
  );

  app.get(
    '/companies/:company/previews/:cycle',
    {
      config: { access: 'seeHolds' },
      schema: {
        params: cycleParams,
        querystring: saidQuery.omit({ cycle: true }).extend(previewQuery.shape),
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const { what = 'write', entity, book, q: search = '', page = 1 } = request.query;
      const asked = { what, entity, book, search };
      const { facts, view } = await deps.database.inCompany(id, async (tx) => {
        const found = await factsFor(tx, by);
        const window = { limit: perPage, offset: (page - 1) * perPage };
        return { facts: found, view: await loadPreviewView(tx, by, request.params.cycle, asked, window) };
      });
      const now = deps.now();
      return sendPage(
        reply,
        h(PreviewPage, {
          by,
          facts,
          view,
          asked,
          part: partOf(request.query),
          paging: {
            page,
            perPage,
            total: view.list.total,
            hrefOf: (other) =>
              previewHref(id, view.cycle.number, { ...partOf(request.query), page: String(other) }),
          },
          said: saidOf(request.query, facts, now),
          now,
        }),
      );
    },
  );

  app.post(
    '/companies/:company/previews/:cycle/accept',
    { config: { access: 'accept' }, schema: { params: cycleParams } },
    async (request, reply) => {
      const by = inside(request);
      const { number } = await acceptPreviewOf(by, deps, request.params.cycle);
      return seeOther(reply, `/companies/${by.company.id}?${sayingOf({ did: 'accepted', cycle: number })}`);
    },
  );

  app.get(
    '/companies/:company/previews/:cycle/download/:format',
    {
      config: { access: 'seeHolds' },
      schema: { params: cycleParams.extend({ format: z.enum(['csv', 'json']) }) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { cycle, format } = request.params;
      const hidden = hiddenFrom(by.membership);
      const loaded = await deps.database.inCompany(by.company.id, (tx) =>
        loadPreview(tx, by.company, hidden),
      );
      if (loaded?.document.cycle.number !== cycle) throw new NotThere();
      const name = `preview-of-cycle-${cycle}.${format}`;
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .send(format === 'csv' ? withMark(csvOfPreview(loaded)) : JSON.stringify(loaded.document));
    },
  );
}
