import { h } from 'preact';
import { z } from 'zod';
import {
  latestTieOut,
  tieOutDifferences,
  tieOutParties,
  type DifferenceLine,
} from '../../ledger/tieOutReport';
import { ledgers, sides } from '../../reconcile/tieout/sides';
import { may } from '../../access/capabilities';
import { assertMay, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { TieOutPage } from '../pages/tieOut';
import { factsFor, ledgersShown, seeingLedger } from '../shown';
import { companyParams, pageNumber } from './companies';

const perPage = 200;

/** Accounts payable or receivable in both books, down to vendor or customer and record. */
export function addTieOut(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/tie-out',
    {
      // Which side is seen is asked below; without one it is what the plan has.
      config: { access: 'seeCompany' },
      schema: {
        params: companyParams,
        querystring: z.object({
          ledger: z.enum(ledgers).optional().catch(undefined),
          page: pageNumber.optional(),
        }),
      },
    },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const shown = ledgersShown(by);
      const ofPlan = ledgers.find((each) => may(by.membership, seeingLedger[each])) ?? 'ap';
      const { page = 1, ledger = shown[0] ?? ofPlan } = request.query;
      await assertMay(by, seeingLedger[ledger], deps);
      const read = await deps.database.inCompany(id, async (tx) => {
        const facts = await factsFor(tx, by);
        const taken = shown.includes(ledger) ? await latestTieOut(tx, id, ledger) : undefined;
        return {
          facts,
          taken,
          parties: taken ? await tieOutParties(tx, id, taken.cycle, ledger) : [],
          lines: taken ? await tieOutDifferences(tx, id, taken.cycle, ledger) : [],
        };
      });
      const differences = new Map<number, DifferenceLine[]>();
      for (const line of read.lines)
        differences.set(line.party, [...(differences.get(line.party) ?? []), line]);
      const isEqual = (difference: string): boolean => Number(difference) === 0;
      const ordered = [...read.parties].sort(
        (one, two) =>
          Number(isEqual(one.difference)) - Number(isEqual(two.difference)) || one.position - two.position,
      );
      const differing = ordered.filter(
        ({ difference, position }) => !isEqual(difference) || differences.has(position),
      ).length;
      return sendPage(
        reply,
        h(TieOutPage, {
          by,
          facts: read.facts,
          side: sides[ledger],
          ledgers: shown,
          isOff: !shown.includes(ledger),
          taken: read.taken,
          parties: ordered.slice((page - 1) * perPage, page * perPage),
          differences,
          differing,
          paging: {
            page,
            perPage,
            total: ordered.length,
            hrefOf: (other) => `/companies/${id}/tie-out?ledger=${ledger}&page=${other}`,
          },
          now: deps.now(),
        }),
      );
    },
  );
}
