import { z } from 'zod';
import { decideHold, decideProposal, decisionSchema, pairDecisionSchema, retryAll } from '../acts';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
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
      const said = sayingOf({ did: 'decided', cycle: cycle ?? undefined, mode: mode ?? undefined });
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
      const said = sayingOf({ did: 'decided', cycle: cycle ?? undefined, mode: mode ?? undefined });
      return seeOther(reply, backTo(by.company.id, request.query, said));
    },
  );

  app.post(
    '/companies/:company/holds/retry',
    {
      config: { access: 'retry' },
      schema: { params: companyParams, body: z.strictObject({ cause: causeName }) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { cause } = request.body;
      const { count, cycle, mode } = await retryAll(by, deps, cause);
      const said = sayingOf({ did: 'retried', count, cycle: cycle ?? undefined, mode: mode ?? undefined });
      return seeOther(reply, backTo(by.company.id, {}, said));
    },
  );
}
