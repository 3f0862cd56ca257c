import {
  createWebConnectorServer,
  type WebConnectorServer,
} from '../../../src/quickbooks/webconnector/server';
import { dotNetCall, dotNetHeaders, post } from '../../unit/quickbooks/webconnector/dotNetClient';
import { listeningLog } from '../../unit/quickbooks/webconnector/fakeService';
import { openScene, password, type Company, type Scene } from './scene';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

const open: WebConnectorServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

/** More than the limiter lets one address guess at one user. */
const guesses = 12;

/** A gateway that hears everything from 127.0.0.1, where a proxy of ours may stand or a stranger. */
async function gatewayTrusting(trustedProxies: readonly string[]) {
  const company: Company = await scene.company();
  const server = createWebConnectorServer({
    service: scene.anotherGateway(),
    log: listeningLog().log,
    health: () => Promise.resolve({ healthy: true }),
    trustedProxies,
  });
  open.push(server);
  const { url } = await server.listen(0, '127.0.0.1');
  return async (forwardedFor: string, strPassword: string): Promise<'in' | 'out'> => {
    const { body } = await post(url, dotNetCall('authenticate', { strUserName: company.user, strPassword }), {
      ...dotNetHeaders('authenticate'),
      'X-Forwarded-For': forwardedFor,
    });
    const [, ticket, status] = /<string>([^<]*)<\/string><string>([^<]*)<\/string>/.exec(body) ?? [];
    if (!ticket && status !== 'nvu') throw new Error(`answered ${body}`);
    return ticket ? 'in' : 'out';
  };
}

test('behind a proxy of ours a guesser is stopped, and the customer is not', async () => {
  const logIn = await gatewayTrusting(['127.0.0.1']);
  for (let guess = 0; guess < guesses; guess += 1) await logIn('198.51.100.66', `guess ${guess}`);
  expect(await logIn('198.51.100.66', password)).toBe('out');
  expect(await logIn('203.0.113.7', password)).toBe('in');
});

test('who is no proxy of ours cannot take another address for every guess', async () => {
  const logIn = await gatewayTrusting(['10.0.0.0/8']);
  for (let guess = 0; guess < guesses; guess += 1) await logIn(`203.0.113.${guess}`, `guess ${guess}`);
  expect(await logIn('203.0.113.99', password)).toBe('out');
});

test('what a caller wrote before the proxy is not believed', async () => {
  const logIn = await gatewayTrusting(['127.0.0.1']);
  for (let guess = 0; guess < guesses; guess += 1)
    await logIn(`203.0.113.${guess}, 198.51.100.66`, `guess ${guess}`);
  expect(await logIn('203.0.113.99, 198.51.100.66', password)).toBe('out');
});
