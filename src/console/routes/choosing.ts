import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { decidingOf } from '../../access/capabilities';
import type { RecordKey } from '../../ledger/recordNames';
import type { Decided } from '../acts';
import { assertMay, inside, type Inside } from '../admission';
import type { TypedApp } from '../app';
import {
  choiceKinds,
  chooseStandsFor,
  chooseTwin,
  loadChoice,
  standsForSchema,
  twinSchema,
} from '../choosing';
import type { ConsoleDeps } from '../deps';
import { ChoosePage } from '../pages/choose';
import { sendPage } from '../pages/html';
import { factsFor } from '../shown';
import { recordHref } from '../views/hrefs';
import { sayingOf } from '../views/said';
import { searchText } from './companies';
import { entityName, recordParams } from './records';
import { seeOther } from './signIn';

/** A form has no null: what is taken back comes empty. */
const emptyIsNull = (form: unknown): unknown =>
  typeof form === 'object' && form !== null && 'record' in form && form.record === ''
    ? { ...form, record: null }
    : form;

/** The record's page, which says when what was decided acts. */
const backTo = (
  { company }: Pick<Inside, 'company'>,
  reply: FastifyReply,
  key: RecordKey,
  { cycle, mode }: Decided,
): FastifyReply =>
  seeOther(reply, `${recordHref(company.id, key)}?${sayingOf({ did: 'decided', cycle, mode })}`);

/** The pages on which a record of the other book is chosen, and their buttons. */
export function addChoosing(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/records/:entity/:book/:id/choose',
    {
      config: { access: 'seeHolds' },
      schema: {
        params: recordParams,
        querystring: z.object({
          for: z.enum(choiceKinds),
          kind: entityName.optional().catch(undefined),
          q: searchText.optional(),
        }),
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      await assertMay(by, decidingOf(entity), deps);
      const { for: kind, kind: of, q: search = '' } = request.query;
      const record = { entity, book, id };
      const read = await deps.database.inCompany(by.company.id, async (tx) => ({
        facts: await factsFor(tx, by),
        view: await loadChoice(tx, by, record, { kind, entity: of, search }),
      }));
      return sendPage(reply, h(ChoosePage, { by, record, kind, search, ...read }));
    },
  );

  app.post(
    '/companies/:company/records/:entity/:book/:id/stands-for',
    {
      config: { access: 'seeHolds' },
      schema: { params: recordParams, body: z.preprocess(emptyIsNull, standsForSchema) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      const key = { entity, book, id };
      return backTo(by, reply, key, await chooseStandsFor(by, deps, key, request.body));
    },
  );

  app.post(
    '/companies/:company/records/:entity/:book/:id/twin',
    {
      config: { access: 'seeHolds' },
      schema: { params: recordParams, body: z.preprocess(emptyIsNull, twinSchema) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      const key = { entity, book, id };
      return backTo(by, reply, key, await chooseTwin(by, deps, key, request.body));
    },
  );
}
