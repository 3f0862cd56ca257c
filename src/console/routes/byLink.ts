import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { signedIn } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { acceptAsNew, acceptSignedIn, chooseByLink, seeInvitation, seePasswordLink } from '../linkActs';
import { InvitationPage, NewPasswordByLinkPage } from '../pages/byLink';
import { sendPage } from '../pages/html';
import { seeOther } from './signIn';

const params = z.object({ token: z.string().max(100) });
const chosen = z.object({ password: z.string().max(256), again: z.string().max(256) });

/** What a link opens is for who holds it: nobody keeps its page. */
const secretly = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');

/** What people do who hold a link that works once; they are not signed in as a rule. */
export function addByLink(app: TypedApp, deps: ConsoleDeps): void {
  const config = { access: 'anybody' } as const;

  app.get('/invitations/:token', { config, schema: { params } }, async (request, reply) => {
    const { token } = request.params;
    const invitation = await seeInvitation(request, deps, token);
    const { person } = request;
    return sendPage(
      secretly(reply),
      h(InvitationPage, { person, path: `/invitations/${token}`, invitation }),
    );
  });

  app.post('/invitations/:token', { config, schema: { params, body: chosen } }, async (request, reply) => {
    const { token } = request.params;
    const invitation = await seeInvitation(request, deps, token);
    const { fault } = await acceptAsNew(request, deps, token, request.body);
    if (fault === undefined) return seeOther(reply, signInAt(`/companies/${invitation.companyId}`));
    const { person } = request;
    return sendPage(
      secretly(reply),
      h(InvitationPage, { person, path: `/invitations/${token}`, invitation, fault }),
      409,
    );
  });

  app.post(
    '/invitations/:token/accept',
    { config: { access: 'signedIn' }, schema: { params } },
    async (request, reply) => {
      const { companyId } = await acceptSignedIn(signedIn(request), deps, request.params.token);
      return seeOther(reply, `/companies/${companyId}`);
    },
  );

  app.get('/passwords/:token', { config, schema: { params } }, async (request, reply) => {
    const { token } = request.params;
    const link = await seePasswordLink(request, deps, token);
    const { person } = request;
    return sendPage(secretly(reply), h(NewPasswordByLinkPage, { person, path: `/passwords/${token}`, link }));
  });

  app.post('/passwords/:token', { config, schema: { params, body: chosen } }, async (request, reply) => {
    const { token } = request.params;
    const link = await seePasswordLink(request, deps, token);
    const { fault } = await chooseByLink(request, deps, token, request.body);
    if (fault === undefined) return seeOther(reply, signInAt('/companies'));
    const { person } = request;
    return sendPage(
      secretly(reply),
      h(NewPasswordByLinkPage, { person, path: `/passwords/${token}`, link, fault }),
      409,
    );
  });
}

const signInAt = (next: string): string =>
  `/sign-in?${new URLSearchParams({ next, did: 'password' }).toString()}`;
