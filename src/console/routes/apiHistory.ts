import { z } from 'zod';
import { changesOf } from '../../acts/auditView';
import { stepTitle } from '../../words/stepProgress';
import { entityDefinitions } from '../../entities/registry';
import { auditPage } from '../../ledger/auditSearch';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import { auditQuery, auditSearch, namesIn } from '../auditPage';
import type { ConsoleDeps } from '../deps';
import { loadCycleView, loadHeldCells, loadPollStrip, mapDays } from '../historyPage';
import { countsOf, resultWords } from '../views/cycleWords';
import { apiCompanyParams, bookSchema, faults, momentSchema } from './apiSchemas';
import { cycleNumber } from './previews';

const auditPerPage = 200;
const count = z.number().int();
const milliseconds = z.number().min(0).describe('In milliseconds');
const heldCell = z.object({
  entity: z.string(),
  cause: z.string(),
  records: count,
  open: count.describe('Of them those that are held still'),
});

const timesSchema = z.object({
  quickbooks: milliseconds,
  billcom: milliseconds,
  network: milliseconds,
  us: milliseconds,
});

const cycleDetailSchema = z.object({
  number: count,
  mode: z.enum(['sync', 'preview']),
  state: z.enum(['due', 'running', 'ended', 'waitingForAccept', 'interrupted', 'failed']),
  result: z.string().describe('How it went, in a sentence'),
  requestedBy: z.string(),
  startedAt: momentSchema.nullable(),
  endedAt: momentSchema.nullable(),
  linked: count.nullable(),
  held: count.nullable().describe('Records that were held when it ended'),
  writes: z.array(
    z.object({
      entity: z.string(),
      book: bookSchema,
      create: count,
      update: count,
      void: count,
      refused: count,
    }),
  ),
  steps: z.array(
    z.object({
      step: z.string(),
      state: z.string(),
      done: count,
      total: count,
      message: z.string().nullable(),
      startedAt: momentSchema.nullable(),
      endedAt: momentSchema.nullable(),
    }),
  ),
  time: timesSchema.nullable().describe('Where it went; together the length of the cycle'),
  sessions: z.array(
    z.object({
      openedAt: momentSchema,
      closedAt: momentSchema.nullable(),
      exchanges: count,
      quickbooks: milliseconds,
      network: milliseconds,
      us: milliseconds,
    }),
  ),
  refused: z
    .array(
      z.object({
        id: z.uuid(),
        entity: z.string(),
        book: bookSchema,
        action: z.string(),
        record: z.string(),
        statusCode: z.string().nullable(),
        message: z.string().nullable(),
      }),
    )
    .describe('The first writes that the books refused'),
  cameToBeHeld: z.array(heldCell),
});

const auditLineSchema = z.object({
  id: z.string().describe('Give the last one as “before” for the lines before it'),
  at: momentSchema,
  who: z.string(),
  action: z.string(),
  entity: z.string().nullable(),
  book: bookSchema.nullable(),
  recordId: z.string().nullable(),
  record: z.string().nullable(),
  changes: z.array(z.string()).describe('From what to what, a field each'),
  detail: z.string().nullable(),
  write: z.uuid().nullable(),
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What was: one cycle, the Web Connector's calls, what was held, the audit log. */
export function addHistoryApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['history'];
  app.get(
    '/api/v1/companies/:company/cycles/:cycle',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'One cycle: what it did, its steps, where its time went, what was refused and held',
        params: apiCompanyParams.extend({ cycle: cycleNumber }),
        response: { 200: cycleDetailSchema, ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const view = await deps.database.inCompany(by.company.id, (tx) =>
        loadCycleView(tx, by, request.params.cycle, deps.now()),
      );
      const { cycle, spent } = view;
      const counts = countsOf(cycle, by.membership);
      return {
        number: cycle.number,
        mode: cycle.mode,
        state: cycle.state,
        result: resultWords(cycle, counts),
        requestedBy: cycle.requestedBy,
        startedAt: iso(cycle.startedAt),
        endedAt: iso(cycle.endedAt),
        linked: counts?.linked ?? null,
        held: counts?.held ?? null,
        writes: [...(counts?.writes ?? [])],
        steps: view.steps.map((step) => ({
          step: stepTitle(step),
          state: step.state,
          done: step.done,
          total: step.total,
          message: step.message,
          startedAt: iso(step.startedAt),
          endedAt: iso(step.endedAt),
        })),
        time: spent && { ...spent.total },
        sessions: (spent?.sessions ?? []).map(({ session, exchanges, spent: of }) => ({
          openedAt: session.openedAt.toISOString(),
          closedAt: iso(session.closedAt),
          exchanges: exchanges.length,
          quickbooks: of.quickbooks,
          network: of.network,
          us: of.us,
        })),
        refused: [...view.refused],
        cameToBeHeld: [...view.held],
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/calls',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'The Web Connector’s last 24 hours: when it called, and when it was silent',
        params: apiCompanyParams,
        response: {
          200: z.object({
            from: momentSchema,
            to: momentSchema,
            calls: count,
            refused: count.describe('With a wrong password'),
            minutes: z.array(momentSchema).describe('The minutes in which it called'),
            silent: z.array(z.object({ from: momentSchema, to: momentSchema, isNow: z.boolean() })),
          }),
          ...faults,
        },
      },
    },
    async (request) => {
      const by = inside(request);
      const strip = await deps.database.inCompany(by.company.id, (tx) => loadPollStrip(tx, by, deps.now()));
      return {
        from: strip.from.toISOString(),
        to: strip.to.toISOString(),
        calls: strip.callCount,
        refused: strip.refusedCount,
        minutes: strip.calls.map((at) => at.toISOString()),
        silent: strip.gaps.map(({ from, to, isNow }) => ({
          from: from.toISOString(),
          to: to.toISOString(),
          isNow,
        })),
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/held-by-cause',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: `What came to be held in the last ${mapDays} days, by kind of record and cause`,
        params: apiCompanyParams,
        response: { 200: z.object({ days: count, items: z.array(heldCell) }), ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const items = await deps.database.inCompany(by.company.id, (tx) => loadHeldCells(tx, by, deps.now()));
      return { days: mapDays, items };
    },
  );

  app.get(
    '/api/v1/companies/:company/audit',
    {
      config: { access: 'seeAudit' },
      schema: {
        tags,
        summary: 'The audit log, the latest first: who did what when, from what to what',
        params: apiCompanyParams,
        querystring: auditQuery,
        response: {
          200: z.object({ items: z.array(auditLineSchema), before: z.string().nullable() }),
          ...faults,
        },
      },
    },
    async (request) => {
      const by = inside(request);
      const { id, settings } = by.company;
      const search = auditSearch(by, request.query);
      const { lines, nameOf } = await deps.database.inCompany(id, async (tx) => {
        const found = await auditPage(tx, id, search, request.query.before ?? null, auditPerPage);
        return { lines: found, nameOf: await namesIn(tx, by, found) };
      });
      const definitions = entityDefinitions(settings);
      return {
        before: lines.length < auditPerPage ? null : (lines.at(-1)?.id ?? null),
        items: lines.map((line) => ({
          id: line.id,
          at: line.at.toISOString(),
          who: line.who,
          action: line.action,
          entity: line.entity,
          book: line.book,
          recordId: line.recordId,
          record: line.record,
          changes: changesOf(line, definitions, nameOf),
          detail: line.detail,
          write: line.operationId,
        })),
      };
    },
  );
}
