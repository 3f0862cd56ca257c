import { h } from 'preact';
import { z } from 'zod';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import { loadBankView, loadToRecode } from '../bankPage';
import type { ConsoleDeps } from '../deps';
import { BankPage } from '../pages/bank';
import { sendPage } from '../pages/html';
import { RecodePage } from '../pages/recode';
import { factsFor, ledgersShown } from '../shown';
import { companyParams, pageNumber } from './companies';

const perPage = 100;

/** Bank accounts, the proof of the clearing accounts, and documents to be recoded. */
export function addBank(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/bank',
    { config: { access: 'seeCompany' }, schema: { params: companyParams } },
    async (request, reply) => {
      const by = inside(request);
      const read = await deps.database.inCompany(by.company.id, async (tx) => ({
        facts: await factsFor(tx, by),
        view: await loadBankView(tx, by),
      }));
      return sendPage(reply, h(BankPage, { by, ...read, ledgers: ledgersShown(by), now: deps.now() }));
    },
  );

  app.get(
    '/companies/:company/recode',
    {
      config: { access: 'seeCompany' },
      schema: { params: companyParams, querystring: z.object({ page: pageNumber.optional() }) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { page = 1 } = request.query;
      const { facts, documents } = await deps.database.inCompany(by.company.id, async (tx) => ({
        facts: await factsFor(tx, by),
        documents: await loadToRecode(tx, by),
      }));
      return sendPage(
        reply,
        h(RecodePage, {
          by,
          facts,
          ledgers: ledgersShown(by),
          documents: documents.slice((page - 1) * perPage, page * perPage),
          paging: {
            page,
            perPage,
            total: documents.length,
            hrefOf: (other) => `/companies/${facts.id}/recode?page=${other}`,
          },
        }),
      );
    },
  );
}
