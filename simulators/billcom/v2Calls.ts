import { ApiError, refuse } from './apiError';
import type { Books } from './books';
import type { EntityDefinition } from './entityDefinition';
import { definitionOf } from './entities/registry';
import { listPage } from './listing';
import { entityMetadata } from './metadata';
import { PAYABLES_CALLS } from './payables/calls';
import type { Act } from './permissions';
import { RECEIVABLES_CALLS } from './receivables/calls';
import type { Service } from './service';
import type { Session } from './sessions';
import { isRow, v2Time, type Json, type Row } from './wireValues';

/** A v2 call: the path without base and `.json`, and its form fields. */
export interface V2Call {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly endpoint: string;
  /** Stop a bulk call after half of its rows, as a crash would. */
  readonly isHalfway: boolean;
}

/** What a call answers, and how many rows it wrote or listed. */
export interface CallResult {
  readonly data: Json;
  readonly rows: number;
}

const CRUD = ['Create', 'Read', 'Update', 'Delete', 'Undelete'] as const;
type Verb = (typeof CRUD)[number];

/** v2 calls that need no session. */
export const SESSIONLESS = ['Login', 'ListOrgs', 'CurrentTime'];

/** Runs one v2 call. `session` is that of the caller, undefined for the calls that need none. */
export function runV2(service: Service, call: V2Call, session: Session | undefined): CallResult {
  const [first = '', second = '', third = '', fourth = ''] = call.path.split('/');
  if (SESSIONLESS.includes(call.path)) return runSessionless(service, call);
  if (!session) throw refuse.badSession();
  const books = service.booksOf(session.organization);
  if (call.path === 'Logout') {
    service.sessions.end(session.id);
    return { data: {}, rows: 0 };
  }
  if (call.path === 'GetSessionInfo') {
    return { data: { orgId: session.organization, usersId: session.userId, sessionId: session.id }, rows: 0 };
  }
  service.faults.checkTrust(call.path, session.isSyncToken);
  const payables = PAYABLES_CALLS[call.path];
  if (call.path === 'RecordAPPayment') checkAllowed(service, session, 'Create', 'SentPay');
  if (payables) return payables(dataOf(call), books, service.now());
  const receivables = RECEIVABLES_CALLS[call.path];
  if (receivables) {
    checkAllowed(service, session, receivables.act, receivables.entity);
    const { limits } = service;
    const context = { books, limits, devKey: session.devKey, now: service.now() };
    const data = dataOf(call);
    service.faults.checkRow(receivables.entity, data);
    return { data: receivables.run(data, context), rows: 1 };
  }
  if (call.path === 'GetEntityMetadata') return { data: entityMetadata(dataOf(call).entity), rows: 0 };
  if (first === 'List' && third === '') return list(service, books, second, dataOf(call), session);
  if (first === 'Crud' && fourth === '') {
    const { verb, definition } = operation(second, third);
    return { data: runRow(service, books, verb, definition, dataOf(call), session), rows: 1 };
  }
  if (first === 'Bulk' && second === 'Crud') {
    const { verb, definition } = operation(third, fourth);
    return bulk(service, books, verb, definition, call, session);
  }
  throw refuse.notSupported();
}

/** The successful envelope of v2. */
export function v2Success(data: Json): Row {
  return { response_status: 0, response_message: 'Success', response_data: data };
}

/** The refusing envelope of v2. */
export function v2Failure(error: ApiError): Row {
  const data = { error_code: error.code, error_message: error.message };
  return { response_status: 1, response_message: 'Error', response_data: data };
}

function runSessionless(service: Service, call: V2Call): CallResult {
  if (call.path === 'CurrentTime') return { data: { currentTime: v2Time(service.now()) }, rows: 0 };
  const [userName, password] = [field(call, 'userName'), field(call, 'password')];
  if (call.path === 'ListOrgs') {
    const found = service.sessions.organizationsOf(userName, password);
    return { data: found.map(({ id, name }) => ({ orgId: id, orgName: name })), rows: found.length };
  }
  const session = service.sessions.logIn(userName, password, field(call, 'orgId'), field(call, 'devKey'));
  const { id: sessionId, organization: orgId, userId: usersId } = session;
  return { data: { sessionId, orgId, usersId, apiEndPoint: call.endpoint }, rows: 0 };
}

