import { h } from 'preact';
import { z } from 'zod';
import { entityDefinitions } from '../../entities/registry';
import {
  countHeld,
  countProposals,
  heldRecords,
  proposedPairs,
  type HeldFilter,
} from '../../ledger/heldRecords';
import type { Transaction } from '../../ledger/database';
import type { HoldCause } from '../../reconcile/holds';
import { hiddenFrom, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { NeedsYouPage, type HeldGroup } from '../pages/needsYou';
import { factsFor } from '../shown';
import { causeNames, causes } from '../views/causes';
import { saidOf, saidQuery } from '../views/said';
import { companyParams, pageNumber, searchText } from './companies';

/** How many of a cause the overview shows, and how many a page of one cause. */
const shownOfEach = 5;
const perPage = 25;

export const causeName = z.enum(causeNames as [HoldCause, ...HoldCause[]]);

export function addNeedsYou(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/needs-you',
    {
      config: { access: 'seeHolds' },
      schema: {
        params: companyParams,
        querystring: saidQuery.extend({
          cause: causeName.optional().catch(undefined),
          q: searchText.optional(),
          page: pageNumber.optional(),
        }),
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { company, membership } = by;
      const { cause, q: search = '', page = 1 } = request.query;
      const now = deps.now();
      const filter = { hidden: hiddenFrom(membership), search };
      const { facts, groups } = await deps.database.inCompany(company.id, async (tx) => {
        const found = await factsFor(tx, { membership });
        const limit = cause ? perPage : shownOfEach;
        const shown = await groupsOf(tx, company.id, filter, {
          cause,
          limit,
          offset: cause ? (page - 1) * limit : 0,
        });
        return { facts: found, groups: shown };
      });
      const total = groups.reduce((sum, { all }) => sum + all, 0);
      const hrefOf = (other: number): string =>
        `/companies/${company.id}/needs-you?${new URLSearchParams({ ...(cause ? { cause } : {}), q: search, page: String(other) }).toString()}`;
      return sendPage(
        reply,
        h(NeedsYouPage, {
          by,
          facts,
          groups,
          cause,
          search,
          paging: cause ? { page, perPage, total, hrefOf } : undefined,
          definitions: entityDefinitions(company.settings),
          said: saidOf(request.query, facts, now),
          now,
        }),
      );
    },
  );
}

/** What each cause holds: those for a person first, in the order of the causes. */
async function groupsOf(
  tx: Transaction,
  companyId: string,
  filter: HeldFilter,
  page: { readonly cause: HoldCause | undefined; readonly limit: number; readonly offset: number },
): Promise<HeldGroup[]> {
  const counts = new Map((await countHeld(tx, companyId, filter)).map((each) => [each.cause, each]));
  const proposals = await countProposals(tx, companyId, filter);
  const shown = causeNames.filter(
    (cause) =>
      (page.cause === undefined || page.cause === cause) &&
      (counts.has(cause) || (cause === 'possibleDuplicate' && proposals > 0)),
  );
  const groups: HeldGroup[] = [];
  for (const cause of shown) {
    const count = counts.get(cause);
    const paired = cause === 'possibleDuplicate' ? proposals : 0;
    const pairs = paired > 0 ? await proposedPairs(tx, companyId, filter, page) : [];
    // Pairs come before records on the pages of a cause.
    const rows =
      count === undefined
        ? []
        : await heldRecords(tx, companyId, filter, {
            cause,
            limit: page.limit - pairs.length,
            offset: Math.max(0, page.offset - paired),
          });
    const all = paired + (count?.records ?? 0);
    groups.push({ cause, open: all - (count?.decided ?? 0), all, rows, pairs });
  }
  return groups.sort(
    (one, two) =>
      Number(causes[two.cause].waitsFor === 'person') - Number(causes[one.cause].waitsFor === 'person'),
  );
}
