import { h } from 'preact';
import { z } from 'zod';
import { companyFacts } from '../../ledger/companyFacts';
import {
  latestTieOut,
  tieOutDifferences,
  tieOutParties,
  type DifferenceLine,
} from '../../ledger/tieOutReport';
import { hiddenFrom, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { NotThere } from '../faults';
import { sendPage } from '../pages/html';
import { TieOutPage } from '../pages/tieOut';
import { needingCauses } from '../views/causes';
import { companyParams, pageNumber } from './companies';

const perPage = 200;

/** Accounts payable in both books, down to vendor and record. */
export function addTieOut(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/tie-out',
    {
      config: { access: 'seePayables' },
      schema: { params: companyParams, querystring: z.object({ page: pageNumber.optional() }) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const { page = 1 } = request.query;
      const read = await deps.database.inCompany(id, async (tx) => {
        const [facts] = await companyFacts(tx, [{ id, hidden: hiddenFrom(by.membership) }], needingCauses);
        if (!facts) throw new NotThere();
        const taken = await latestTieOut(tx, id, 'ap');
        return {
          facts,
          taken,
          vendors: taken ? await tieOutParties(tx, id, taken.cycle, 'ap') : [],
          lines: taken ? await tieOutDifferences(tx, id, taken.cycle, 'ap') : [],
        };
      });
      const differences = new Map<number, DifferenceLine[]>();
      for (const line of read.lines)
        differences.set(line.party, [...(differences.get(line.party) ?? []), line]);
      const isEqual = (difference: string): boolean => Number(difference) === 0;
      const ordered = [...read.vendors].sort(
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
          taken: read.taken,
          vendors: ordered.slice((page - 1) * perPage, page * perPage),
          differences,
          differing,
          paging: {
            page,
            perPage,
            total: ordered.length,
            hrefOf: (other) => `/companies/${id}/tie-out?page=${other}`,
          },
          now: deps.now(),
        }),
      );
    },
  );
}
