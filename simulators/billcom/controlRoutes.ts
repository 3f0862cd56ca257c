import type * as http from 'node:http';
import { z } from 'zod';
import { ApiError, refuse } from './apiError';
import type { EntityDefinition } from './entityDefinition';
import { definitionOf } from './entities/registry';
import { PAYABLES_BY_HAND } from './payables/people';
import { RECEIVABLES_BY_HAND } from './receivables/people';
import type { Service } from './service';
import type { Json, Row } from './wireValues';

const row = z.record(z.string(), z.json());
const merge = z.strictObject({
  organization: z.string().optional(),
  entity: z.string(),
  from: z.string(),
  into: z.string(),
});
const edit = z.strictObject({ organization: z.string().optional(), entity: z.string(), obj: row });
const byId = z.strictObject({ organization: z.string().optional(), entity: z.string(), id: z.string() });
const touch = z.strictObject({
  organization: z.string(),
  entity: z.string(),
  ids: z.array(z.string()).optional(),
});

/**
 * What tests do to Bill.com without being an API client: people at work in the web application, a look into the
 * books, the call log, and faults.
 */
export async function serveControl(
  service: Service,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const answer = (status: number, body: unknown): void =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
    const result = route(service, `${request.method} ${url.pathname}`, url.searchParams, body);
    if (result === undefined) answer(404, { error: 'no such path' });
    else answer(200, result);
  } catch (error) {
    const code = error instanceof ApiError ? { code: error.code } : {};
    answer(400, { ...code, error: (error as Error).message });
  }
}

function route(service: Service, path: string, query: URLSearchParams, body: unknown): unknown {
  switch (path) {
    case 'GET /books':
      return books(service, query.get('organization') ?? '');
    case 'GET /log':
      return service.log.since(Number(query.get('since') ?? 0));
    case 'GET /cost':
      return { ...service.log.cost(), callsThisHour: service.limits.callsThisHour() };
    case 'GET /faults':
      return service.faults.toJson();
    case 'POST /faults':
      for (const each of Array.isArray(body) ? body : [body]) service.arrange(each);
      return service.faults.toJson();
    case 'DELETE /faults':
      service.clearFaults();
      return service.faults.toJson();
    default:
      return path.startsWith('POST /person/')
        ? person(service, path.slice('POST /person/'.length), body)
        : undefined;
  }
}

function books(service: Service, organization: string): object {
  const found = service.seed.organizations.find((each) => each.id === organization);
  return { organization, name: found?.name, entities: service.booksOf(organization).toJson() };
}

/** People follow the same rules of the books as callers, but no session, limit or fault. */
function person(service: Service, action: string, body: unknown): Json | undefined {
  switch (action) {
    case 'merge': {
      const { organization, entity, from, into } = merge.parse(body);
      const definition = known(entity);
      return booksFor(service, organization, definition, from).merge(definition, from, into);
    }
    case 'create': {
      const { organization, entity, obj } = edit.parse(body);
      return service.booksOf(organization ?? '').create(known(entity), { ...(obj as Row), entity });
    }
    case 'update': {
      const { organization, entity, obj } = edit.parse(body);
      const definition = known(entity);
      const target = booksFor(service, organization, definition, String(obj.id));
      return target.update(definition, {
        ...requiredOf(definition, target.read(definition, String(obj.id))),
        ...(obj as Row),
      });
    }
    case 'delete':
    case 'undelete': {
      const { organization, entity, id } = byId.parse(body);
      const definition = known(entity);
      return booksFor(service, organization, definition, id).setActive(
        definition,
        id,
        action === 'delete' ? '2' : '1',
      );
    }
    case 'touch': {
      const { organization, entity, ids } = touch.parse(body);
      return { touched: service.booksOf(organization).touch(known(entity), ids) };
    }
    default:
      return (PAYABLES_BY_HAND[action] ?? RECEIVABLES_BY_HAND[action])?.(service, body);
  }
}

/** A person edits one field on a form that holds the others. */
function requiredOf(definition: EntityDefinition, current: Row): Row {
  const isKept = (field: string): boolean => definition.fields[field]?.isRequired === true;
  return Object.fromEntries(Object.entries(current).filter(([field]) => isKept(field)));
}

function booksFor(
  service: Service,
  organization: string | undefined,
  definition: EntityDefinition,
  id: string,
) {
  return organization === undefined ? service.booksWith(definition, id) : service.booksOf(organization);
}

function known(entity: string): EntityDefinition {
  const definition = definitionOf(entity);
  if (!definition) throw refuse.badEntity(entity);
  return definition;
}
