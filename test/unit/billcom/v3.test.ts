import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import {
  bearerAuthorization,
  createBillcomV3,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
  sessionAuthorization,
} from '../../../src/billcom';
import { devKey, failure, organizationId, password } from './scriptedServer';

const payment = z.object({ id: z.string(), amount: z.number() });
type Answer = { status?: number; body?: unknown };

let base: string;
let answer: (request: IncomingMessage, url: URL, body: any) => Answer;
const requests: string[] = [];
const server = createServer((request, response) => {
  void (async () => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const url = new URL(request.url ?? '', base);
    requests.push(`${request.method} ${url.pathname}`);
    const { status = 200, body } = answer(request, url, text === '' ? undefined : JSON.parse(text));
    response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body));
  })();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requests.length = 0;
});
afterAll(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));

function port(authorization?: ReturnType<typeof bearerAuthorization>) {
  const connection = { v2Url: '', v3Url: base, devKey, userName: 'token', password, organizationId };
  return createBillcomV3({
    v3Url: base,
    authorization: authorization ?? sessionAuthorization(connection, memorySessionStore()),
    budget: memoryCallBudget(),
    slots: memoryCallSlots(),
    sleep: async () => undefined,
  });
}

function withLogin(next: typeof answer): typeof answer {
  let logins = 0;
  return (request, url, body) => {
    if (url.pathname !== '/login') return next(request, url, body);
    expect(body).toEqual({ username: 'token', password, organizationId, devKey });
    return { body: { sessionId: `v3-${(logins += 1)}`, organizationId, userId: '006x', trusted: false } };
  };
}

const failed = (code: string, status = 422): Answer => ({
  status,
  body: [{ timestamp: 'now', code, severity: 'ERROR', category: 'REQUEST', message: 'the reason' }],
});

test('signs in, sends the session in headers, and renews it once on 401', async () => {
  answer = withLogin((request) =>
    request.headers.sessionid === 'v3-2' && request.headers.devkey === devKey
      ? { body: { organizationId, userId: '006x' } }
      : failed('BDC_1109', 401),
  );
  expect(await port().checkAccess()).toEqual({ organizationId, userId: '006x' });
  expect(requests).toEqual(['POST /login', 'GET /login/session', 'POST /login', 'GET /login/session']);
});

test('a session refused twice is an auth error', async () => {
  answer = withLogin(() => ({ status: 401 }));
  expect(await failure(port().checkAccess())).toMatchObject({ class: 'auth' });
});

test('a list goes on while there is a nextPage, over an empty page too, and each row comes once', async () => {
  const pages: Record<string, unknown> = {
    '': {
      results: [
        { id: 'a', amount: 1 },
        { id: 'b', amount: 'x' },
      ],
      nextPage: 'p2',
    },
    p2: { results: [], nextPage: 'p3' },
    p3: {
      results: [
        { id: 'a', amount: 1 },
        { id: 'c', amount: 3 },
      ],
    },
  };
  answer = withLogin((_, url) => {
    expect(url.searchParams.get('max')).toBe('100');
    expect(url.searchParams.get('filters')).toBe('updatedTime:gte:"2026-01-01T00:00:00Z"');
    return { body: pages[url.searchParams.get('page') ?? ''] };
  });
  const rows: string[] = [];
  const problems: unknown[] = [];
  for await (const page of port().list('/payments', payment, {
    filters: ['updatedTime:gte:"2026-01-01T00:00:00Z"'],
  })) {
    rows.push(...page.rows.map(({ id }) => id));
    problems.push(...page.problems);
  }
  expect(rows).toEqual(['a', 'c']);
  expect(problems).toMatchObject([{ id: 'b' }]);
});

test('a list that leads back to the same page ends as an outage', async () => {
  answer = withLogin(() => ({ body: { results: [], nextPage: 'p2' } }));
  const readAll = async () => {
    for await (const page of port().list('/payments', payment)) expect(page.rows).toEqual([]);
  };
  expect(await failure(readAll())).toMatchObject({ class: 'outage' });
});

test.each([
  [failed('BDC_1144'), 'throttle'],
  [failed('BDC_1144', 429), 'throttle'],
  [failed('BDC_1205', 404), 'notFound'],
  [{ status: 404, body: [{ message: 'not found' }] }, 'notFound'],
  [{ status: 502 }, 'outage'],
  [{ status: 403 }, 'permission'],
])('%j is %s', async (refusal, reaction) => {
  answer = withLogin(() => refusal);
  expect((await failure(port().get('/payments/stp1', payment))).class).toBe(reaction);
});

test('wrong credentials stop the connection, and no text contains them', async () => {
  answer = (_, url, body) =>
    url.pathname === '/login'
      ? { status: 401, body: [{ code: 'BDC_1101', message: `no: ${body.password}` }] }
      : {};
  const error = await failure(port().checkAccess());
  expect(error.class).toBe('authPermanent');
  expect(error.message).toContain('•••');
  expect(error.message).not.toContain(password);
});

test('a bearer token is sent instead of a session, and replaced when refused', async () => {
  answer = (request) =>
    request.headers.authorization === 'Bearer new' ? { body: { id: 'a', amount: 2 } } : { status: 401 };
  const tokens = bearerAuthorization(async (refused) => (refused === 'old' ? 'new' : 'old'));
  expect(await port(tokens).get('/payments/a', payment)).toEqual({ id: 'a', amount: 2 });
});

test('signing out ends the session', async () => {
  answer = withLogin(() => ({}));
  await port().logout();
  expect(requests).toEqual(['POST /login', 'POST /logout']);
});
