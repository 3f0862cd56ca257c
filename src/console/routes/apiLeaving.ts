import { z } from 'zod';
import { decidingOf, seeingOf } from '../../access/capabilities';
import { assertMay, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { leaveRecord, leavingSchema, loadLeaving } from '../leaving';
import { bookSchema, faults } from './apiSchemas';
import { recordParams } from './records';

const standingSchema = z.object({
  record: z.string(),
  leftOut: z.boolean(),
  who: z.string().nullable().describe('Who left it out'),
  dependants: z
    .array(z.object({ entity: z.string(), book: bookSchema, id: z.string(), name: z.string() }))
    .describe('What depends on it and stands as it does, as far as you decide about it'),
  tooMany: z.boolean().describe('More depends on it than is told here: they cannot go with it'),
  others: z.boolean().describe('More depends on it that you do not decide about'),
});

/** Leaving a record of one book out of the other one, and taking it in again. */
export function addLeavingApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['records'];
  app.get(
    '/api/v1/companies/:company/records/:entity/:book/:id/left-out',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Whether a record that is in one book is left out of the other, and what would go with it',
        params: recordParams,
        response: { 200: standingSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      await assertMay(by, seeingOf(entity), deps);
      await assertMay(by, decidingOf(entity), deps);
      const view = await deps.database.inCompany(by.company.id, (tx) =>
        loadLeaving(tx, by, { entity, book, id }),
      );
      return {
        record: view.name,
        leftOut: view.isOut,
        who: view.who,
        dependants: [...view.dependants],
        tooMany: view.isTooMuch,
        others: view.hasOthers,
      };
    },
  );

  app.post(
    '/api/v1/companies/:company/records/:entity/:book/:id/left-out',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Leaves a record of one book out of the other, or takes it in again',
        params: recordParams,
        body: leavingSchema,
        response: {
          200: z.object({
            changed: z.boolean(),
            sentence: z.string(),
            dependants: z.array(z.string()).describe('What was done with those that depend on it'),
          }),
          ...faults,
          409: faults[400],
        },
      },
    },
    async (request) => {
      const { entity, book, id } = request.params;
      const { one, others } = await leaveRecord(inside(request), deps, { entity, book, id }, request.body);
      return {
        changed: one.changed,
        sentence: one.sentence,
        dependants: others.map(({ sentence }) => sentence),
      };
    },
  );
}
