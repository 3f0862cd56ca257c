import { z } from 'zod';
import { capabilityNames, may } from '../../access/capabilities';
import { membershipsOf } from '../../ledger/memberships';
import { signedIn } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { addAccountApi } from './apiAccount';
import { addBankApi } from './apiBank';
import { addChoosingApi } from './apiChoosing';
import { addCompanyApi } from './apiCompany';
import { addEmailApi } from './apiEmails';
import { addHoldApi } from './apiHolds';
import { addHistoryApi } from './apiHistory';
import { addPeopleApi } from './apiPeople';
import { addLeavingApi } from './apiLeaving';
import { addTieOutApi } from './apiTieOut';
import { addPreviewApi } from './apiPreviews';
import { addRecordApi } from './apiRecords';
import { addSettingsApi } from './apiSettings';
import { companySchema, faults, meSchema, pageOf } from './apiSchemas';
import { pageNumber, searchText, standing } from './companies';

const perPage = 100;

/** The REST API. Its document is at /api/openapi.json, made from the routes. */
export function addApi(app: TypedApp, deps: ConsoleDeps): void {
  app.get('/api/openapi.json', { config: { access: 'anybody' } }, async (_request, reply) =>
    reply.send(app.swagger()),
  );

  app.get(
    '/api/v1/me',
    {
      config: { access: 'signedIn' },
      schema: {
        tags: ['me'],
        summary: 'Who asks, and what they may do in each company',
        response: { 200: meSchema, ...faults },
      },
    },
    async (request) => {
      const { userId, email, name, scopes } = signedIn(request);
      const memberships = await deps.database.asSystem((tx) => membershipsOf(tx, userId));
      return {
        email,
        name,
        scopes: [...scopes],
        companies: memberships.map(({ companyId, company, role, plan }) => ({
          id: companyId,
          name: company,
          role,
          plan,
          may: capabilityNames.filter((each) => may({ role, plan }, each)),
        })),
      };
    },
  );

  app.get(
    '/api/v1/companies',
    {
      config: { access: 'signedIn' },
      schema: {
        tags: ['companies'],
        summary: 'Your companies, the worst first',
        querystring: z.object({ q: searchText.optional(), page: pageNumber.optional() }),
        response: { 200: pageOf(companySchema), ...faults },
      },
    },
    async (request) => {
      const { q: search = '', page = 1 } = request.query;
      const person = signedIn(request);
      const memberships = await deps.database.asSystem((tx) => membershipsOf(tx, person.userId));
      const found = (await standing(person, deps, deps.now())).filter(({ facts }) =>
        facts.name.toLowerCase().includes(search.toLowerCase()),
      );
      return {
        page,
        total: found.length,
        items: found.slice((page - 1) * perPage, page * perPage).flatMap(({ facts, verdict }) => {
          const membership = memberships.find(({ companyId }) => companyId === facts.id);
          if (!membership) return [];
          const { id, name, zone, needs } = facts;
          return [{ id, name, zone, verdict, needsYou: needs, role: membership.role, plan: membership.plan }];
        }),
      };
    },
  );

  addAccountApi(app, deps);
  addCompanyApi(app, deps);
  addBankApi(app, deps);
  addHoldApi(app, deps);
  addRecordApi(app, deps);
  addEmailApi(app, deps);
  addChoosingApi(app, deps);
  addLeavingApi(app, deps);
  addPreviewApi(app, deps);
  addTieOutApi(app, deps);
  addHistoryApi(app, deps);
  addSettingsApi(app, deps);
  addPeopleApi(app, deps);
}
