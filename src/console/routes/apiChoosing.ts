import { inside } from '../admission';
import type { TypedApp } from '../app';
import { chooseStandsFor, chooseTwin, standsForSchema, twinSchema } from '../choosing';
import type { ConsoleDeps } from '../deps';
import { decidedSchema, faults } from './apiSchemas';
import { recordParams } from './records';

/** What a record stands for in the other book, and which one of it is the same. */
export function addChoosingApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['records'];
  app.post(
    '/api/v1/companies/:company/records/:entity/:book/:id/stands-for',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary:
          'Says what a record of Bill.com stands for that is never made in QuickBooks, or takes that back',
        params: recordParams,
        body: standsForSchema,
        response: { 200: decidedSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const { entity, book, id } = request.params;
      const decided = await chooseStandsFor(inside(request), deps, { entity, book, id }, request.body);
      return { sentences: [...decided.sentences], cycle: decided.cycle, mode: decided.mode };
    },
  );

  app.post(
    '/api/v1/companies/:company/records/:entity/:book/:id/twin',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary:
          'Says that two records are the same thing, or ends their link; the next cycle carries it out',
        params: recordParams,
        body: twinSchema,
        response: { 200: decidedSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const { entity, book, id } = request.params;
      const decided = await chooseTwin(inside(request), deps, { entity, book, id }, request.body);
      return { sentences: [...decided.sentences], cycle: decided.cycle, mode: decided.mode };
    },
  );
}
