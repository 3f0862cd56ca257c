import { h } from 'preact';
import { z } from 'zod';
import { may } from '../../access/capabilities';
import { emailLists, emailsUnderWay, emailsInMotion, pageOfEmails } from '../../ledger/emailList';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sayItWentOut, sendEmails, sendEmailsSchema } from '../emailActs';
import { Fault } from '../faults';
import { EmailsPage, Standing, standingId } from '../pages/emails';
import { htmlOf, sendPage } from '../pages/html';
import { factsFor } from '../shown';
import { emailRow, sendingWords } from '../views/emailRows';
import { saidOf, saidQuery, sayingOf } from '../views/said';
import { companyParams, pageNumber, searchText } from './companies';
import { streamParts } from './live';
import { seeOther } from './signIn';

const perPage = 50;

export const emailsQuery = z.object({
  list: z.enum(emailLists).catch('open'),
  q: searchText.optional(),
  page: pageNumber.optional(),
});
export const emailParams = companyParams.extend({ invoice: z.string().min(1).max(80) });

/** As a form sends it: boxes of one name, or all. */
const sendForm = z.preprocess(
  (form) => {
    if (typeof form !== 'object' || form === null) return form;
    const { all, again, invoices, open, ...rest } = form as Record<string, unknown>;
    return {
      ...rest,
      ...(all === 'yes' ? { invoices: 'all' } : { invoices: [invoices ?? []].flat() }),
      ...(again === 'yes' ? { again: true } : {}),
      ...(open === undefined ? {} : { open: Number(open) }),
    };
  },
  z.union([sendEmailsSchema, z.strictObject({ invoices: z.array(z.never()) })]),
);

/** Invoices that QuickBooks marked to be e-mailed. */
export function addEmails(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/emails',
    {
      config: { access: 'seeReceivables' },
      schema: { params: companyParams, querystring: emailsQuery.extend(saidQuery.shape) },
    },
    async (request, reply) => {
      const by = inside(request);
      const { id, settings } = by.company;
      const { list, q: search = '', page = 1 } = request.query;
      const now = deps.now();
      const read = await deps.database.inCompany(id, async (tx) => {
        const facts = await factsFor(tx, by);
        const offset = (page - 1) * perPage;
        const wanted = { list, search, limit: perPage, offset };
        const sending = sendingWords(await emailsUnderWay(tx, id), facts, now);
        return {
          facts,
          sending,
          ...(await pageOfEmails(tx, id, settings.receivablesSince, wanted)),
        };
      });
      const hrefOf = (other: number): string =>
        `/companies/${id}/emails?${new URLSearchParams({ list, q: search, page: String(other) }).toString()}`;
      return sendPage(
        reply,
        h(EmailsPage, {
          by,
          facts: read.facts,
          rows: read.emails.map((email) => emailRow(email, read.facts.zone, now)),
          counts: read.counts,
          list,
          search,
          sending: read.sending,
          isOff: settings.receivables === 'off',
          paging: { page, perPage, total: read.counts[list], hrefOf },
          said: saidOf(request.query, read.facts, now),
        }),
      );
    },
  );

  app.get(
    '/companies/:company/emails/live',
    { config: { access: 'seeReceivables', isNoUse: true }, schema: { params: companyParams } },
    (request, reply) =>
      // Every row by its id: those that the page does not show are not put anywhere.
      streamParts(request, reply, deps, async (by) => {
        const now = deps.now();
        const { id, settings } = by.company;
        const { facts, emails, underWay } = await deps.database.inCompany(id, async (tx) => ({
          facts: await factsFor(tx, by),
          emails: await emailsInMotion(tx, id, settings.receivablesSince),
          underWay: await emailsUnderWay(tx, id),
        }));
        const maySend = may(by.membership, 'sendInvoices') && settings.receivables !== 'off';
        const rows = emails.map((email) => emailRow(email, facts.zone, now));
        const sending = sendingWords(underWay, facts, now);
        return {
          parts: {
            'live-sending': htmlOf(h('span', null, sending)),
            ...Object.fromEntries(
              rows.map((row) => [standingId(row), htmlOf(h(Standing, { by, facts, row, maySend }))]),
            ),
          },
          isBusy: sending !== '',
          onward: null,
        };
      }),
  );

  app.post(
    '/companies/:company/emails',
    { config: { access: 'sendInvoices' }, schema: { params: companyParams, body: sendForm } },
    async (request, reply) => {
      const by = inside(request);
      if (request.body.invoices.length === 0)
        throw new Fault(
          400,
          'No invoice was chosen, so none is sent.',
          'Tick those that Bill.com is to send.',
        );
      const count = await sendEmails(by, deps, request.body);
      return seeOther(reply, `/companies/${by.company.id}/emails?${sayingOf({ did: 'emailed', count })}`);
    },
  );

  app.post(
    '/companies/:company/emails/:invoice/went-out',
    { config: { access: 'sendInvoices' }, schema: { params: emailParams } },
    async (request, reply) => {
      const by = inside(request);
      await sayItWentOut(by, deps, request.params.invoice);
      return seeOther(reply, `/companies/${by.company.id}/emails?${sayingOf({ did: 'wentOut' })}`);
    },
  );
}
