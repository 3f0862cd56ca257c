import { h } from 'preact';
import { z } from 'zod';
import { may } from '../../access/capabilities';
import { ledgers, sides, type Ledger } from '../../reconcile/tieout/sides';
import { assertMay, inside, type Inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { TieOutPage } from '../pages/tieOut';
import { factsFor, ledgersShown, seeingLedger } from '../shown';
import { loadTieOut } from '../tieOutPage';
import { withQuery } from '../views/hrefs';
import { companyParams, pageNumber, searchText } from './companies';

const perPage = 200;

export const tieOutQuery = z.object({
  ledger: z.enum(ledgers).optional().catch(undefined).describe('Payables or receivables'),
  q: searchText
    .optional()
    .describe('A part of the name of a vendor or customer, or of a record that differs'),
  page: pageNumber.optional(),
});

/** The side that is looked at; without one asked for it is what the plan has. @throws Refused where it is not in the plan */
export async function ledgerOf(
  by: Inside,
  deps: ConsoleDeps,
  asked: Ledger | undefined,
): Promise<{ ledger: Ledger; shown: Ledger[] }> {
  const shown = ledgersShown(by);
  const ofPlan = ledgers.find((each) => may(by.membership, seeingLedger[each])) ?? 'ap';
  const ledger = asked ?? shown[0] ?? ofPlan;
  await assertMay(by, seeingLedger[ledger], deps);
  return { ledger, shown };
}

/** Accounts payable or receivable in both books, down to vendor or customer and record. */
export function addTieOut(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/tie-out',
    {
      // Which side is seen is asked below.
      config: { access: 'seeCompany' },
      schema: { params: companyParams, querystring: tieOutQuery },
    },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const { page = 1, q: search = '' } = request.query;
      const { ledger, shown } = await ledgerOf(by, deps, request.query.ledger);
      const isOff = !shown.includes(ledger);
      const { facts, view } = await deps.database.inCompany(id, async (tx) => ({
        facts: await factsFor(tx, by),
        view: isOff ? undefined : await loadTieOut(tx, by.company, { ledger, search, page, perPage }),
      }));
      const hrefOf = (other: number): string =>
        withQuery(`/companies/${id}/tie-out`, { ledger, ...(search && { q: search }), page: String(other) });
      return sendPage(
        reply,
        h(TieOutPage, {
          by,
          facts,
          side: sides[ledger],
          ledgers: shown,
          isOff,
          view,
          search,
          paging: { page, perPage, total: view?.total ?? 0, hrefOf },
          now: deps.now(),
        }),
      );
    },
  );
}