function list(service: Service, books: Books, entity: string, data: Row, session: Session): CallResult {
  const definition = definitionOf(entity);
  if (!definition) throw refuse.badListEntity(entity);
  checkAllowed(service, session, 'List', entity);
  const page = listPage(definition, service.filterable(definition), books.all(entity), data);
  return {
    data: page.map((row) => service.faults.listed(entity, shown(definition, row))),
    rows: page.length,
  };
}

/** Every row has its own envelope, in the order of the request; one refused row does not stop the others. */
function bulk(
  service: Service,
  books: Books,
  verb: Verb,
  definition: EntityDefinition,
  call: V2Call,
  session: Session,
): CallResult {
  const { bulk: asked } = dataOf(call);
  if (!Array.isArray(asked) || asked.length === 0) throw refuse.missingData('bulk');
  const rows = call.isHalfway ? asked.slice(0, Math.ceil(asked.length / 2)) : asked;
  const answers = rows.map((row) => {
    try {
      return v2Success(runRow(service, books, verb, definition, isRow(row) ? row : {}, session));
    } catch (error) {
      if (error instanceof ApiError) return v2Failure(error);
      throw error;
    }
  });
  return { data: { bulk: answers }, rows: answers.length };
}

function runRow(
  service: Service,
  books: Books,
  verb: Verb,
  definition: EntityDefinition,
  data: Row,
  session: Session,
): Row {
  checkAllowed(service, session, verb, definition.name);
  if (definition.isReadOnly && verb !== 'Read') throw refuse.notSupported();
  onlyKeys(data, verb === 'Create' || verb === 'Update' ? 'obj' : 'id');
  if (verb === 'Create' || verb === 'Update') {
    const { obj } = data;
    if (!isRow(obj)) throw refuse.missingData('obj');
    if (obj.entity === undefined) throw refuse.missingData('entity');
    if (obj.entity !== definition.name) throw refuse.otherEntity(definition.name, String(obj.entity));
    service.faults.checkRow(definition.name, obj);
    service.faults.checkDepth(definition, obj, books);
    const written = verb === 'Create' ? books.create(definition, obj) : books.update(definition, obj);
    return shown(definition, written);
  }
  if (typeof data.id !== 'string') throw refuse.missingData('id');
  if (verb === 'Read') return shown(definition, books.read(definition, data.id));
  return shown(definition, books.setActive(definition, data.id, verb === 'Delete' ? '2' : '1'));
}

function checkAllowed(service: Service, session: Session, act: Act, entity: string): void {
  service.checkPlan(session.organization, entity);
  service.permissions.check(service.sessions.roleOf(session), act, entity);
}

/** A row without what v2 does not show. */
function shown({ fields }: EntityDefinition, row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([field]) => field in fields));
}

function operation(verbName: string, entity: string): { verb: Verb; definition: EntityDefinition } {
  const verb = CRUD.find((each) => each === verbName);
  if (!verb) throw refuse.badOperation(verbName);
  const definition = definitionOf(entity);
  if (!definition) throw refuse.badEntity(entity);
  return { verb, definition };
}

function dataOf(call: V2Call): Row {
  const text = field(call, 'data');
  let data: Json;
  try {
    data = JSON.parse(text) as Json;
  } catch {
    throw refuse.badJson();
  }
  if (!isRow(data)) throw refuse.badJson();
  return data;
}

function field(call: V2Call, name: string): string {
  const value = call.form.get(name);
  if (value === null || value === '') throw refuse.missingParameter(name);
  return value;
}

function onlyKeys(data: Row, allowed: string): void {
  if (Object.keys(data).some((key) => key !== allowed)) throw refuse.unknownParameter();
}
