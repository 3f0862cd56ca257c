import { h } from 'preact';
import { decidingOf, seeingOf } from '../../access/capabilities';
import { assertMay, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { leaveRecord, leavingSchema, loadLeaving } from '../leaving';
import { sendPage } from '../pages/html';
import { LeavingPage } from '../pages/leaving';
import { factsFor } from '../shown';
import { previewHref, recordHref } from '../views/hrefs';
import { sayingOf } from '../views/said';
import { cycleNumber, partOf, previewQuery } from './previews';
import { recordParams } from './records';
import { seeOther } from './signIn';

/** Leaving a record out of the other book and taking it in again: from its page, and from a preview. */
export function addLeaving(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/records/:entity/:book/:id/left-out',
    { config: { access: 'seeHolds' }, schema: { params: recordParams } },
    async (request, reply) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      await assertMay(by, seeingOf(entity), deps);
      await assertMay(by, decidingOf(entity), deps);
      const read = await deps.database.inCompany(by.company.id, async (tx) => ({
        facts: await factsFor(tx, by),
        view: await loadLeaving(tx, by, { entity, book, id }),
      }));
      return sendPage(reply, h(LeavingPage, { by, ...read }));
    },
  );

  app.post(
    '/companies/:company/records/:entity/:book/:id/left-out',
    {
      config: { access: 'seeHolds' },
      schema: {
        params: recordParams,
        querystring: previewQuery.extend({
          preview: cycleNumber.optional().describe('Where to go on: that preview, else the record'),
        }),
        body: leavingSchema,
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      const { preview, ...part } = request.query;
      await leaveRecord(by, deps, { entity, book, id }, request.body);
      const said = sayingOf({ did: request.body.leave === 'out' ? 'leftOut' : 'takenIn' });
      const { id: company } = by.company;
      const back =
        preview === undefined
          ? recordHref(company, { entity, book, id })
          : previewHref(company, preview, partOf(part));
      return seeOther(reply, `${back}${back.includes('?') ? '&' : '?'}${said}`);
    },
  );
}
