import { z } from 'zod';
import { stepTitle } from '../../words/stepProgress';
import type { CycleFacts, TieOutFacts } from '../../ledger/companyFacts';
import { latestCycles, loadCycle, type Cycle } from '../../ledger/cycles';
import { askCycle, cycleRequestSchema, pause, pauseSchema, resume } from '../acts';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import { loadCompanyView } from '../companyPage';
import type { ConsoleDeps } from '../deps';
import { NotThere } from '../faults';
import { apiCompanyParams, cycleSchema, faults, statusSchema } from './apiSchemas';

const mostCycles = 200;

/** One company: how it stands, its cycles, pausing. */
export function addCompanyApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['companies'];
  app.get(
    '/api/v1/companies/:company',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'How a company stands',
        params: apiCompanyParams,
        response: { 200: statusSchema, ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { facts, verdict, lamps, closed, linked, steps, spent } = await loadCompanyView(
        by,
        deps,
        deps.now(),
      );
      const { role, plan } = by.membership;
      return {
        id: facts.id,
        name: facts.name,
        zone: facts.zone,
        verdict,
        needsYou: facts.needs,
        decided: facts.decided,
        role,
        plan,
        linked,
        paused:
          facts.pausedAt === null
            ? null
            : {
                since: facts.pausedAt.toISOString(),
                reason: facts.pauseReason,
                until: facts.pausedUntil?.toISOString() ?? null,
              },
        lamps: lamps.map(({ name, light, sentence, cure }) => ({
          name,
          light,
          sentence,
          cure: cure ?? null,
        })),
        closedLists: closed.map(({ book, entities, sentence, cure, since }) => ({
          ...{ book, entities: [...entities], sentence, cure },
          since: since.toISOString(),
        })),
        payables: facts.payables && tieOutDocument(facts.payables),
        receivables: facts.receivables && tieOutDocument(facts.receivables),
        running: facts.running && cycleDocument(facts.running),
        due: facts.due && cycleDocument(facts.due),
        last: facts.last && cycleDocument(facts.last),
        steps: steps.map((step) => ({
          step: stepTitle(step),
          state: step.state,
          done: step.done,
          total: step.total,
          waitsFor: step.waitsFor,
        })),
        spent: spent && {
          from: new Date(spent.from).toISOString(),
          quickbooks: spent.total.quickbooks / 1_000,
          network: spent.total.network / 1_000,
          billcom: spent.total.billcom / 1_000,
          tieout: spent.total.us / 1_000,
        },
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/cycles',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'The newest cycles, the latest first',
        params: apiCompanyParams,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(mostCycles).optional() }),
        response: { 200: z.object({ items: z.array(cycleSchema) }), ...faults },
      },
    },
    async (request) => {
      const { id } = inside(request).company;
      const limit = request.query.limit ?? 20;
      const cycles = await deps.database.inCompany(id, (tx) => latestCycles(tx, id, limit));
      return { items: cycles.map(cycleOf) };
    },
  );

  app.post(
    '/api/v1/companies/:company/cycles',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'Asks for a cycle; it begins at the Web Connector’s next call',
        params: apiCompanyParams,
        body: cycleRequestSchema,
        response: { 202: cycleSchema, ...faults },
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { number } = await askCycle(by, deps, request.body);
      const { id } = by.company;
      const cycle = await deps.database.inCompany(id, (tx) => loadCycle(tx, id, number));
      if (!cycle) throw new NotThere();
      return reply.code(202).send(cycleOf(cycle));
    },
  );

  app.post(
    '/api/v1/companies/:company/pause',
    {
      config: { access: 'pause' },
      schema: {
        tags,
        summary: 'Pauses: what is on its way is finished, then nothing is read or written',
        params: apiCompanyParams,
        body: pauseSchema,
        response: { 200: z.object({ until: z.iso.datetime().nullable() }), ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const { until } = await pause(inside(request), deps, request.body);
      return { until: until?.toISOString() ?? null };
    },
  );

  app.post(
    '/api/v1/companies/:company/resume',
    {
      config: { access: 'pause' },
      schema: {
        tags,
        summary: 'Ends a pause',
        params: apiCompanyParams,
        response: { 200: z.object({ wasPaused: z.boolean() }), ...faults },
      },
    },
    async (request) => ({ wasPaused: await resume(inside(request), deps) }),
  );
}

const cycleDocument = ({
  number,
  mode,
  state,
  requestedBy,
  startedAt,
  endedAt,
  message,
  applied,
  rejected,
}: CycleFacts) => ({
  number,
  mode,
  state,
  requestedBy,
  startedAt: startedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
  message,
  applied,
  rejected,
});

const countOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const cycleOf = ({ counts, ...cycle }: Cycle) =>
  cycleDocument({ ...cycle, applied: countOf(counts.applied), rejected: countOf(counts.rejected) });

const tieOutDocument = ({
  asOf,
  takenAt,
  cycle,
  quickbooks,
  billcom,
  difference,
  agrees,
  problem,
}: TieOutFacts) => ({
  asOf,
  takenAt: takenAt.toISOString(),
  cycle,
  quickbooks,
  billcom,
  difference,
  agrees,
  problem,
});
