import { ApiError, refuse } from './apiError';
import { recordPaymentV3 } from './payables/calls';
import type { Service } from './service';
import type { Session } from './sessions';
import { isRow, readTime, UNSET, type Json, type Row } from './wireValues';
import type { CallResult } from './v2Calls';

/** A v3 call: method and path below the base, query, JSON body. */
export interface V3Call {
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

const PAGE_DEFAULT = 20;
const PAGE_MAX = 100;

const LISTS: Readonly<Record<string, { entity: string; shape: (row: Row) => Row }>> = {
  '/vendors': { entity: 'Vendor', shape: vendorShape },
  '/classifications/chart-of-accounts': { entity: 'ChartOfAccount', shape: accountShape },
};

/** Signs in by v3; the session is good for v2 as well. */
export function v3LogIn(service: Service, call: V3Call): CallResult {
  const body = bodyOf(call);
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value !== 'string' || value === '') throw v3Status(refuse.missingParameter(name), 400);
    return value;
  };
  try {
    const session = service.sessions.logIn(
      text('username'),
      text('password'),
      text('organizationId'),
      text('devKey'),
    );
    const { id: sessionId, organization: organizationId, userId } = session;
    return { data: { sessionId, organizationId, userId, trusted: false }, rows: 0 };
  } catch (error) {
    throw error instanceof ApiError && error.httpStatus === 200 ? v3Status(error, 401) : error;
  }
}

/** Runs any other v3 call of a session: who am I, log out, and reads of two lists. */
export function runV3(service: Service, call: V3Call, session: Session): CallResult {
  if (call.route === 'GET /login/session') {
    return { data: { organizationId: session.organization, userId: session.userId }, rows: 0 };
  }
  if (call.route === 'POST /logout') {
    service.sessions.end(session.id);
    return { data: {}, rows: 0 };
  }
  if (call.route === 'POST /bills/record-payment') {
    service.faults.checkTrust('record-payment', session.isSyncToken);
    return recordPayment(service, call, session);
  }
  const path = call.route.replace(/^GET /, '');
  for (const [base, { entity, shape }] of Object.entries(LISTS)) {
    const books = service.booksOf(session.organization);
    if (path === base || path.startsWith(`${base}/`)) mayRead(service, session, path === base, entity);
    if (path === base) return page([...books.all(entity)], shape, call.query);
    if (!path.startsWith(`${base}/`)) continue;
    const row = books.find(entity, path.slice(base.length + 1));
    if (!row) throw v3Status(refuse.notFound(), 404);
    return { data: shape(row), rows: 1 };
  }
  throw refuse.notSupported();
}

function mayRead(service: Service, session: Session, isList: boolean, entity: string): void {
  try {
    service.permissions.check(service.sessions.roleOf(session), isList ? 'List' : 'Read', entity);
  } catch (error) {
    throw error instanceof ApiError ? v3Status(error, 403) : error;
  }
}

function recordPayment(service: Service, call: V3Call, session: Session): CallResult {
  try {
    service.permissions.check(service.sessions.roleOf(session), 'Create', 'SentPay');
    return recordPaymentV3(bodyOf(call), service.booksOf(session.organization), service.now());
  } catch (error) {
    if (!(error instanceof ApiError) || error.httpStatus !== 200) throw error;
    const { code } = error;
    throw v3Status(error, code === 'BDC_1205' ? 404 : code === 'BDC_1145' ? 403 : 400);
  }
}

/** The error body of v3: an array with one element. */
export function v3Failure(error: ApiError, now: number): Json {
  const timestamp = new Date(now).toISOString().replace('Z', '+00:00');
  const { code, message } = error;
  return [{ timestamp, code, severity: 'ERROR', category: 'REQUEST', message }];
}

/** A v2 refusal under the HTTP status v3 gives it. */
export function v3Status(error: ApiError, httpStatus: number): ApiError {
  return new ApiError(error.code, error.message, httpStatus);
}

