import { z } from 'zod';
import { plans, roles } from '../../ledger/users';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import {
  changeStanding,
  givePasswordLink,
  invite,
  inviteSchema,
  loadPeople,
  removePerson,
  renewInvitation,
  standingSchema,
  withdrawInvitation,
} from '../peopleActs';
import { apiCompanyParams, faults, momentSchema } from './apiSchemas';
import { linkAddress } from './people';

const conflict = { 409: faults[400] };
const done = z.object({ done: z.literal(true) });
const isDone = { done: true as const };
const once = z.object({
  link: z.string().describe('Works once, for three days; shown this once'),
});
const standing = { role: z.enum(roles), plan: z.enum(plans) };
const ofPerson = apiCompanyParams.extend({ person: z.string().describe('The id of a person') });
const ofInvitation = apiCompanyParams.extend({ invitation: z.string().describe('The id of an invitation') });

/** Who may use a company. */
export function addPeopleApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['people'];
  const config = { access: 'managePeople' } as const;

  app.get(
    '/api/v1/companies/:company/people',
    {
      config,
      schema: {
        tags,
        summary: 'Who may use a company, and who is invited',
        params: apiCompanyParams,
        response: {
          200: z.object({
            people: z.array(
              z.object({
                id: z.uuid(),
                email: z.string(),
                name: z.string(),
                ...standing,
                signedInAt: momentSchema.nullable().describe('When they signed in last'),
                disabled: z.boolean().describe('Whoever runs Tieout lets them in no more'),
              }),
            ),
            invitations: z.array(
              z.object({
                id: z.uuid(),
                email: z.string(),
                name: z.string(),
                ...standing,
                invitedBy: z.string(),
                endsAt: momentSchema,
                open: z.boolean().describe('Its link works'),
              }),
            ),
          }),
          ...faults,
        },
      },
    },
    async (request) => {
      const { people, invitations } = await loadPeople(inside(request), deps);
      return {
        people: people.map(({ userId, email, name, role, plan, lastSignInAt, isDisabled }) => ({
          ...{ id: userId, email, name, role, plan, disabled: isDisabled },
          signedInAt: lastSignInAt?.toISOString() ?? null,
        })),
        invitations: invitations.map(({ id, email, name, role, plan, invitedBy, expiresAt, isOpen }) => ({
          ...{ id, email, name, role, plan, invitedBy, open: isOpen },
          endsAt: expiresAt.toISOString(),
        })),
      };
    },
  );

  app.post(
    '/api/v1/companies/:company/people',
    {
      config,
      schema: {
        tags,
        summary: 'Invites somebody; not by a token',
        params: apiCompanyParams,
        body: inviteSchema,
        response: { 201: once, ...faults, ...conflict },
      },
    },
    async (request, reply) => {
      const invited = await invite(inside(request), deps, request.body);
      return reply.code(201).send({ link: linkAddress(request, deps, invited) });
    },
  );

  app.post(
    '/api/v1/companies/:company/people/:person',
    {
      config,
      schema: {
        tags,
        summary: 'Gives a person another role or plan; not by a token',
        params: ofPerson,
        body: standingSchema,
        response: { 200: done, ...faults, ...conflict },
      },
    },
    async (request) => {
      await changeStanding(inside(request), deps, request.params.person, request.body);
      return isDone;
    },
  );

  app.post(
    '/api/v1/companies/:company/people/:person/remove',
    {
      config,
      schema: {
        tags,
        summary: 'Takes a person’s access away; not by a token',
        params: ofPerson,
        response: { 200: done, ...faults, ...conflict },
      },
    },
    async (request) => {
      await removePerson(inside(request), deps, request.params.person);
      return isDone;
    },
  );

  app.post(
    '/api/v1/companies/:company/people/:person/password-link',
    {
      config,
      schema: {
        tags,
        summary: 'Makes a link by which a person chooses a new password; not by a token',
        params: ofPerson,
        response: { 200: once, ...faults, ...conflict },
      },
    },
    async (request) => {
      const link = await givePasswordLink(inside(request), deps, request.params.person);
      return { link: linkAddress(request, deps, link) };
    },
  );

  app.post(
    '/api/v1/companies/:company/invitations/:invitation/link',
    {
      config,
      schema: {
        tags,
        summary: 'Makes a new link of an invitation; not by a token',
        params: ofInvitation,
        response: { 200: once, ...faults, ...conflict },
      },
    },
    async (request) => {
      const link = await renewInvitation(inside(request), deps, request.params.invitation);
      return { link: linkAddress(request, deps, link) };
    },
  );

  app.post(
    '/api/v1/companies/:company/invitations/:invitation/withdraw',
    {
      config,
      schema: {
        tags,
        summary: 'Withdraws an invitation; not by a token',
        params: ofInvitation,
        response: { 200: done, ...faults },
      },
    },
    async (request) => {
      await withdrawInvitation(inside(request), deps, request.params.invitation);
      return isDone;
    },
  );
}
