import path from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import staticFiles from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { version } from '../version';
import { admit } from './admission';
import { answerFault } from './answerFault';
import { assertKnownHost, callerOf } from './callers';
import type { ConsoleDeps } from './deps';
import { NotThere } from './faults';
import { addApi } from './routes/api';
import { addAccount } from './routes/account';
import { addAudit } from './routes/audit';
import { addByLink } from './routes/byLink';
import { addConnect } from './routes/connect';
import { addChoosing } from './routes/choosing';
import { addLeaving } from './routes/leaving';
import { addCompanies } from './routes/companies';
import { addDeciding } from './routes/deciding';
import { addBank } from './routes/bank';
import { addEmails } from './routes/emails';
import { addHistory } from './routes/history';
import { addLive } from './routes/live';
import { addNeedsYou } from './routes/needsYou';
import { addPeople } from './routes/people';
import { addPreviews } from './routes/previews';
import { addRecords } from './routes/records';
import { addSettings } from './routes/settings';
import { addSetup } from './routes/setup';
import { addSignIn } from './routes/signIn';
import { addTieOut } from './routes/tieOut';
import { addUndo } from './routes/undo';
import { assertOwnPage } from './signedIn';

/** Routes whose inputs and answers are typed by their zod schemas. */
const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();
export type TypedApp = ReturnType<typeof typed>;

/** A form of ours is small; nobody sends more. */
const largestBody = 64 * 1_024;

/**
 * The dashboard and the API: everything but listening. Every route names who may ask (`config.access`), and one that
 * does not answers nobody.
 */
export async function createConsole(deps: ConsoleDeps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: largestBody,
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('person', null);
  app.decorateRequest('inside', null);
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, deps));
  app.setNotFoundHandler((request, reply) => answerFault(new NotThere(), request, reply, deps));

  deps.measure?.(app);

  await app.register(rateLimit, { global: false });
  const limit = app.rateLimit({
    max: deps.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: callerOf,
  });
  await app.register(helmet, securityHeaders(deps.isSecure));
  await app.register(cookie);
  await app.register(formbody);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tieout',
        version,
        description: 'How the books of your companies agree, and what to do where they do not.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'Made on your account’s page' },
        },
      },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    hideUntagged: true,
  });
  app.addHook('onRequest', async (request, reply) => {
    // What a page shows belongs to who asked, and to nobody after signing out.
    if (request.routeOptions.config.access !== 'anybody') void reply.header('cache-control', 'no-store');
    // Whoever watches over it asks by an address of its own, and learns nothing more.
    if (request.routeOptions.url !== '/health') assertKnownHost(request, deps);
    // Before anything is looked up; what pages are made of costs nothing.
    if (!/^\/(assets|health)\b/.test(request.url)) await limit.call(app, request, reply);
    await admit(request, deps);
  });
  app.addHook('preValidation', async (request) => assertOwnPage(request, request.person, deps));
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'anybody' };
    });
    await scope.register(staticFiles, {
      root: path.join(__dirname, 'assets'),
      prefix: '/assets/',
      cacheControl: true,
      maxAge: '5m',
    });
  });

  const routes = typed(app);
  addSignIn(routes, deps);
  addByLink(routes, deps);
  addAccount(routes, deps);
  addCompanies(routes, deps);
  addLive(routes, deps);
  addConnect(routes, deps);
  addSetup(routes, deps);
  addSettings(routes, deps);
  addPeople(routes, deps);
  addNeedsYou(routes, deps);
  addDeciding(routes, deps);
  addEmails(routes, deps);
  addRecords(routes, deps);
  addChoosing(routes, deps);
  addLeaving(routes, deps);
  addPreviews(routes, deps);
  addHistory(routes, deps);
  addAudit(routes, deps);
  addTieOut(routes, deps);
  addBank(routes, deps);
  addUndo(routes, deps);
  addApi(routes, deps);
  return app;
}

/** No inline scripts or styles, nothing from elsewhere, in no frame. */
const securityHeaders = (isSecure: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
    },
  },
  frameguard: { action: 'deny' as const },
  referrerPolicy: { policy: 'same-origin' as const },
  hsts: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : (false as const),
});
