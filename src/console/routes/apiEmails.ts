import { z } from 'zod';
import { emailLists, pageOfEmails } from '../../ledger/emailList';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sayItWentOut, sendEmails, sendEmailsSchema } from '../emailActs';
import { apiCompanyParams, emailSchema, faults, pageOf } from './apiSchemas';
import { pageNumber, searchText } from './companies';
import { stateWords, mayBeSent } from '../../words/emailWords';

const perPage = 100;

/** Invoices that QuickBooks marked to be e-mailed: the list, and having Bill.com send them. */
export function addEmailApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['emails'];
  app.get(
    '/api/v1/companies/:company/emails',
    {
      config: { access: 'seeReceivables' },
      schema: {
        tags,
        summary: 'Invoices that are marked to be e-mailed in QuickBooks, or were e-mailed, by number',
        params: apiCompanyParams,
        querystring: z.object({
          list: z.enum(emailLists).optional().describe('open: not sent yet'),
          q: searchText.optional(),
          page: pageNumber.optional(),
        }),
        response: { 200: pageOf(emailSchema), ...faults },
      },
    },
    async (request) => {
      const { company } = inside(request);
      const { list = 'all', q: search = '', page = 1 } = request.query;
      const since = company.settings.receivablesSince;
      return deps.database.inCompany(company.id, async (tx) => {
        const offset = (page - 1) * perPage;
        const wanted = { list, search, limit: perPage, offset };
        const { counts, emails } = await pageOfEmails(tx, company.id, since, wanted);
        return {
          page,
          total: counts[list],
          items: emails.map((email) => ({
            invoice: email.quickbooksId,
            billcomId: email.billcomId,
            number: email.number,
            customer: email.customer,
            address: email.address,
            total: email.total,
            state: email.state,
            askedBy: email.who,
            askedAt: email.askedAt?.toISOString() ?? null,
            settledAt: email.settledAt?.toISOString() ?? null,
            canBeSent: mayBeSent(email, false),
            words: stateWords(email),
          })),
        };
      });
    },
  );

  app.post(
    '/api/v1/companies/:company/emails',
    {
      config: { access: 'sendInvoices' },
      schema: {
        tags,
        summary: 'Has Bill.com e-mail invoices, five a minute; one that cannot be sent has none of them sent',
        params: apiCompanyParams,
        body: sendEmailsSchema,
        response: { 202: z.object({ asked: z.number().int() }), ...faults, 409: faults[400] },
      },
    },
    async (request, reply) =>
      reply.code(202).send({ asked: await sendEmails(inside(request), deps, request.body) }),
  );

  app.post(
    '/api/v1/companies/:company/emails/:invoice/went-out',
    {
      config: { access: 'sendInvoices' },
      schema: {
        tags,
        summary: 'Says that an invoice of which Bill.com does not tell was sent',
        params: apiCompanyParams.extend({
          invoice: z.string().min(1).max(80).describe('Its id in QuickBooks'),
        }),
        response: { 200: z.object({ said: z.literal(true) }), ...faults, 409: faults[400] },
      },
    },
    async (request) => {
      await sayItWentOut(inside(request), deps, request.params.invoice);
      return { said: true as const };
    },
  );
}
