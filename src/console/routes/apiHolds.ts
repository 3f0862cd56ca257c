import { z } from 'zod';
import { countHeld, countProposals, heldRecords, proposedPairs } from '../../ledger/heldRecords';
import { decideHold, decideProposal, decisionSchema, pairDecisionSchema } from '../acts';
import { hiddenFrom, inside } from '../admission';
import type { TypedApp } from '../app';
import { decideMany, decideManySchema, decidePairs, decidePairsSchema } from '../decideMany';
import type { ConsoleDeps } from '../deps';
import { causes } from '../views/causes';
import {
  apiCompanyParams,
  decidedManySchema,
  decidedSchema,
  faults,
  holdSchema,
  pageOf,
  proposalSchema,
} from './apiSchemas';
import { pageNumber, searchText } from './companies';
import { causeName } from './needsYou';

const perPage = 100;

/** What is not synced, and deciding about it. */
export function addHoldApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['holds'];
  app.get(
    '/api/v1/companies/:company/holds',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Records that are not synced, and why: a page of records, each with its holds',
        params: apiCompanyParams,
        querystring: z.object({
          cause: causeName.optional(),
          q: searchText.optional(),
          page: pageNumber.optional(),
        }),
        response: { 200: pageOf(holdSchema), ...faults },
      },
    },
    async (request) => {
      const { company, membership } = inside(request);
      const { cause, q: search = '', page = 1 } = request.query;
      const filter = { hidden: hiddenFrom(membership), search };
      return deps.database.inCompany(company.id, async (tx) => {
        const counts = await countHeld(tx, company.id, filter);
        const rows = await heldRecords(tx, company.id, filter, {
          cause,
          limit: perPage,
          offset: (page - 1) * perPage,
        });
        return {
          page,
          total: counts
            .filter((each) => cause === undefined || each.cause === cause)
            .reduce((sum, { records }) => sum + records, 0),
          items: rows.flatMap(({ holds, ...row }) =>
            holds.map(({ id, field, sentence, cure, decided }) => ({
              id,
              entity: row.entity,
              book: row.book,
              recordId: row.recordId,
              record: row.recordName,
              cause: row.cause,
              waitsFor: causes[row.cause].waitsFor,
              field: field === '' ? null : field,
              sentence,
              cure,
              since: row.since.toISOString(),
              decided,
            })),
          ),
        };
      });
    },
  );

  app.post(
    '/api/v1/companies/:company/holds/:hold/decision',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Decides what a hold asks; the next cycle carries it out',
        params: apiCompanyParams.extend({ hold: z.string().max(40).describe('The id of an open hold') }),
        body: decisionSchema,
        response: { 200: decidedSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const by = inside(request);
      const decided = await decideHold(
        by,
        deps,
        request.params.hold,
        request.body,
        `/companies/${by.company.id}/needs-you`,
      );
      return { sentences: [...decided.sentences], cycle: decided.cycle, mode: decided.mode };
    },
  );

  app.get(
    '/api/v1/companies/:company/proposals',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Pairs of records that may be the same thing, the likeliest first',
        params: apiCompanyParams,
        querystring: z.object({ q: searchText.optional(), page: pageNumber.optional() }),
        response: { 200: pageOf(proposalSchema), ...faults },
      },
    },
    async (request) => {
      const { company, membership } = inside(request);
      const { q: search = '', page = 1 } = request.query;
      const filter = { hidden: hiddenFrom(membership), search };
      return deps.database.inCompany(company.id, async (tx) => {
        const pairs = await proposedPairs(tx, company.id, filter, {
          limit: perPage,
          offset: (page - 1) * perPage,
        });
        return {
          page,
          total: await countProposals(tx, company.id, filter),
          items: pairs.map(({ number, entity, quickbooksId, billcomId, names, score, evidence }) => ({
            number,
            entity,
            quickbooks: { id: quickbooksId, name: names.quickbooks },
            billcom: { id: billcomId, name: names.billcom },
            score,
            evidence: [...evidence],
          })),
        };
      });
    },
  );

  app.post(
    '/api/v1/companies/:company/proposals/:number/decision',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Says whether two records are the same; the next cycle carries it out',
        params: apiCompanyParams.extend({ number: z.coerce.number().int().min(1) }),
        body: pairDecisionSchema,
        response: { 200: decidedSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const decided = await decideProposal(inside(request), deps, request.params.number, request.body);
      return { sentences: [...decided.sentences], cycle: decided.cycle, mode: decided.mode };
    },
  );

  app.post(
    '/api/v1/companies/:company/holds/decisions',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Decides about several held records of one cause; what does not go is left and named',
        params: apiCompanyParams,
        body: decideManySchema,
        response: { 200: decidedManySchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const { left, ...decided } = await decideMany(inside(request), deps, request.body);
      return { ...decided, left: left.map((each) => ({ ...each })) };
    },
  );

  app.post(
    '/api/v1/companies/:company/proposals/decisions',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Says of several pairs whether they are the same; the next cycle carries it out',
        params: apiCompanyParams,
        body: decidePairsSchema,
        response: { 200: decidedSchema, ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      const decided = await decidePairs(inside(request), deps, request.body);
      return { sentences: [...decided.sentences], cycle: decided.cycle, mode: decided.mode };
    },
  );
}
