import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { confirmUserSession } from '../../ledger/userSessions';
import { signedIn } from '../admission';
import type { TypedApp } from '../app';
import { checkPassword } from '../checkPassword';
import type { ConsoleDeps } from '../deps';
import { Refused } from '../faults';
import { sendPage } from '../pages/html';
import { ConfirmPage, SignInPage } from '../pages/signIn';
import { clearSessionCookie, signIn, signOut } from '../signedIn';

/** A page of ours, never another site's. */
const next = z
  .string()
  .max(500)
  .optional()
  .transform((path) => (path !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/companies'));
/** What was done that leads here. */
const saidThere = {
  password: 'The password is set. Sign in with it.',
} as const;
const did = z.enum(['password']).optional().catch(undefined);
const email = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .regex(/^[^\0]*$/);
const password = z.string().min(1).max(256);

const healthEveryMs = 1_000;

export function addSignIn(app: TypedApp, deps: ConsoleDeps): void {
  app.get('/', { config: { access: 'signedIn' } }, async (_request, reply) =>
    reply.redirect('/companies', 303),
  );

  // Anybody may ask, so Postgres is asked once a second at most, however many do.
  let asked: { readonly at: number; readonly answer: Promise<unknown> } | undefined;
  app.get('/health', { config: { access: 'anybody' } }, async () => {
    if (asked === undefined || Date.now() - asked.at >= healthEveryMs)
      asked = { at: Date.now(), answer: deps.database.pool.query('select 1') };
    await asked.answer;
    return { healthy: true };
  });

  app.get(
    '/sign-in',
    { config: { access: 'anybody' }, schema: { querystring: z.object({ next, did }) } },
    async (request, reply) => {
      const { next: onward, did: done } = request.query;
      if (request.person) return reply.redirect(onward, 303);
      return sendPage(reply, h(SignInPage, { next: onward, ...(done && { said: saidThere[done] }) }));
    },
  );

  app.post(
    '/sign-in',
    { config: { access: 'anybody' }, schema: { body: z.object({ email, password, next }) } },
    async (request, reply) => {
      const given = request.body;
      const outcome = await checkPassword(given.email, given.password, request, deps);
      if (outcome.fault !== undefined)
        return sendPage(
          reply,
          h(SignInPage, { next: given.next, email: given.email, fault: outcome.fault }),
          outcome.status,
        );
      // Whoever was signed in here before is not any more.
      if (request.person) await signOut(request.person, deps);
      await signIn(outcome.found, request, reply, deps);
      return reply.redirect(given.next, 303);
    },
  );

  app.post('/sign-out', { config: { access: 'signedIn' } }, async (request, reply) => {
    await signOut(signedIn(request), deps);
    clearSessionCookie(reply, deps);
    return reply.redirect('/sign-in', 303);
  });

  app.get(
    '/confirm',
    { config: { access: 'signedIn' }, schema: { querystring: z.object({ next }) } },
    async (request, reply) =>
      sendPage(reply, h(ConfirmPage, { next: request.query.next, person: signedIn(request) })),
  );

  app.post(
    '/confirm',
    {
      config: { access: 'signedIn' },
      schema: { body: z.object({ password, next, email: z.string().optional() }) },
    },
    async (request, reply) => {
      const person = signedIn(request);
      const { browser } = person;
      if (browser === null) throw new Refused('Only a person can confirm, in a browser.');
      const outcome = await checkPassword(person.email, request.body.password, request, deps);
      if (outcome.fault !== undefined)
        return sendPage(
          reply,
          h(ConfirmPage, { next: request.body.next, person, fault: outcome.fault }),
          outcome.status,
        );
      await deps.database.asSystem((tx) => confirmUserSession(tx, browser.sessionHash));
      return reply.redirect(request.body.next, 303);
    },
  );
}

/** After something was done: to a page that says so. */
export const seeOther = (reply: FastifyReply, path: string): FastifyReply => reply.redirect(path, 303);
