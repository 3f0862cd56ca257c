import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createBillcomClient,
  memoryCallBudget,
  memoryCallSlots,
  memorySessionStore,
  type BillcomClient,
  type BillcomClientDeps,
} from '../../../src/billcom';

/** One call as it arrived: the operation without base and `.json`, and its form fields. */
export interface ArrivedCall {
  readonly operation: string;
  readonly form: Record<string, string>;
  /** The JSON in the `data` field. */
  readonly data: any;
}

/** Answers with `response_data`, refuses with a code, or does with the response what it likes. */
export type Script = (call: ArrivedCall) => unknown;

export class Refusal {
  constructor(
    readonly code: string,
    readonly message = 'no',
    readonly httpStatus = 200,
  ) {}
}

export class Raw {
  constructor(readonly write: (response: ServerResponse) => void) {}
}

export const organizationId = '00801ABCDEFGHIJKLMNO';
export const password = 's3cret/pass word';
export const devKey = 'DEVKEY+0123456789';

/** A server that does what a test's script says; `Login` gives out sess-1, sess-2, … unless the script says otherwise. */
export async function startScriptedServer() {
  const calls: ArrivedCall[] = [];
  const scripts = new Map<string, Script>();
  let logins = 0;
  let running = 0;
  let mostAtOnce = 0;

  const server = createServer((request, response) => {
    void (async () => {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const form = Object.fromEntries(new URLSearchParams(body));
      const operation = (request.url ?? '').replace('/api/v2/', '').replace('.json', '');
      const call = { operation, form, data: form.data === undefined ? undefined : JSON.parse(form.data) };
      calls.push(call);
      const result = await (scripts.get(operation) ?? unscripted)(call);
      running -= 1;
      if (result instanceof Raw) return result.write(response);
      const isRefusal = result instanceof Refusal;
      response.writeHead(isRefusal ? result.httpStatus : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRefusal ? refusalEnvelope(result) : success(result)));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  scripts.set('Login', () => {
    logins += 1;
    return {
      sessionId: `sess-${logins}`,
      orgId: organizationId,
      usersId: '00601ABCDEFGHIJKLMNO',
      apiEndPoint: `${base}/api/v2`,
    };
  });

  return {
    base,
    calls,
    script: (operation: string, script: Script) => scripts.set(operation, script),
    operations: () => calls.map(({ operation }) => operation),
    logins: () => logins,
    mostAtOnce: () => mostAtOnce,
    client: (changes: Partial<BillcomClientDeps> = {}): BillcomClient =>
      createBillcomClient({
        connection: {
          v2Url: `${base}/api/v2`,
          v3Url: `${base}/connect/v3`,
          devKey,
          userName: 'tieout-token',
          password,
          organizationId,
        },
        sessions: memorySessionStore(),
        budget: memoryCallBudget(),
        slots: memoryCallSlots(),
        sleep: async () => undefined,
        timeoutMs: 2000,
        ...changes,
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ScriptedServer = Awaited<ReturnType<typeof startScriptedServer>>;

export function success(data: unknown) {
  return { response_status: 0, response_message: 'Success', response_data: data };
}

export function refusalEnvelope({ code, message }: Refusal) {
  return {
    response_status: 1,
    response_message: 'Error',
    response_data: { error_code: code, error_message: message },
  };
}

const unscripted: Script = ({ operation }) => new Refusal('BDC_1121', `${operation} is not scripted`);

/** A vendor as Bill.com's list has it, `number` in its id and name. */
export function vendorWire(number: number, changes: Record<string, unknown> = {}) {
  return {
    entity: 'Vendor',
    id: `00901${String(number).padStart(15, '0')}`,
    isActive: number % 7 === 0 ? '2' : '1',
    name: `Vendor ${number}`,
    accNumber: null,
    track1099: false,
    balance: 12.5,
    mergedIntoId: '00000000000000000000',
    createdTime: '2024-07-29T20:30:30.000+0000',
    updatedTime: '2024-07-30T19:14:48.000+0000',
    vendorVCardStatus: 'anything',
    ...changes,
  };
}

/** The error of a promise that must fail. */
export async function failure(promise: Promise<unknown>): Promise<any> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}
