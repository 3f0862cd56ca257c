import { z } from 'zod';
import { decideHold, decideProposal, decisionSchema, pairDecisionSchema } from '../acts';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import { decideMany, decideManySchema, decidePairs, decidePairsSchema } from '../decideMany';
import type { ConsoleDeps } from '../deps';
import { Fault } from '../faults';
import { sayingOf } from '../views/said';
import { companyParams } from './companies';
import { causeName } from './needsYou';
import { seeOther } from './signIn';

/** Where to go on: “Needs you”, one cause of it, or the page of the record. */
const backQuery = z.object({
  cause: causeName.optional().catch(undefined),
  record: z
    .string()
    .max(300)
    .regex(/^\w+\/(quickbooks|billcom)\/[\w%.~-]+$/)
    .optional()
    .catch(undefined),
});

function backTo(company: string, { cause, record }: z.infer<typeof backQuery>, said = ''): string {
  if (record !== undefined) return `/companies/${company}/records/${record}?${said}`;
  return `/companies/${company}/needs-you?${[cause ? `cause=${cause}` : '', said].filter(Boolean).join('&')}`;
}

/** A form has one level: `fields.phone=quickbooks` → `{ fields: { phone: 'quickbooks' } }`. */
const fromForm = (form: unknown): unknown => {
  if (typeof form !== 'object' || form === null) return form;
  const entries = Object.entries(form as Record<string, unknown>);
  const fields = entries.filter(([name]) => name.startsWith('fields.'));
  const rest = Object.fromEntries(entries.filter(([name]) => !name.startsWith('fields.')));
  return rest.choice === 'fields'
    ? { ...rest, fields: Object.fromEntries(fields.map(([name, value]) => [name.slice(7), value])) }
    : rest;
};

/** Ticked boxes come as one value or several, or as none; all comes as a word. */
const severalFromForm = (form: unknown): unknown => {
  if (typeof form !== 'object' || form === null) return form;
  const { all, holds, pairs, kind, ...rest } = form as Record<string, unknown>;
  if (kind === 'pairs') return { ...rest, pairs: [pairs ?? []].flat() };
  return { ...rest, holds: all === 'yes' ? 'all' : [holds ?? []].flat() };
};
const none = z.array(z.never());
const manyForm = z.union([decideManySchema, decideManySchema.extend({ holds: none })]);
const pairsForm = z.union([decidePairsSchema, decidePairsSchema.extend({ pairs: none })]);
const nothingTicked = (): Fault =>
  new Fault(400, 'Nothing was ticked, so nothing was decided.', 'Tick the records that you mean.');

/** The buttons of “Needs you”. */
export function addDeciding(app: TypedApp, deps: ConsoleDeps): void {
  app.post(
    '/companies/:company/holds/:hold/decision',
    {
      config: { access: 'seeHolds' },
      schema: {
        params: companyParams.extend({ hold: z.string().max(40) }),
        querystring: backQuery,
        body: z.preprocess(fromForm, decisionSchema),
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const here = backTo(by.company.id, request.query);
      const { cycle, mode } = await decideHold(by, deps, request.params.hold, request.body, here);
      const said = sayingOf({ did: 'decided', cycle, mode });
      return seeOther(reply, backTo(by.company.id, request.query, said));
    },
  );

  app.post(
    '/companies/:company/proposals/:number/decision',
    {
      config: { access: 'seeHolds' },
      schema: {
        params: companyParams.extend({ number: z.coerce.number().int().min(1) }),
        querystring: backQuery,
        body: pairDecisionSchema,
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { cycle, mode } = await decideProposal(by, deps, request.params.number, request.body);
      const said = sayingOf({ did: 'decided', cycle, mode });
      return seeOther(reply, backTo(by.company.id, request.query, said));
    },
  );

  app.post(
    '/companies/:company/holds/decisions',
    {
      config: { access: 'seeHolds' },
      schema: { params: companyParams, body: z.preprocess(severalFromForm, manyForm) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { cause } = request.body;
      if (request.body.holds.length === 0) throw nothingTicked();
      const { count, left, cycle, mode } = await decideMany(by, deps, request.body);
      const said = sayingOf({ did: 'decidedMany', count, left: left.length, cycle, mode });
      return seeOther(reply, backTo(by.company.id, { cause }, said));
    },
  );

  app.post(
    '/companies/:company/proposals/decisions',
    {
      config: { access: 'seeHolds' },
      schema: { params: companyParams, body: z.preprocess(severalFromForm, pairsForm) },
    },
    async (request, reply) => {
      const by = inside(request);
      if (request.body.pairs.length === 0) throw nothingTicked();
      const { sentences, cycle, mode } = await decidePairs(by, deps, request.body);
      const said = sayingOf({ did: 'decidedMany', count: sentences.length, left: 0, cycle, mode });
      return seeOther(reply, backTo(by.company.id, { cause: 'possibleDuplicate' }, said));
    },
  );
}
