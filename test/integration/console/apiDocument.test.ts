import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { JSONSchemaFaker } from 'json-schema-faker';
import { fillCompany, fillEmails, fillHistory, fillPreview, openConsole, type ConsoleScene } from './scene';

/**
 * The API against its own document: requests that the document allows, and requests of any shape, get answers that the
 * document names, and never a fault of ours.
 */
describe('the API keeps to its own document', () => {
  let scene: ConsoleScene;
  let document: Document;
  let token: string;
  /** What stands for each part of a path where it should be found. */
  let known: Record<string, readonly string[]>;
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  const validators = new Map<object, ValidateFunction>();

  beforeAll(async () => {
    scene = await openConsole();
    const company = await scene.company('Hill Builders');
    await fillCompany(scene, company);
    await fillEmails(scene, company);
    await fillHistory(scene, company);
    const newcomer = await scene.company('Bay Framing');
    await fillCompany(scene, newcomer);
    await fillPreview(scene, newcomer);
    token = await scene.token({ company, role: 'Administrator' }, ['read', 'act']);
    await scene.rows(
      `insert into membership (user_id, company_id, role) select user_id, $1, role from membership`,
      [newcomer],
    );
    document = (await scene.app.inject('/api/openapi.json')).json();
    const holds = await scene.rows('select id from hold where company_id = $1', [company]);
    known = {
      company: [company, newcomer],
      cycle: ['1', '2'],
      hold: holds.map(({ id }) => id),
      number: ['4'],
      entity: ['vendor', 'bill', 'invoice'],
      book: ['quickbooks', 'billcom'],
      id: ['Q1', 'B1', 'B2', 'T1001'],
      invoice: ['T1001', 'T1003'],
    };
  });
  afterAll(() => scene.end());

  interface Parameter {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required?: boolean;
    readonly schema: object;
  }
  interface Operation {
    readonly parameters?: readonly Parameter[];
    readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
    readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
  }
  interface Document {
    readonly paths: Record<string, Record<string, Operation>>;
  }

  /** What fits a schema, chosen by a seed. */
  const fitting = (schema: object, seed: number): unknown => {
    let state = seed >>> 0;
    JSONSchemaFaker.option({
      random: () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
      },
      alwaysFakeOptionals: seed % 3 === 0,
      useDefaultValue: false,
    });
    return JSONSchemaFaker.generate(structuredClone(schema));
  };
  const isAnswer = (schema: object, body: unknown): string => {
    const validate = validators.get(schema) ?? ajv.compile(schema);
    validators.set(schema, validate);
    return validate(body) ? '' : ajv.errorsText(validate.errors);
  };

  interface Chosen {
    readonly seed: number;
    readonly isKnown: boolean;
    readonly isFitting: boolean;
    readonly text: string;
    readonly json: unknown;
  }
  const chosen: fc.Arbitrary<Chosen> = fc.record({
    seed: fc.nat(),
    isKnown: fc.boolean(),
    isFitting: fc.boolean(),
    text: fc.string({ unit: 'grapheme' }),
    json: fc.jsonValue(),
  });

  function requestOf(
    method: string,
    path: string,
    operation: Operation,
    by: Chosen,
  ): InjectOptions & { url: string } {
    const { seed, isKnown, isFitting, text, json } = by;
    const valueOf = ({ name, schema }: Parameter, index: number): string => {
      if (!isFitting && index === seed % 3) return text || 'x';
      const all = known[name] ?? [];
      return isKnown && all.length > 0
        ? String(all[seed % all.length])
        : String(fitting(schema, seed + index));
    };
    let url = path;
    const query = new URLSearchParams();
    (operation.parameters ?? []).forEach((parameter, index) => {
      if (parameter.in === 'path') {
        // The company is known, else nothing else would be asked.
        const value =
          parameter.name === 'company'
            ? String(known.company?.[(seed >> 12) % 3 === 0 ? 1 : 0])
            : valueOf(parameter, index);
        url = url.replace(`{${parameter.name}}`, encodeURIComponent(value) || 'x');
      } else if ((seed >> index) % 2 === 0 || parameter.required)
        query.set(parameter.name, valueOf(parameter, index));
    });
    const [body] = Object.values(operation.requestBody?.content ?? {});
    return {
      method: method.toUpperCase() as 'GET',
      url: `${url}?${query.toString()}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { payload: JSON.stringify(isFitting ? fitting(body.schema, seed) : json) } : {}),
    };
  }

  /**
   * What a token may not do, for it asks for the password; what chance hardly hits upon, real settings, the choice that a hold offers and a record of
   * the preview; and a file that names an address, which this console has none of.
   */
  const notByChance = [
    'post /api/v1/companies',
    'post /api/v1/companies/{company}/holds/{hold}/decision',
    'get /api/v1/companies/{company}/records/{entity}/{book}/{id}/left-out',
    'post /api/v1/companies/{company}/records/{entity}/{book}/{id}/left-out',
    'post /api/v1/companies/{company}/records/{entity}/{book}/{id}/stands-for',
    'post /api/v1/companies/{company}/records/{entity}/{book}/{id}/twin',
    'get /api/v1/companies/{company}/qwc',
    ...['billcom', 'billcom-account', 'guards/accept', 'settings', 'undo', 'web-connector-password'].map(
      (path) => `post /api/v1/companies/{company}/${path}`,
    ),
    ...[
      'invitations/{invitation}/link',
      'invitations/{invitation}/withdraw',
      'people',
      'people/{person}',
      'people/{person}/password-link',
      'people/{person}/remove',
    ].map((path) => `post /api/v1/companies/{company}/${path}`),
    ...['name', 'password', 'sessions/end-others', 'tokens', 'tokens/{token}/end'].map(
      (path) => `post /api/v1/me/${path}`,
    ),
  ];

  test('every operation, asked as it allows and as it does not', async () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThan(10);
    const statuses = new Map<string, Set<number>>();
    for (const { path, method, operation } of operations) {
      const name = `${method} ${path}`;
      const seen = new Set<number>();
      statuses.set(name, seen);
      await fc.assert(
        fc.asyncProperty(chosen, async (by) => {
          const request = requestOf(method, path, operation, by);
          const answer = await scene.app.inject(request);
          const told = `${name}: ${request.url} ${String(request.payload)} → ${answer.statusCode} ${answer.body.slice(0, 300)}`;
          const documented = operation.responses[String(answer.statusCode)];
          if (!documented) throw new Error(`not in the document: ${told}`);
          const schema = documented.content?.['application/json']?.schema;
          if (schema) {
            if (!String(answer.headers['content-type']).startsWith('application/json'))
              throw new Error(`not JSON: ${told}`);
            const fault = isAnswer(schema, answer.json());
            if (fault !== '') throw new Error(`${fault}: ${told}`);
          }
          seen.add(answer.statusCode);
        }),
        { numRuns: 50, seed: 20_261_123 },
      );
    }
    // Each was answered as asked at least once, else nothing of it was tried.
    const never = [...statuses].filter(([, seen]) => ![...seen].some((status) => status < 300));
    expect(never.map(([name]) => name).filter((name) => !notByChance.includes(name))).toEqual([]);
    expect(scene.errors).toEqual([]);
  }, 120_000);
});
