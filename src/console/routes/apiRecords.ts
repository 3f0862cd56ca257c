import { seeingOf } from '../../access/capabilities';
import { books, type Book } from '../../entities/definition';
import { assertMay, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { loadRecordView } from '../recordPage';
import { apiCompanyParams, faults, listedRecordSchema, pageOf, recordSchema } from './apiSchemas';
import { entitiesShown } from '../shown';
import { entityName, foundRecords, recordParams, recordsQuery } from './records';

const perPage = 100;

/** Records of both books, and why they are not synced. */
export function addRecordApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['records'];
  app.get(
    '/api/v1/companies/:company/records',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'Pairs and single records by number, name or id; of a few, why they are not in both books',
        params: apiCompanyParams,
        querystring: recordsQuery.extend({ entity: entityName.optional() }),
        response: { 200: pageOf(listedRecordSchema), ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { q: search = '', entity, alone, page = 1 } = request.query;
      const filter = { entities: entitiesShown(by), search, entity, isAlone: alone === 'yes' };
      const { total, rows } = await deps.database.inCompany(by.company.id, (tx) =>
        foundRecords(tx, by, filter, { page, perPage }),
      );
      return {
        page,
        total,
        items: rows.map(({ because, isHeld, ...row }) => ({
          ...row,
          held: isHeld,
          because: because.map(({ sentence, cure }) => ({ sentence, cure })),
        })),
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/records/:entity/:book/:id',
    {
      config: { access: 'seeHolds' },
      schema: {
        tags,
        summary: 'One record: what each book says of it, what they last agreed on, what was written',
        params: recordParams,
        response: { 200: recordSchema, ...faults },
      },
    },
    async (request) => {
      const by = inside(request);
      const { entity, book, id } = request.params;
      await assertMay(by, seeingOf(entity), deps);
      const view = await deps.database.inCompany(by.company.id, (tx) =>
        loadRecordView(tx, by.company, { entity, book, id }),
      );
      const side = (each: Book) => {
        const record = view.sides[each];
        return record ? { id: record.id, active: record.active, deleted: record.deleted } : null;
      };
      return {
        entity,
        name: view.name,
        quickbooks: side('quickbooks'),
        billcom: side('billcom'),
        linkedInCycle: view.link?.cycle ?? null,
        fields: view.fields.map(({ field, label, shown, state, changedIn, agreed }) => ({
          field,
          label,
          ...texts(shown),
          state,
          changedIn: [...changedIn],
          agreed: agreed && texts(agreed),
        })),
        because: [...(view.why ? [view.why] : []), ...view.held.flatMap(({ holds }) => holds)].map(
          ({ sentence, cure }) => ({ sentence, cure }),
        ),
        writes: view.writes.map(({ id: operation, cycle, book: written, action, state, message, ...at }) => ({
          id: operation,
          cycle,
          book: written,
          action,
          state,
          message,
          plannedAt: at.plannedAt.toISOString(),
          sentAt: at.sentAt?.toISOString() ?? null,
        })),
      };
    },
  );
}

const texts = (shown: Readonly<Record<Book, readonly string[]>>) =>
  Object.fromEntries(books.map((book) => [book, [...shown[book]]])) as Record<Book, string[]>;
