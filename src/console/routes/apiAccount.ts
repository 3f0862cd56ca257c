import { z } from 'zod';
import { tokenScopes } from '../../ledger/apiTokens';
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
import { signedIn } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { faults, momentSchema } from './apiSchemas';

const conflict = { 409: faults[400] };
const done = z.object({ done: z.literal(true) });
const isDone = { done: true as const };

/** One's own account. */
export function addAccountApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['me'];
  const config = { access: 'signedIn' } as const;

  app.get(
    '/api/v1/me/sessions',
    {
      config,
      schema: {
        tags,
        summary: 'Where you are signed in',
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.uuid(),
                browser: z.string().nullable(),
                address: z.string().nullable(),
                signedInAt: momentSchema,
                usedAt: momentSchema,
                isThis: z.boolean(),
              }),
            ),
          }),
          ...faults,
        },
      },
    },
    async (request) => {
      const { sessions } = await loadAccount(signedIn(request), deps);
      return {
        items: sessions.map(({ createdAt, seenAt, ...each }) => ({
          ...each,
          signedInAt: createdAt.toISOString(),
          usedAt: seenAt.toISOString(),
        })),
      };
    },
  );

  app.post(
    '/api/v1/me/sessions/end-others',
    {
      config,
      schema: {
        tags,
        summary: 'Signs you out everywhere else; not by a token',
        response: { 200: z.object({ ended: z.number().int() }), ...faults },
      },
    },
    async (request) => ({ ended: await endOthers(signedIn(request), deps) }),
  );

  app.post(
    '/api/v1/me/name',
    {
      config,
      schema: {
        tags,
        summary: 'Changes your name; not by a token',
        body: nameBody,
        response: { 200: done, ...faults },
      },
    },
    async (request) => {
      await changeName(signedIn(request), deps, request.body);
      return isDone;
    },
  );

  app.post(
    '/api/v1/me/password',
    {
      config,
      schema: {
        tags,
        summary: 'Changes your password and signs you out everywhere else; not by a token',
        body: passwordBody,
        response: { 200: done, ...faults, ...conflict },
      },
    },
    async (request, reply) => {
      await changePassword(signedIn(request), request.body, request, reply, deps);
      return isDone;
    },
  );

  app.get(
    '/api/v1/me/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'Your tokens that work',
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.uuid(),
                name: z.string(),
                scopes: z.array(z.enum(tokenScopes)),
                madeAt: momentSchema,
                usedAt: momentSchema.nullable(),
                endsAt: momentSchema.nullable(),
              }),
            ),
          }),
          ...faults,
        },
      },
    },
    async (request) => {
      const { tokens } = await loadAccount(signedIn(request), deps);
      return {
        items: tokens.map(({ id, name, scopes, createdAt, usedAt, expiresAt }) => ({
          id,
          name,
          scopes: [...scopes],
          madeAt: createdAt.toISOString(),
          usedAt: usedAt?.toISOString() ?? null,
          endsAt: expiresAt?.toISOString() ?? null,
        })),
      };
    },
  );

  app.post(
    '/api/v1/me/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'Makes a token; not by a token',
        body: tokenBody,
        response: {
          201: z.object({ id: z.uuid(), token: z.string().describe('Shown this once, and stored nowhere') }),
          ...faults,
          ...conflict,
        },
      },
    },
    async (request, reply) => reply.code(201).send(await makeToken(signedIn(request), deps, request.body)),
  );

  app.post(
    '/api/v1/me/tokens/:token/end',
    {
      config,
      schema: {
        tags,
        summary: 'Ends a token; not by a token',
        params: z.object({ token: z.string().max(100).describe('The id of a token') }),
        response: { 200: done, ...faults },
      },
    },
    async (request) => {
      await endToken(signedIn(request), deps, request.params.token);
      return isDone;
    },
  );
}
