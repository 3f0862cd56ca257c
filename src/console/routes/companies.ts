import { h } from 'preact';
import { z } from 'zod';
import { livingWorkers } from '../../ledger/livingWorkers';
import { membershipsOf } from '../../ledger/memberships';
import { askCycle, cycleRequestSchema, pause, pauseSchema, resume } from '../acts';
import { isConnecting } from '../connectActs';
import { inside, signedIn } from '../admission';
import type { TypedApp } from '../app';
import { loadCompanyView } from '../companyPage';
import type { ConsoleDeps } from '../deps';
import { CompaniesPage, type CompanyRow } from '../pages/companies';
import { CompanyPage } from '../pages/company';
import { sendPage } from '../pages/html';
import { factsShown } from '../shown';
import type { Person } from '../signedIn';
import { saidOf, saidQuery, sayingOf } from '../views/said';
import { tones, verdictOf, worstFirst, type Tone } from '../views/verdict';
import { seeOther } from './signIn';

export const companyParams = z.object({ company: z.string() });
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);
/** Postgres takes no NUL in text. */
export const searchText = z
  .string()
  .trim()
  .max(80)
  .regex(/^[^\0]*$/)
  .catch('');
const perPage = 50;

export function addCompanies(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies',
    {
      config: { access: 'signedIn' },
      schema: {
        querystring: z.object({
          q: searchText.optional(),
          tone: z.enum(tones).optional().catch(undefined),
          page: pageNumber.optional(),
        }),
      },
    },
    async (request, reply) => {
      const { q: search = '', tone, page = 1 } = request.query;
      const now = deps.now();
      const person = signedIn(request);
      const all = await standing(person, deps, now);
      const counts = Object.fromEntries(
        tones.map((each) => [each, all.filter(({ verdict }) => verdict.tone === each).length]),
      ) as Record<Tone, number>;
      const found = all.filter(
        ({ facts, verdict }) =>
          (tone === undefined || verdict.tone === tone) &&
          facts.name.toLowerCase().includes(search.toLowerCase()),
      );
      const hrefOf = (other: number): string =>
        `/companies?${new URLSearchParams({ q: search, ...(tone ? { tone } : {}), page: String(other) }).toString()}`;
      return sendPage(
        reply,
        h(CompaniesPage, {
          person,
          rows: found.slice((page - 1) * perPage, page * perPage),
          counts,
          search,
          tone,
          paging: { page, perPage, total: found.length, hrefOf },
          mayConnect: await isConnecting(person, deps),
          now,
        }),
      );
    },
  );

  app.get(
    '/companies/:company',
    { config: { access: 'seeCompany' }, schema: { params: companyParams, querystring: saidQuery } },
    async (request, reply) => {
      const by = inside(request);
      const now = deps.now();
      const view = await loadCompanyView(by, deps, now);
      return sendPage(reply, h(CompanyPage, { by, view, said: saidOf(request.query, view.facts, now), now }));
    },
  );

  app.post(
    '/companies/:company/cycles',
    { config: { access: 'seeCompany' }, schema: { params: companyParams, body: cycleRequestSchema } },
    async (request, reply) => {
      const by = inside(request);
      const { number, mode } = await askCycle(by, deps, request.body);
      return seeOther(reply, `/companies/${by.company.id}?${sayingOf({ did: mode, cycle: number })}`);
    },
  );

  app.post(
    '/companies/:company/pause',
    { config: { access: 'pause' }, schema: { params: companyParams, body: pauseSchema } },
    async (request, reply) => {
      const by = inside(request);
      await pause(by, deps, request.body);
      return seeOther(reply, `/companies/${by.company.id}?${sayingOf({ did: 'pause' })}`);
    },
  );

  app.post(
    '/companies/:company/resume',
    { config: { access: 'pause' }, schema: { params: companyParams } },
    async (request, reply) => {
      const by = inside(request);
      await resume(by, deps);
      return seeOther(reply, `/companies/${by.company.id}?${sayingOf({ did: 'resume' })}`);
    },
  );
}

/** A person's companies, the worst first. */
export async function standing(person: Person, { database }: ConsoleDeps, now: Date): Promise<CompanyRow[]> {
  return database.asSystem(async (tx) => {
    const memberships = await membershipsOf(tx, person.userId);
    const all = await factsShown(tx, memberships);
    const workers = (await livingWorkers(tx)).length;
    return all
      .map((facts) => ({ facts, verdict: verdictOf(facts, now, { livingWorkers: workers }) }))
      .sort(worstFirst);
  });
}
