import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { z } from 'zod';
import { inside, isConfirmed, type Inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { OnceLinkPage } from '../pages/onceLink';
import { PeoplePage } from '../pages/people';
import { PersonPage } from '../pages/person';
import {
  changeStanding,
  givePasswordLink,
  invite,
  inviteSchema,
  loadPeople,
  peopleHref,
  personThere,
  removePerson,
  renewInvitation,
  standingSchema,
  withdrawInvitation,
  type OnceLink,
} from '../peopleActs';
import { factsFor } from '../shown';
import { saidOf, saidQuery, sayingOf, type Said } from '../views/said';
import { companyParams } from './companies';
import { seeOther } from './signIn';

/** The address of a link, as people open it. */
export const linkAddress = (
  { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>,
  { publicUrl }: Pick<ConsoleDeps, 'publicUrl'>,
  { path }: OnceLink,
): string => `${publicUrl ?? `${protocol}://${host}`}${path}`;

/** Who may use a company. */
export function addPeople(app: TypedApp, deps: ConsoleDeps): void {
  const config = { access: 'managePeople' } as const;
  const ofPerson = companyParams.extend({ person: z.string() });
  const ofInvitation = companyParams.extend({ invitation: z.string() });
  const factsOf = (by: Inside) => deps.database.inCompany(by.company.id, (tx) => factsFor(tx, by));
  const backTo = ({ company }: Inside, reply: FastifyReply, did: Said['did']): FastifyReply =>
    seeOther(reply, `${peopleHref(company.id)}?${sayingOf({ did })}`);
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    link: OnceLink,
  ): Promise<FastifyReply> => {
    const by = inside(request);
    const address = linkAddress(request, deps, link);
    return sendPage(reply, h(OnceLinkPage, { by, facts: await factsOf(by), email: link.email, address }));
  };

  app.get(
    '/companies/:company/people',
    { config, schema: { params: companyParams, querystring: saidQuery } },
    async (request, reply) => {
      const by = inside(request);
      const facts = await factsOf(by);
      const now = deps.now();
      const said = saidOf(request.query, facts, now);
      return sendPage(
        reply,
        h(PeoplePage, {
          ...{ by, facts, said, now },
          view: await loadPeople(by, deps),
          isConfirmed: isConfirmed(by.person, now),
        }),
      );
    },
  );

  app.post(
    '/companies/:company/people',
    { config, schema: { params: companyParams, body: inviteSchema } },
    async (request, reply) => {
      return show(request, reply, await invite(inside(request), deps, request.body));
    },
  );

  app.get(
    '/companies/:company/people/:person',
    { config, schema: { params: ofPerson } },
    async (request, reply) => {
      const by = inside(request);
      const member = await personThere(by, deps, request.params.person);
      const now = deps.now();
      return sendPage(
        reply,
        h(PersonPage, {
          ...{ by, member, now },
          facts: await factsOf(by),
          isConfirmed: isConfirmed(by.person, now),
        }),
      );
    },
  );

  app.post(
    '/companies/:company/people/:person',
    { config, schema: { params: ofPerson, body: standingSchema } },
    async (request, reply) => {
      const by = inside(request);
      await changeStanding(by, deps, request.params.person, request.body);
      return afterOwnChange(by, request.params.person, request.body.role === 'Administrator')
        ? seeOther(reply, `/companies/${by.company.id}`)
        : backTo(by, reply, 'roleGiven');
    },
  );

  app.post(
    '/companies/:company/people/:person/remove',
    { config, schema: { params: ofPerson } },
    async (request, reply) => {
      const by = inside(request);
      await removePerson(by, deps, request.params.person);
      return afterOwnChange(by, request.params.person, false)
        ? seeOther(reply, '/companies')
        : backTo(by, reply, 'roleTaken');
    },
  );

  app.post(
    '/companies/:company/people/:person/password-link',
    { config, schema: { params: ofPerson } },
    async (request, reply) =>
      show(request, reply, await givePasswordLink(inside(request), deps, request.params.person)),
  );

  app.post(
    '/companies/:company/invitations/:invitation/link',
    { config, schema: { params: ofInvitation } },
    async (request, reply) =>
      show(request, reply, await renewInvitation(inside(request), deps, request.params.invitation)),
  );

  app.post(
    '/companies/:company/invitations/:invitation/withdraw',
    { config, schema: { params: ofInvitation } },
    async (request, reply) => {
      const by = inside(request);
      await withdrawInvitation(by, deps, request.params.invitation);
      return backTo(by, reply, 'withdrawn');
    },
  );
}

/** Whether somebody has taken the page away from themselves. */
const afterOwnChange = ({ person }: Inside, userId: string, staysAdministrator: boolean): boolean =>
  person.userId === userId && !staysAdministrator;
