import { h } from 'preact';
import { z } from 'zod';
import { cyclesBefore, laterThan } from '../../ledger/cycleHistory';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { loadCycleView, loadHeldCells, loadPollStrip, mapDays } from '../historyPage';
import { CyclePage } from '../pages/cycle';
import { HistoryPage } from '../pages/history';
import { sendPage } from '../pages/html';
import { entitiesShown, factsFor } from '../shown';
import { withQuery } from '../views/hrefs';
import { companyParams } from './companies';
import { cycleNumber, cycleParams } from './previews';

const perPage = 25;

/** What was: cycles and one cycle. */
export function addHistory(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/history',
    {
      config: { access: 'seeCompany' },
      schema: {
        params: companyParams,
        querystring: z.object({ before: cycleNumber.optional().catch(undefined) }),
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const { before } = request.query;
      const now = deps.now();
      const base = `/companies/${id}/history`;
      const read = await deps.database.inCompany(id, async (tx) => {
        const facts = await factsFor(tx, by);
        const found = await cyclesBefore(tx, id, before ?? null, perPage + 1);
        const cycles = found.slice(0, perPage);
        const newest = cycles[0]?.number ?? before ?? 1;
        const later = before === undefined ? null : await laterThan(tx, id, newest, perPage);
        return {
          facts,
          cycles,
          links: {
            later:
              before === undefined ? null : withQuery(base, later === null ? {} : { before: String(later) }),
            earlier:
              found.length > perPage ? withQuery(base, { before: String(cycles.at(-1)?.number ?? 1) }) : null,
          },
          strip: before === undefined ? await loadPollStrip(tx, by, now) : null,
          cells: before === undefined ? await loadHeldCells(tx, by, now) : [],
        };
      });
      return sendPage(
        reply,
        h(HistoryPage, { by, ...read, cellDays: mapDays, entities: entitiesShown(by), now }),
      );
    },
  );

  app.get(
    '/companies/:company/history/:cycle',
    { config: { access: 'seeCompany' }, schema: { params: cycleParams } },
    async (request, reply) => {
      const by = inside(request);
      const now = deps.now();
      const { facts, view } = await deps.database.inCompany(by.company.id, async (tx) => {
        return {
          facts: await factsFor(tx, by),
          view: await loadCycleView(tx, by, request.params.cycle, now),
        };
      });
      return sendPage(reply, h(CyclePage, { by, facts, view, entities: entitiesShown(by), now }));
    },
  );
}
