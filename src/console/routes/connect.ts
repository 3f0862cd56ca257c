import { h } from 'preact';
import { z } from 'zod';
import { startsOn } from '../../acts/connecting';
import { Problem } from '../../words/problem';
import { QwcRefused } from '../../quickbooks/webconnector/qwc';
import { explain } from '../../words/explain';
import { deleteDraft, draftsOf, type DraftChoices } from '../../ledger/companyDrafts';
import { signedIn } from '../admission';
import type { TypedApp } from '../app';
import {
  choicesSchema,
  connectDraft,
  connectionSchema,
  environmentOf,
  keepChoices,
  keepConnection,
  loadDraft,
  testConnection,
} from '../connectActs';
import type { ConsoleDeps } from '../deps';
import { Fault } from '../faults';
import { ConnectPage, type ConnectionValues, type Trouble } from '../pages/connect';
import { ChoicesPage, ConnectConfirmPage } from '../pages/connectChoices';
import { sendPage } from '../pages/html';
import { ConnectedPage } from '../pages/connected';
import { seeOther } from './signIn';

const draftParams = z.object({ draft: z.uuid() });
const config = { access: 'connect' } as const;

/** `settings.twoWayBills=on`, `accounts.apAccount=…` → { settings, accounts, billcomAccount }. */
const choicesFromForm = (form: unknown): unknown => {
  if (typeof form !== 'object' || form === null) return form;
  const part = (prefix: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(form)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value as unknown]),
    );
  const { billcomAccount } = form as Record<string, unknown>;
  return {
    settings: part('settings.'),
    accounts: part('accounts.'),
    billcomAccount: billcomAccount === '' || billcomAccount === undefined ? null : billcomAccount,
  };
};

/** What a person can put right is told on the page where it was entered. */
const troubleOf = (error: unknown): Trouble => {
  if (error instanceof Fault && error.status === 429) return { sentence: error.message, cure: error.cure };
  if (!(error instanceof Problem) && !(error instanceof QwcRefused)) throw error;
  const { sentence, cure } = explain(error);
  return { sentence, cure };
};

const statusOf = (error: unknown): number => (error instanceof Fault ? error.status : 409);

/** The wizard that connects a company: each step is kept, so that it can be left and gone on with. */
export function addConnect(app: TypedApp, deps: ConsoleDeps): void {
  const connectPage = {
    hasDeveloperKey: deps.developerKey !== undefined,
    hasOtherServer: deps.billcomServer !== undefined,
  };

  app.get('/connect', { config }, async (request, reply) => {
    const person = signedIn(request);
    const drafts = await deps.database.asSystem((tx) => draftsOf(tx, person.userId));
    return sendPage(reply, h(ConnectPage, { ...connectPage, person, drafts, values: {} }));
  });

  app.post('/connect', { config, schema: { body: connectionSchema } }, async (request, reply) => {
    const person = signedIn(request);
    try {
      const tested = await testConnection(person, deps, request.body);
      return seeOther(reply, `/connect/${await keepConnection(person, deps, tested)}/choices`);
    } catch (error) {
      const fault = troubleOf(error);
      const values = withoutSecrets(request.body);
      return sendPage(reply, h(ConnectPage, { ...connectPage, person, values, fault }), statusOf(error));
    }
  });

  app.get('/connect/:draft', { config, schema: { params: draftParams } }, async (request, reply) => {
    const draft = await loadDraft(signedIn(request), deps, request.params.draft);
    return seeOther(reply, `/connect/${draft.id}/${draft.choices ? 'confirm' : 'choices'}`);
  });

  app.get('/connect/:draft/billcom', { config, schema: { params: draftParams } }, async (request, reply) => {
    const person = signedIn(request);
    const draft = await loadDraft(person, deps, request.params.draft);
    const { name, zone, billcom } = draft;
    const values = {
      name,
      zone,
      environment: environmentOf(billcom),
      organization: billcom.organizationId,
      user: billcom.userName,
    };
    return sendPage(reply, h(ConnectPage, { ...connectPage, person, draft, values }));
  });

  app.post(
    '/connect/:draft/billcom',
    { config, schema: { params: draftParams, body: connectionSchema } },
    async (request, reply) => {
      const person = signedIn(request);
      const draft = await loadDraft(person, deps, request.params.draft);
      try {
        const tested = await testConnection(person, deps, request.body, draft);
        await keepConnection(person, deps, tested, draft);
        return await seeOther(reply, `/connect/${draft.id}`);
      } catch (error) {
        const fault = troubleOf(error);
        const values = withoutSecrets(request.body);
        return sendPage(
          reply,
          h(ConnectPage, { ...connectPage, person, draft, values, fault }),
          statusOf(error),
        );
      }
    },
  );

  app.get('/connect/:draft/choices', { config, schema: { params: draftParams } }, async (request, reply) => {
    const person = signedIn(request);
    const draft = await loadDraft(person, deps, request.params.draft);
    return sendPage(reply, h(ChoicesPage, { person, draft, startsOn: startsOn(draft.zone, deps.now()) }));
  });

  app.post(
    '/connect/:draft/choices',
    { config, schema: { params: draftParams, body: z.preprocess(choicesFromForm, choicesSchema) } },
    async (request, reply) => {
      const person = signedIn(request);
      const draft = await loadDraft(person, deps, request.params.draft);
      const given = request.body as DraftChoices;
      try {
        await keepChoices(deps, draft, given);
        return await seeOther(reply, `/connect/${draft.id}/confirm`);
      } catch (error) {
        const fault = troubleOf(error);
        const page = { person, draft, given, fault, startsOn: startsOn(draft.zone, deps.now()) };
        return sendPage(reply, h(ChoicesPage, page), 409);
      }
    },
  );

  app.get('/connect/:draft/confirm', { config, schema: { params: draftParams } }, async (request, reply) => {
    const person = signedIn(request);
    const draft = await loadDraft(person, deps, request.params.draft);
    if (!draft.choices) return seeOther(reply, `/connect/${draft.id}/choices`);
    const start = startsOn(draft.zone, deps.now());
    return sendPage(reply, h(ConnectConfirmPage, { person, draft, startsOn: start }));
  });

  app.post('/connect/:draft/connect', { config, schema: { params: draftParams } }, async (request, reply) => {
    const person = signedIn(request);
    const draft = await loadDraft(person, deps, request.params.draft);
    try {
      const made = await connectDraft(person, deps, draft.id);
      return await sendPage(reply, h(ConnectedPage, { person, made }));
    } catch (error) {
      const fault = troubleOf(error);
      const start = startsOn(draft.zone, deps.now());
      return sendPage(reply, h(ConnectConfirmPage, { person, draft, startsOn: start, fault }), 409);
    }
  });

  app.post('/connect/:draft/discard', { config, schema: { params: draftParams } }, async (request, reply) => {
    const draft = await loadDraft(signedIn(request), deps, request.params.draft);
    await deps.database.asSystem((tx) => deleteDraft(tx, draft.id));
    return seeOther(reply, '/connect');
  });
}

/** What was typed stands on the page again, without what is never shown. */
const withoutSecrets = ({
  password: _password,
  developerKey: _key,
  ...values
}: z.infer<typeof connectionSchema>): ConnectionValues => values;