/** `max` 1 to 100, `page` opaque; the last page has no `nextPage`. Sorted by age; filters are not offered here. */
function page(rows: Row[], shape: (row: Row) => Row, query: URLSearchParams): CallResult {
  const max = Number(query.get('max') ?? PAGE_DEFAULT);
  if (!Number.isInteger(max) || max < 1 || max > PAGE_MAX) {
    throw v3Status(refuse.badParameter('max', query.get('max') ?? ''), 400);
  }
  const unknown = [...query.keys()].find((key) => !['max', 'page', 'sort'].includes(key));
  if (unknown) throw v3Status(refuse.badParameter(unknown, query.get(unknown) ?? ''), 400);
  const token = query.get('page');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw v3Status(refuse.badParameter('page', token ?? ''), 400);
  const aged = rows.sort((left, right) => (String(left.createdTime) < String(right.createdTime) ? -1 : 1));
  const results = aged.slice(start, start + max).map(shape);
  const next = start + max < aged.length ? Buffer.from(String(start + max)).toString('base64url') : undefined;
  return { data: { results, ...(next === undefined ? {} : { nextPage: next }) }, rows: results.length };
}

function vendorShape(row: Row): Row {
  return filled({
    ...common(row),
    shortName: row.shortName,
    accountType: ['NONE', 'BUSINESS', 'PERSON'][Number(row.accountType)],
    accountNumber: row.accNumber,
    email: row.email,
    phone: row.phone,
    address: filled({
      line1: row.address1,
      line2: row.address2,
      city: row.addressCity,
      stateOrProvince: row.addressState,
      zipOrPostalCode: row.addressZip,
      country: row.addressCountry,
    }),
    paymentInformation: filled({ payeeName: row.nameOnCheck }),
    additionalInfo: filled({ companyName: row.companyName, taxId: row.taxId, track1099: row.track1099 }),
    billCurrency: row.billCurrency,
  });
}

const ACCOUNT_TYPES = [
  'UNSPECIFIED',
  'ACCOUNTS_PAYABLE',
  'ACCOUNTS_RECEIVABLE',
  'BANK',
  'COST_OF_GOODS_SOLD',
  'CREDIT_CARD',
  'EQUITY',
  'EXPENSE',
  'FIXED_ASSET',
  'INCOME',
  'LONG_TERM_LIABILITY',
  'OTHER_ASSET',
  'OTHER_CURRENT_ASSET',
  'OTHER_CURRENT_LIABILITY',
  'OTHER_EXPENSE',
  'OTHER_INCOME',
  'NON_POSTING',
];

function accountShape(row: Row): Row {
  return filled({
    ...common(row),
    description: row.description,
    account: filled({ number: row.accountNumber, type: ACCOUNT_TYPES[Number(row.accountType)] }),
    parentId: row.parentChartOfAccountId,
  });
}

function common(row: Row): Record<string, Json | undefined> {
  return {
    id: row.id,
    archived: row.isActive === '2',
    name: row.name,
    createdTime: v3Time(row.createdTime),
    updatedTime: v3Time(row.updatedTime),
  };
}

function v3Time(v2: Json | undefined): string {
  return new Date(readTime(String(v2))).toISOString().replace('Z', '+00:00');
}

/** v3 leaves out what has no value. */
function filled(fields: Record<string, Json | undefined>): Row {
  const isEmpty = (value: Json | undefined): boolean =>
    value === undefined ||
    value === null ||
    value === UNSET ||
    (isRow(value) && Object.keys(value).length === 0);
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => !isEmpty(entry[1])),
  );
}

function bodyOf(call: V3Call): Row {
  try {
    const body = JSON.parse(call.body) as Json;
    if (isRow(body)) return body;
  } catch {
    // falls through to the refusal below
  }
  throw v3Status(refuse.badJson(), 400);
}
