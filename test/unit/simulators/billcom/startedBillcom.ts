import type { AddressInfo } from 'node:net';
import { billcomServer } from '../../../../simulators/billcom/server';
import { Service, type ServiceOptions } from '../../../../simulators/billcom/service';

export const ORGANIZATION = '00801AAAAAAAAAAAAAAA';
export const OTHER_ORGANIZATION = '00801BBBBBBBBBBBBBBB';
export const UNSET = '0'.repeat(20);

export const SEED = {
  devKeys: ['key-1', 'key-2'],
  organizations: [
    {
      id: ORGANIZATION,
      name: 'Alpha',
      users: [{ userName: 'ann', password: 'secret', role: 'Administrator' }],
      syncTokens: [{ name: 'sync', value: 'token' }],
      chartOfAccounts: [
        { name: 'Office', accountNumber: '600', accountType: '7' },
        { name: 'Paper', accountType: '7', parent: 'Office' },
      ],
      vendors: [{ id: '00901VVVVVVVVVVVVVVV', name: 'Acme', createdTime: '2016-11-24T08:33:44.000+0000' }],
    },
    { id: OTHER_ORGANIZATION, name: 'Beta', users: [{ userName: 'ann', password: 'secret' }] },
  ],
};

type Answer = { status: number; code: string | undefined; message: string | undefined; data: any };

/** A double on a free port, with short ways to call it. */
export async function startedBillcom(options: ServiceOptions = {}) {
  const service = new Service({ seed: SEED, ...options });
  const server = billcomServer(service);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const form = async (path: string, fields: Record<string, string>): Promise<Answer> => {
    const response = await fetch(`${base}/api/v2/${path}.json`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const { response_status: failed, response_data: data } = (await response.json()) as Record<string, any>;
    const refusal = failed === 1 ? data : {};
    return { status: response.status, code: refusal.error_code, message: refusal.error_message, data };
  };
  const logIn = (fields: Record<string, string> = {}): Promise<Answer> =>
    form('Login', { userName: 'ann', password: 'secret', orgId: ORGANIZATION, devKey: 'key-1', ...fields });
  const session = (await logIn()).data.sessionId as string;
  const call = (path: string, data: unknown = {}, fields: Record<string, string> = {}): Promise<Answer> =>
    form(path, { devKey: 'key-1', sessionId: session, data: JSON.stringify(data), ...fields });
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${base}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: await response.json() };
  };
  const create = (entity: string, obj: Record<string, unknown>): Promise<Answer> =>
    call(`Crud/Create/${entity}`, { obj: { entity, ...obj } });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    service.close();
  };
  return { base, service, form, logIn, call, create, control, session, close };
}

export type StartedBillcom = Awaited<ReturnType<typeof startedBillcom>>;
