import { h } from 'preact';
import { entityDefinitions } from '../../entities/registry';
import { auditLater, auditPage, auditPeople } from '../../ledger/auditSearch';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import { auditFile, auditQuery, auditSearch, namesIn, type AuditQuery } from '../auditPage';
import type { ConsoleDeps } from '../deps';
import { AuditPage } from '../pages/audit';
import { sendPage } from '../pages/html';
import { factsFor } from '../shown';
import { withQuery } from '../views/hrefs';
import { companyParams } from './companies';

const perPage = 50;

/** The search as its address says it, without a place. */
const filtersOf = ({ before: _, ...query }: AuditQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));

/** Who did what when. */
export function addAudit(app: TypedApp, deps: ConsoleDeps): void {
  app.get(
    '/companies/:company/audit',
    { config: { access: 'seeAudit' }, schema: { params: companyParams, querystring: auditQuery } },
    async (request, reply) => {
      const by = inside(request);
      const { id } = by.company;
      const { before = null } = request.query;
      const search = auditSearch(by, request.query);
      const base = `/companies/${id}/audit`;
      const filters = filtersOf(request.query);
      const at = (line: string | null): string =>
        withQuery(base, line === null ? filters : { ...filters, before: line });
      const read = await deps.database.inCompany(id, async (tx) => {
        const facts = await factsFor(tx, by);
        const found = await auditPage(tx, id, search, before, perPage + 1);
        const lines = found.slice(0, perPage);
        const newest = lines[0]?.id ?? before ?? '0';
        return {
          facts,
          lines,
          nameOf: await namesIn(tx, by, lines),
          people: await auditPeople(tx, id),
          links: {
            later: before === null ? null : at(await auditLater(tx, id, search, newest, perPage)),
            earlier: found.length > perPage ? at(lines.at(-1)?.id ?? null) : null,
          },
        };
      });
      return sendPage(
        reply,
        h(AuditPage, {
          by,
          ...read,
          filters,
          definitions: entityDefinitions(by.company.settings),
          now: deps.now(),
        }),
      );
    },
  );

  app.get(
    '/companies/:company/audit/csv',
    { config: { access: 'seeAudit' }, schema: { params: companyParams, querystring: auditQuery } },
    async (request, reply) => {
      const by = inside(request);
      return reply
        .header('content-disposition', 'attachment; filename="audit-log.csv"')
        .type('text/csv; charset=utf-8')
        .send(auditFile(deps.database, by, auditSearch(by, request.query)));
    },
  );
}
