import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse, RouteOptions } from 'fastify';
import { decidingOf, may, seeingOf } from '../../../src/access/capabilities';
import type { EntityName } from '../../../src/entities/definition';
import { insertDraft } from '../../../src/ledger/companyDrafts';
import { openConsole, type ConsoleScene, type Visitor } from './scene';
import {
  fillThings,
  named,
  sides,
  standings,
  told,
  type Asked,
  type Standing,
  type Things,
} from './thingRoutes';

/**
 * What a route's own capability does not decide: which side of the books the thing is of that is asked for. Each route
 * that names a thing × every role and plan × a thing of each side × one's own company's and another's.
 */
/** What a route of the page and the same of the API are called in the tables above. */
const nameOf = ({ method, url }: { method: string; url: string }): string =>
  `${method} ${url.replace(/^(\/api\/v1)?\/companies\/:company\/?/, '')}`;

describe('who may do what with which thing', () => {
  let scene: ConsoleScene;
  let own: string;
  let others: string;
  const found: RouteOptions[] = [];
  const visitors = new Map<string, { page: Visitor; token: string }>();
  const things: Record<'own' | 'theirs', Things[]> = { own: [], theirs: [] };

  beforeAll(async () => {
    scene = await openConsole({
      measure: (app) => void app.addHook('onRoute', (route) => void found.push(route)),
    });
    own = await scene.company('Hill Builders');
    others = await scene.company('Other Builders');
    for (const standing of standings)
      visitors.set(JSON.stringify(standing), {
        page: await scene.signedIn({ company: own, ...standing }),
        token: await scene.token({ company: own, ...standing }, ['read', 'act']),
      });
    things.own = await fillThings(scene, own, 'Own', 2);
    things.theirs = await fillThings(scene, others, 'Secret', 77);
  });
  afterAll(() => scene.end());

  /** Nothing that exists, of the same shape. */
  const nothing = (entity: EntityName): Things => ({
    entity,
    record: 'Nobody-Q',
    hold: randomUUID(),
    operation: randomUUID(),
    number: '999999',
    cycle: '555',
  });

  /** The page's route, or the API's with a token. */
  const send = async (
    standing: Standing,
    method: string,
    isApi: boolean,
    { url, body = {} }: Asked,
  ): Promise<LightMyRequestResponse> => {
    const { page, token } = visitors.get(JSON.stringify(standing)) as { page: Visitor; token: string };
    const path = `/companies/${own}/${url}`;
    if (!isApi) return method === 'GET' ? page.get(path) : page.post(path, body);
    const headers = { authorization: `Bearer ${token}` };
    const request = { url: `/api/v1${path.replace('?preview=2', '')}`, headers };
    return scene.app.inject(
      method === 'GET' ? { ...request, method } : { ...request, method: 'POST', payload: body },
    );
  };

  const routes = () =>
    found.flatMap((route) =>
      [route.method]
        .flat()
        .filter((method) => method === 'GET' || method === 'POST')
        .map((method) => ({ method, url: route.url })),
    );
  // People and invitations are of no side of the books: their capability says all of it (people.test.ts).
  const ofThings = () =>
    routes().filter(({ url }) => /:company\/.*:/.test(url) && !/\/(people|invitations)\//.test(url));
  const tables = () => {
    const known = { ...named, ...told };
    return routes()
      .filter(({ url }) => url.includes(':company'))
      .flatMap(({ method, url }) => {
        const route = known[nameOf({ method, url })];
        return route ? [{ ...route, method, isApi: url.startsWith('/api/'), what: `${method} ${url}` }] : [];
      });
  };
  /** What a request changed is put back, so that the next one finds the same. */
  const putBack = async (): Promise<void> => {
    await scene.rows('delete from decision where company_id = $1', [own]);
    await scene.rows('delete from cycle where company_id = $1 and number > 2', [own]);
    await scene.rows(`update cycle set state = 'waitingForAccept' where company_id = $1 and number = 2`, [
      own,
    ]);
    await scene.rows('update company set accepted_at = null, next_cycle = 3 where id = $1', [own]);
    await scene.rows('update proposal set closed_at = null where company_id = $1', [own]);
  };

  test('every route that names a thing of a company is in the table, and every row of it is a route', () => {
    expect([...new Set(ofThings().map(nameOf))].sort()).toEqual(Object.keys(named).sort());
    expect(new Set(tables().map(({ what }) => what)).size).toBe(tables().length);
    expect(tables().filter(({ isApi }) => isApi).length).toBeGreaterThanOrEqual(9);
  });

  test('of one’s own company: what the role and the plan have of that side', async () => {
    const wrong: string[] = [];
    for (const { ask, takes, also, method, isApi, what } of tables())
      for (const it of things.own)
        for (const standing of standings) {
          const { statusCode } = await send(standing, method, isApi, ask(it));
          const isAllowed =
            takes(it.entity).every((each) => may(standing, each)) && (also?.(standing) ?? true);
          // A token is refused what asks for the password again, whoever's it is.
          const isTokenRefused = isApi && what.endsWith('/undo') && method === 'POST';
          const isRefused = statusCode === 403 || statusCode === 404;
          if (
            (!isTokenRefused && isRefused === isAllowed) ||
            (isTokenRefused && !isRefused) ||
            statusCode >= 500
          )
            wrong.push(`${what} ${it.entity} ${standing.role} ${standing.plan}: ${statusCode}`);
          if (method === 'POST' && statusCode < 400) await putBack();
        }
    expect(wrong).toEqual([]);
    expect(scene.errors).toEqual([]);
  }, 120_000);

  test('of another company: as if it did not exist', async () => {
    const wrong: string[] = [];
    const before = await standOf(others);
    for (const { ask, method, isApi, what } of tables())
      for (const it of things.theirs) {
        const none = nothing(it.entity);
        const asks = standings.map(async (standing) => {
          const theirs = await send(standing, method, isApi, ask(it));
          const nobodys = await send(standing, method, isApi, ask(none));
          if (
            theirs.statusCode !== nobodys.statusCode ||
            theirs.statusCode < 400 ||
            withoutIds(theirs.body, it) !== withoutIds(nobodys.body, none) ||
            theirs.body.includes(`Secret ${it.entity}`)
          )
            wrong.push(`${what} ${it.entity} ${standing.role} ${standing.plan}: ${theirs.statusCode}`);
        });
        await Promise.all(asks);
      }
    expect(wrong).toEqual([]);
    expect(await standOf(others)).toEqual(before);
    expect(scene.errors).toEqual([]);
  }, 120_000);

  /** A body that repeats what was asked for. */
  const withoutIds = (text: string, { record: id, hold, operation, number, cycle }: Things): string =>
    [id, hold, operation, number, cycle].reduce((rest, each) => rest.replaceAll(each, '…'), text);

  const standOf = async (company: string): Promise<unknown> =>
    scene.rows(
      `select (select count(*) from decision where company_id = $1) as decisions, (select count(*) from cycle where company_id = $1) as cycles,
         (select count(*) from audit where company_id = $1) as audit, (select accepted_at from company where id = $1) as accepted`,
      [company],
    );

  test.each(standings)(
    '$role with $plan: of many at once only what is theirs is decided',
    async (standing) => {
      const mine = (entity: EntityName): boolean =>
        [seeingOf(entity), decidingOf(entity)].every((each) => may(standing, each));
      const decided = async (): Promise<string[]> =>
        (await scene.rows('select distinct entity from decision where company_id = $1', [own]))
          .map(({ entity }) => entity as string)
          .sort();
      const expected = sides.filter(mine).sort();
      const all = [...things.own, ...things.theirs];
      const { token } = visitors.get(JSON.stringify(standing)) as { token: string };
      const post = (path: string, payload: object) =>
        scene.app.inject({
          method: 'POST',
          url: `/api/v1/companies/${own}/${path}`,
          headers: { authorization: `Bearer ${token}` },
          payload,
        });
      const many = await post('holds/decisions', {
        cause: 'conflict',
        choice: 'quickbooks',
        holds: all.map(({ hold }) => hold),
      });
      expect(many.statusCode).toBe(200);
      expect(many.json().count).toBe(expected.length);
      expect(await decided()).toEqual(expected);
      await putBack();

      const pairs = await post('proposals/decisions', {
        choice: 'different',
        pairs: all.map(({ number }) => Number(number)),
      });
      expect(pairs.statusCode).toBe(200);
      expect(await decided()).toEqual(expected);
      await putBack();
      expect(many.body + pairs.body).not.toContain('Secret');
    },
  );

  test.each(standings)('$role with $plan: a mode, and a side of the tie-out', async (standing) => {
    const mode = await send(standing, 'POST', false, { url: 'settings', body: { twoWayBills: 'perhaps' } });
    expect(mode.statusCode === 403).toBe(
      !(['changeSettings', 'switchModes'] as const).every((each) => may(standing, each)),
    );
    for (const [ledger, capability] of [
      ['ap', 'seePayables'],
      ['ar', 'seeReceivables'],
    ] as const) {
      const { statusCode } = await send(standing, 'GET', false, { url: `tie-out?ledger=${ledger}` });
      expect([ledger, statusCode]).toEqual([ledger, may(standing, capability) ? 200 : 403]);
    }
  });

  test('what somebody else is connecting does not exist for another who may connect', async () => {
    const ann = await scene.signedIn({ company: own });
    const bob = await scene.signedIn({ company: own });
    const billcom = {
      v2Url: 'http://127.0.0.1:9',
      v3Url: 'http://127.0.0.1:9',
      organizationId: '008',
      userName: 'u',
    };
    const draft = await scene.database.asSystem((tx) =>
      insertDraft(tx, ann.userId, {
        name: 'Secret Harbor',
        zone: 'America/Chicago',
        billcom,
        billcomSecret: scene.database.sealer.seal('{"devKey": "k", "password": "p"}'),
        organizationName: 'Secret Harbor, Inc.',
      }),
    );
    const stored = () => scene.rows('select * from company_draft where id = $1', [draft]);
    const before = await stored();
    const ofDrafts = routes().filter(({ url }) => url.includes(':draft'));
    expect(ofDrafts.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'GET /connect/:draft',
      'GET /connect/:draft/billcom',
      'GET /connect/:draft/choices',
      'GET /connect/:draft/confirm',
      'POST /connect/:draft/billcom',
      'POST /connect/:draft/choices',
      'POST /connect/:draft/connect',
      'POST /connect/:draft/discard',
    ]);
    const form = {
      name: 'Mine',
      zone: 'America/Chicago',
      environment: 'sandbox',
      organization: '00800000000000000001',
      user: 'me',
    };
    for (const { method, url } of ofDrafts) {
      const ask = (by: Visitor, id: string) => {
        const path = url.replace(':draft', id);
        if (method === 'GET') return by.get(path);
        return by.post(path, url.endsWith('/billcom') ? form : {});
      };
      const theirs = await ask(bob, draft);
      expect([url, theirs.statusCode]).toEqual([url, 404]);
      expect(theirs.body).toBe((await ask(bob, randomUUID())).body);
      expect(theirs.body).not.toContain('Secret Harbor');
      if (method === 'GET') expect((await ask(ann, draft)).statusCode).toBeLessThan(400);
    }
    expect(await stored()).toEqual(before);
    expect((await bob.get('/connect')).body).not.toContain('Secret Harbor');
  });
});
