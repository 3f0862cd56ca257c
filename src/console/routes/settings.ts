import { h } from 'preact';
import type { z } from 'zod';
import type { SettingsChanged } from '../../acts/changingSettings';
import { seenCompanyName } from '../../ledger/sessions';
import {
  acceptGuard,
  acceptSchema,
  billcomAccessSchema,
  billcomAccountSchema,
  changeBillcom,
  sayAccount,
} from '../accessActs';
import { inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { sendPage } from '../pages/html';
import { SettingsPage } from '../pages/settings';
import { SettingsPreviewPage } from '../pages/settingsPreview';
import { SyncRulesPage } from '../pages/syncRules';
import { changesOfForm, setSettings, settingsSchema, shownSettings, suggestions } from '../settingsActs';
import { factsFor } from '../shown';
import { saidOf, saidQuery, sayingOf, type Said } from '../views/said';
import { companyParams } from './companies';
import { seeOther } from './signIn';

/** The settings of a company, how its books are reached, and what goes which way by them. */
export function addSettings(app: TypedApp, deps: ConsoleDeps): void {
  const params = companyParams;
  const saidThere = (company: string, did: NonNullable<z.infer<typeof saidQuery>['did']>): string =>
    `/companies/${company}/settings?${sayingOf({ did })}`;

  app.get(
    '/companies/:company/settings',
    { config: { access: 'seeSettings' }, schema: { params, querystring: saidQuery } },
    async (request, reply) => {
      const by = inside(request);
      const { company, membership } = by;
      const view = await deps.database.inCompany(company.id, async (tx) => {
        const facts = await factsFor(tx, { membership });
        return {
          facts,
          settings: await shownSettings(tx, company),
          suggestions: await suggestions(tx, company),
          seenName: (await seenCompanyName(tx, company.id))?.name ?? null,
        };
      });
      const now = deps.now();
      return sendPage(
        reply,
        h(SettingsPage, { by, ...view, said: saidOf(request.query, view.facts, now), now }),
      );
    },
  );

  app.post(
    '/companies/:company/settings',
    { config: { access: 'changeSettings' }, schema: { params, body: settingsSchema } },
    async (request, reply) => {
      const by = inside(request);
      const isConfirmed = request.body.confirmed === 'yes';
      const { given, was } = changesOfForm(request.body);
      const outcome = await setSettings(by, deps, given, { isConfirmed, was });
      if (outcome.kind === 'preview')
        return sendPage(reply, h(SettingsPreviewPage, { by, preview: outcome.preview }));
      const said =
        outcome.kind === 'same' ? ({ did: 'sameSettings' } as const) : saidOfSaved(outcome.changed);
      return seeOther(reply, `/companies/${by.company.id}/settings?${sayingOf(said)}`);
    },
  );

  app.post(
    '/companies/:company/billcom',
    { config: { access: 'changeAccess' }, schema: { params, body: billcomAccessSchema } },
    async (request, reply) => {
      const by = inside(request);
      await changeBillcom(by, deps, request.body);
      return seeOther(reply, saidThere(by.company.id, 'billcom'));
    },
  );

  app.post(
    '/companies/:company/billcom-account',
    { config: { access: 'switchModes' }, schema: { params, body: billcomAccountSchema } },
    async (request, reply) => {
      const by = inside(request);
      await sayAccount(by, deps, request.body);
      return seeOther(reply, saidThere(by.company.id, 'settings'));
    },
  );

  app.post(
    '/companies/:company/guards/accept',
    { config: { access: 'changeAccess' }, schema: { params, body: acceptSchema } },
    async (request, reply) => {
      const by = inside(request);
      await acceptGuard(by, deps, request.body);
      return seeOther(reply, saidThere(by.company.id, 'guard'));
    },
  );

  app.get(
    '/companies/:company/rules',
    { config: { access: 'seeCompany' }, schema: { params } },
    async (request, reply) => {
      const by = inside(request);
      const facts = await deps.database.inCompany(by.company.id, (tx) => factsFor(tx, by));
      return sendPage(reply, h(SyncRulesPage, { by, facts }));
    },
  );
}

function saidOfSaved({ change: { after }, droppedEmails }: SettingsChanged): Said {
  if (after.receivables === undefined) return { did: 'settings' };
  return after.receivables === 'on'
    ? { did: 'receivablesOn' }
    : { did: 'receivablesOff', count: droppedEmails };
}
