import { z } from 'zod';
import { defaultOf, allowedFor, meaningOf } from '../../acts/settingsView';
import { entityDefinitions } from '../../entities/registry';
import { conflictPolicy } from '../../ledger/settings';
import {
  acceptGuard,
  acceptSchema,
  billcomAccessSchema,
  billcomAccountSchema,
  changeBillcom,
  sayAccount,
} from '../accessActs';
import { changeWebConnectorPassword } from '../../acts/companyAccess';
import { assertConfirmed, inside, signedIn } from '../admission';
import type { TypedApp } from '../app';
import { choicesSchema, connectAtOnce, connectionSchema } from '../connectActs';
import type { ConsoleDeps } from '../deps';
import { loadSetupView } from '../setupPage';
import { countHidden, setSettings, settingsOfForm, settingsSchema, shownSettings } from '../settingsActs';
import { ownersOf, waysOf } from '../views/syncRules';
import { apiCompanyParams, faults } from './apiSchemas';
import { qwcOf } from './setup';

const conflict = { 409: faults[400] };
const done = z.object({ done: z.literal(true) });
const password = z.object({
  webConnectorUser: z.string(),
  webConnectorPassword: z.string().describe('Shown this once, and stored nowhere'),
});
const tableSchema = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** Connecting companies, their settings, and how their books are reached. */
export function addSettingsApi(app: TypedApp, deps: ConsoleDeps): void {
  const tags = ['settings'];
  const params = apiCompanyParams;

  app.post(
    '/api/v1/companies',
    {
      config: { access: 'connect' },
      schema: {
        tags,
        summary: 'Connects a company: tests the Bill.com credentials, and makes the Web Connector’s password',
        body: connectionSchema.extend({ choices: choicesSchema.optional() }),
        response: { 201: password.extend({ id: z.uuid(), name: z.string() }), ...faults, ...conflict },
      },
    },
    async (request, reply) => {
      const { choices = { settings: {}, accounts: {}, billcomAccount: null }, ...given } = request.body;
      return reply.code(201).send(await connectAtOnce(signedIn(request), deps, given, choices));
    },
  );

  app.get(
    '/api/v1/companies/:company/setup',
    {
      config: { access: 'seeSettings' },
      schema: {
        tags,
        summary: 'How far connecting a company is, link by link',
        params,
        response: {
          200: z.object({
            checks: z.array(
              z.object({
                title: z.string(),
                state: z.enum(['done', 'now', 'trouble', 'waits']),
                sentence: z.string(),
                causes: z.array(z.string()),
              }),
            ),
            preview: z.number().int().nullable().describe('The cycle of the first preview, when it waits'),
          }),
          ...faults,
        },
      },
    },
    async (request) => {
      const { checks, preview } = await loadSetupView(inside(request), deps, deps.now());
      return { checks: checks.map(({ causes, ...check }) => ({ ...check, causes: [...causes] })), preview };
    },
  );

  app.get(
    '/api/v1/companies/:company/settings',
    {
      config: { access: 'seeSettings' },
      schema: {
        tags,
        summary: 'The settings of a company, with what each is for',
        params,
        response: {
          200: z.object({
            items: z.array(
              z.object({
                name: z.string(),
                value: z.string(),
                default: z.string(),
                meaning: z.string(),
                allowed: z.string(),
                note: z.string().nullable(),
                trouble: z.boolean(),
              }),
            ),
          }),
          ...faults,
        },
      },
    },
    async (request) => {
      const { company } = inside(request);
      const shown = await deps.database.inCompany(company.id, (tx) => shownSettings(tx, company));
      return {
        items: shown.map(({ name, value, note, isTrouble }) => ({
          name,
          value,
          default: String(defaultOf(name)),
          meaning: meaningOf(name),
          allowed: allowedFor(name),
          note,
          trouble: isTrouble,
        })),
      };
    },
  );

  app.post(
    '/api/v1/companies/:company/settings',
    {
      config: { access: 'changeSettings' },
      schema: {
        tags,
        summary: 'Changes settings, or shows what the next sync would do by them',
        params,
        body: z.strictObject({
          values: settingsSchema,
          preview: z.boolean().optional().describe('Nothing is changed'),
        }),
        response: {
          200: z.object({
            saved: z.boolean(),
            changed: z.record(z.string(), z.string()).describe('What differs, by the names of the settings'),
            more: z.array(z.string()).describe('What else it means, in words'),
            wouldWrite: z.number().int().nullable().describe('How many changes the next sync would make'),
            wouldWriteUnseen: z
              .number()
              .int()
              .nullable()
              .describe('How many more, of records that your plan does not show; with any, it is not saved'),
          }),
          ...faults,
          ...conflict,
        },
      },
    },
    async (request) => {
      const by = inside(request);
      const { values, preview: isPreviewOnly = false } = request.body;
      const outcome = await setSettings(by, deps, settingsOfForm(values), {
        isConfirmed: true,
        isPreviewOnly,
      });
      if (outcome.kind === 'same')
        return { saved: false, changed: {}, more: [], wouldWrite: null, wouldWriteUnseen: null };
      if (outcome.kind === 'saved')
        return {
          saved: true,
          changed: Object.fromEntries(
            Object.entries(outcome.changed.change.after).map(([name, value]) => [name, String(value)]),
          ),
          more: [...outcome.changed.more],
          wouldWrite: null,
          wouldWriteUnseen: null,
        };
      const { values: changed, what, words } = outcome.preview;
      const unseen = what ? countHidden(by, what) : null;
      return {
        saved: false,
        changed,
        more: [...words],
        wouldWrite: what && unseen !== null ? what.document.operations.length - unseen : null,
        wouldWriteUnseen: unseen,
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/rules',
    {
      config: { access: 'seeCompany' },
      schema: {
        tags,
        summary: 'What goes which way and which side owns what, by the company’s settings',
        params,
        response: { 200: z.object({ ways: tableSchema, owners: tableSchema }), ...faults },
      },
    },
    async (request) => {
      const { settings } = inside(request).company;
      const mode = (twoWayBills: 'off' | 'on') => entityDefinitions({ ...settings, twoWayBills });
      const copy = ({ columns, rows }: ReturnType<typeof waysOf>) => ({
        columns: [...columns],
        rows: rows.map((row) => [...row]),
      });
      return {
        ways: copy(waysOf(entityDefinitions(settings), ({ name }) => conflictPolicy(settings, name))),
        owners: copy(ownersOf(mode('off'), mode('on'))),
      };
    },
  );

  app.get(
    '/api/v1/companies/:company/qwc',
    {
      config: { access: 'downloadQwc' },
      schema: {
        tags,
        summary: 'The file with which the QuickBooks computer adds Tieout to its Web Connector',
        params,
        response: {
          200: z.object({ qwc: z.string().describe('XML; no password is in it') }),
          ...faults,
          ...conflict,
        },
      },
    },
    async (request) => ({ qwc: qwcOf(inside(request).company, deps) }),
  );

  app.post(
    '/api/v1/companies/:company/web-connector-password',
    {
      config: { access: 'changeAccess' },
      schema: {
        tags,
        summary: 'Makes a new Web Connector password; not by a token',
        params,
        response: { 200: password, ...faults },
      },
    },
    async (request) => {
      const { company, person } = inside(request);
      assertConfirmed(person, deps.now(), `/companies/${company.id}/settings`);
      const made = await changeWebConnectorPassword(deps.database, company, person.actsAs);
      return { webConnectorUser: company.webConnectorUser, webConnectorPassword: made };
    },
  );

  app.post(
    '/api/v1/companies/:company/billcom',
    {
      config: { access: 'changeAccess' },
      schema: {
        tags,
        summary: 'Tests other Bill.com credentials and stores them; not by a token',
        params,
        body: billcomAccessSchema,
        response: { 200: done, ...faults, ...conflict },
      },
    },
    async (request) => {
      await changeBillcom(inside(request), deps, request.body);
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/companies/:company/billcom-account',
    {
      config: { access: 'switchModes' },
      schema: {
        tags,
        summary: 'Says when the Bill.com account was created; not by a token',
        params,
        body: billcomAccountSchema,
        response: { 200: done, ...faults },
      },
    },
    async (request) => {
      await sayAccount(inside(request), deps, request.body);
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/companies/:company/guards/accept',
    {
      config: { access: 'changeAccess' },
      schema: {
        tags,
        summary: 'Accepts what a guard has stopped the company for; not by a token',
        params,
        body: acceptSchema,
        response: { 200: done, ...faults, ...conflict },
      },
    },
    async (request) => {
      await acceptGuard(inside(request), deps, request.body);
      return { done: true as const };
    },
  );
}
