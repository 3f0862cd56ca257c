import { h } from 'preact';
import { z } from 'zod';
import {
  changeName,
  changePassword,
  endOthers,
  endToken,
  loadAccount,
  makeToken,
  nameBody,
  passwordBody,
  tokenBody,
} from '../accountActs';
import { isConfirmed, signedIn } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { Fault } from '../faults';
import { AccountPage, NewTokenPage } from '../pages/account';
import { sendPage } from '../pages/html';
import { seeOther } from './signIn';

const saidThere = {
  name: 'Saved.',
  password: 'The password is changed; you are signed out everywhere else.',
  others: 'You are signed out everywhere else.',
  ended: 'The token works no more.',
} as const;
const did = z
  .enum(Object.keys(saidThere) as [keyof typeof saidThere])
  .optional()
  .catch(undefined);

/** One's own account. */
export function addAccount(app: TypedApp, deps: ConsoleDeps): void {
  const config = { access: 'signedIn' } as const;

  app.get('/account', { config, schema: { querystring: z.object({ did }) } }, async (request, reply) => {
    const person = signedIn(request);
    const { did: done } = request.query;
    const view = await loadAccount(person, deps);
    const now = deps.now();
    const page = h(AccountPage, {
      ...{ person, view, now },
      said: done && saidThere[done],
      isConfirmed: isConfirmed(person, now),
    });
    return sendPage(reply, page);
  });

  app.post('/account/name', { config, schema: { body: nameBody } }, async (request, reply) => {
    await changeName(signedIn(request), deps, request.body);
    return seeOther(reply, '/account?did=name');
  });

  app.post(
    '/account/password',
    { config, schema: { body: passwordBody.extend({ again: z.string().max(256) }) } },
    async (request, reply) => {
      const { again, ...given } = request.body;
      if (given.password !== again)
        throw new Fault(409, 'The two new passwords are not the same; nothing was changed.', 'Go back.');
      await changePassword(signedIn(request), given, request, reply, deps);
      return seeOther(reply, '/account?did=password');
    },
  );

  app.post('/account/sessions/end-others', { config }, async (request, reply) => {
    await endOthers(signedIn(request), deps);
    return seeOther(reply, '/account?did=others');
  });

  app.post('/account/tokens', { config, schema: { body: tokenBody } }, async (request, reply) => {
    const person = signedIn(request);
    const { token } = await makeToken(person, deps, request.body);
    return sendPage(reply, h(NewTokenPage, { person, name: request.body.name, token }));
  });

  app.post(
    '/account/tokens/:token/end',
    { config, schema: { params: z.object({ token: z.string().max(100) }) } },
    async (request, reply) => {
      await endToken(signedIn(request), deps, request.params.token);
      return seeOther(reply, '/account?did=ended');
    },
  );
}
