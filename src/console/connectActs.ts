import { z } from 'zod';
import { billcomUrls, type BillcomConnection, type BillcomUrls } from '../billcom';
import { mayConnect } from '../access/capabilities';
import type { BillcomSecret } from '../activities/billcom/clientFor';
import {
  assertOrganizationId,
  checkedZone,
  companyOfOrganization,
  newQwcCompany,
  newWebConnectorPassword,
  startsOn,
  storeCompany,
} from '../acts/connecting';
import { Problem } from '../words/problem';
import { settingsFrom } from '../acts/settingsView';
import { gatewayAddress, qwcText } from '../acts/webConnectorFile';
import {
  accountSettings,
  isAccountSetting,
  wantedSettings,
  type AccountSetting,
} from '../entities/companyAccounts';
import { audit } from '../ledger/audit';
import { findCompany, listCompanies } from '../ledger/companies';
import {
  deleteDraft,
  draftOf,
  holdConnecting,
  insertDraft,
  saveDraftChoices,
  saveDraftConnection,
  type CompanyDraft,
  type DraftChoices,
  type DraftConnection,
} from '../ledger/companyDrafts';
import type { Transaction } from '../ledger/database';
import { membershipsOf, setMembership } from '../ledger/memberships';
import { saveNamedAccounts } from '../ledger/namedAccounts';
import { hasMayConnect } from '../ledger/users';
import { testAccessOnce } from './accessTests';
import type { ConsoleDeps } from './deps';
import { NotThere, Refused } from './faults';
import type { Person } from './signedIn';

/** Connecting a company: what a person gives, tested and kept until the company is made of it. */

const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\0\r\n]*$/);

export const environments = ['production', 'sandbox', 'other'] as const;
export const connectionSchema = z.strictObject({
  name: line(80).min(1).describe('The company’s name in Tieout'),
  zone: line(60).min(1).describe('Time zone of the QuickBooks computer, such as America/Chicago'),
  environment: z
    .enum(environments)
    .describe('Bill.com’s production or sandbox; `other` only where whoever runs Tieout has set one'),
  organization: line(40).min(1).describe('Bill.com’s organization id; begins with 008'),
  user: line(200).min(1).describe('The name of an AP & AR sync token, or a user’s e-mail address'),
  developerKey: line(200)
    .optional()
    .describe('Bill.com’s developer key; may be left out where Tieout has one'),
  password: line(300).optional().describe('The sync token’s value, or the user’s password'),
});
export type GivenConnection = z.infer<typeof connectionSchema>;

export const choicesSchema = z.strictObject({
  settings: z
    .record(z.string().max(60), line(200))
    .describe('As `tieout company set` takes them, without accounts'),
  accounts: z
    .record(z.string().max(60), line(200))
    .describe('Accounts by full name or number, checked when QuickBooks has been read; `create` makes one'),
  billcomAccount: z
    .enum(['before', 'later'])
    .nullable()
    .describe('Whether the Bill.com account was created before 2020-06-05; null: nobody knows'),
});

/** Whether this person may connect another company. */
export const isConnecting = ({ userId }: Person, { database }: ConsoleDeps): Promise<boolean> =>
  database.asSystem(async (tx) =>
    mayConnect(await hasMayConnect(tx, userId), await membershipsOf(tx, userId)),
  );

/** @throws Refused with whom to ask */
export async function assertMayConnect(person: Person, deps: ConsoleDeps): Promise<void> {
  if (await isConnecting(person, deps)) return;
  throw new Refused(
    'Connecting a company is for the Administrator of one, and for whom it was allowed.',
    `Ask an Administrator, or whoever runs Tieout for you: tieout user may-connect ${person.email}`,
  );
}

/** Which server an environment is. @throws Problem where there is none. */
export function urlsOf(
  environment: GivenConnection['environment'],
  { billcomServer }: Pick<ConsoleDeps, 'billcomServer'>,
): BillcomUrls {
  if (environment !== 'other') return billcomUrls(environment);
  if (billcomServer) return billcomServer;
  throw new Problem('There is no other Bill.com server here.', { cure: 'Choose production or sandbox.' });
}

export function environmentOf({ v2Url }: BillcomUrls): GivenConnection['environment'] {
  return (['production', 'sandbox'] as const).find((each) => billcomUrls(each).v2Url === v2Url) ?? 'other';
}

/**
 * Signs in to Bill.com with what was given. Nothing is stored.
 * @param known what a draft has already: its secrets count where none are given
 * @throws Problem in words: what is wrong, and what to do
 */
export async function testConnection(
  person: Person,
  deps: ConsoleDeps,
  given: GivenConnection,
  known?: CompanyDraft,
): Promise<DraftConnection> {
  const zone = checkedZone(given.zone);
  assertOrganizationId(given.organization);
  const urls = urlsOf(given.environment, deps);
  const connection = { ...urls, organizationId: given.organization, userName: given.user };
  await assertFree(person, deps, { name: given.name, ...connection });
  const secret = secretsFrom(given, deps, known);
  const access = await testAccessOnce(person, deps, { ...connection, ...secret });
  return {
    name: given.name,
    zone,
    billcom: connection,
    billcomSecret: deps.database.sealer.seal(JSON.stringify(secret)),
    organizationName: access.organizationName ?? null,
  };
}

/** An address and its secrets belong together: those of another user or server are given anew. */
function secretsFrom(given: GivenConnection, deps: ConsoleDeps, known?: CompanyDraft): BillcomSecret {
  const isSame =
    known?.billcom.userName === given.user &&
    known.billcom.organizationId === given.organization &&
    known.billcom.v2Url === urlsOf(given.environment, deps).v2Url;
  const before = isSame
    ? (JSON.parse(deps.database.sealer.open(known.billcomSecret)) as BillcomSecret)
    : undefined;
  const devKey = given.developerKey || before?.devKey || deps.developerKey;
  const password = given.password || before?.password;
  if (!devKey) throw new Problem('Bill.com’s developer key is missing.', { cure: 'Enter it.' });
  if (!password)
    throw new Problem('The sync token’s value, or the user’s password, is missing.', { cure: 'Enter it.' });
  return { devKey, password };
}

/** @throws Problem; another's company is not named. */
async function assertFree(
  person: Person,
  { database }: ConsoleDeps,
  asked: { readonly name: string; readonly organizationId: string; readonly v2Url: string },
): Promise<void> {
  await database.asSystem((tx) => assertFreeIn(tx, person, asked));
}

async function assertFreeIn(
  tx: Transaction,
  person: Person,
  asked: { readonly name: string; readonly organizationId: string; readonly v2Url: string },
): Promise<void> {
  if (await findCompany(tx, asked.name))
    throw new Problem(`The name “${asked.name}” is taken in this Tieout.`, { cure: 'Choose another name.' });
  const other = companyOfOrganization(asked, await listCompanies(tx));
  if (!other) return;
  const isOwn = (await membershipsOf(tx, person.userId)).some(({ companyId }) => companyId === other.id);
  throw new Problem(
    `The Bill.com organization ${asked.organizationId} is connected already${isOwn ? `, as “${other.name}”` : ''}.`,
    {
      cure: `One organization goes with one QuickBooks company file. ${isOwn ? 'New credentials are given in its settings.' : 'Ask whoever runs Tieout for you.'}`,
    },
  );
}

/** @returns the draft's id */
export async function keepConnection(
  person: Person,
  { database }: ConsoleDeps,
  tested: DraftConnection,
  draft?: CompanyDraft,
): Promise<string> {
  return database.asSystem(async (tx) => {
    if (!draft) return insertDraft(tx, person.userId, tested);
    await saveDraftConnection(tx, draft.id, tested);
    return draft.id;
  });
}

/** @throws NotThere for one that is not this person's, as for none */
export async function loadDraft(
  person: Person,
  { database }: ConsoleDeps,
  id: string,
): Promise<CompanyDraft> {
  const draft = await database.asSystem((tx) => draftOf(tx, person.userId, id));
  if (!draft) throw new NotThere();
  return draft;
}

/** What was chosen, checked as far as it can be before QuickBooks was ever read. @throws Problem */
export function checkedChoices({ settings, accounts, billcomAccount }: DraftChoices): DraftChoices {
  const named = Object.entries(accounts).flatMap(([name, value]): [AccountSetting, string][] => {
    if (!isAccountSetting(name)) throw new Problem(`There is no account “${name}” to be named.`);
    if (value === '' || value.toLowerCase() === 'none') return [];
    if (value.toLowerCase() === 'create' && wantedSettings(name).length === 0)
      throw new Problem(`Tieout does not make an account for “${name}”.`, {
        cure: 'Name one of QuickBooks.',
      });
    return [[name, value]];
  });
  const wrong = Object.keys(settings).find((name) => isAccountSetting(name));
  if (wrong) throw new Problem(`“${wrong}” is an account.`);
  const { legacyStatus } = settingsFrom(settings);
  if (legacyStatus === 'on' && billcomAccount !== 'before')
    throw new Problem(
      'Legacy status sync is of Bill.com accounts that were created before 2020-06-05, and nobody has said that this one was.',
      { cure: 'Say when the account was created, or leave it off.' },
    );
  return { settings, accounts: Object.fromEntries(named), billcomAccount };
}

export async function keepChoices(
  { database }: ConsoleDeps,
  draft: CompanyDraft,
  choices: DraftChoices,
): Promise<void> {
  const checked = checkedChoices(choices);
  await database.asSystem((tx) => saveDraftChoices(tx, draft.id, checked));
}

export interface Connected {
  readonly id: string;
  readonly name: string;
  readonly webConnectorUser: string;
  /** Shown once. */
  readonly webConnectorPassword: string;
}

/** The company is made of its draft, as “tieout company add” makes one, and the person is its Administrator. */
export async function connectDraft(person: Person, deps: ConsoleDeps, draftId: string): Promise<Connected> {
  return connect(person, deps, async (tx) => {
    const draft = await draftOf(tx, person.userId, draftId);
    if (!draft) throw new NotThere();
    if (!draft.choices) throw new Problem('What is to be synced has not been said yet.');
    await deleteDraft(tx, draft.id);
    const secret = JSON.parse(deps.database.sealer.open(draft.billcomSecret)) as BillcomSecret;
    return { ...draft, connection: { ...draft.billcom, ...secret }, choices: draft.choices };
  });
}

/** All at once, for programs. */
export async function connectAtOnce(
  person: Person,
  deps: ConsoleDeps,
  given: GivenConnection,
  choices: DraftChoices,
): Promise<Connected> {
  const checked = checkedChoices(choices);
  const tested = await testConnection(person, deps, given);
  const secret = JSON.parse(deps.database.sealer.open(tested.billcomSecret)) as BillcomSecret;
  return connect(person, deps, () =>
    Promise.resolve({ ...tested, connection: { ...tested.billcom, ...secret }, choices: checked }),
  );
}

interface ToConnect {
  readonly name: string;
  readonly zone: string;
  readonly connection: BillcomConnection;
  readonly choices: DraftChoices;
}

async function connect(
  person: Person,
  deps: ConsoleDeps,
  given: (tx: Transaction) => Promise<ToConnect>,
): Promise<Connected> {
  const { database, gatewayUrl, now } = deps;
  const gateway = gatewayAddress(undefined, gatewayUrl);
  const { password, hash: passwordHash } = await newWebConnectorPassword();
  return database.asSystem(async (tx) => {
    const { name, zone, connection, choices } = await given(tx);
    await holdConnecting(tx);
    await assertFreeIn(tx, person, { name, ...connection });
    const company = newQwcCompany(name);
    // An address that the Web Connector would refuse is refused before anything is stored.
    qwcText(company, gateway);
    const { settings, accounts, billcomAccount } = checkedChoices(choices);
    const isToBeMade = (value: string): boolean => value.toLowerCase() === 'create';
    const entries = Object.entries(accounts) as [AccountSetting, string][];
    const id = await storeCompany(
      tx,
      database.sealer,
      {
        company,
        zone,
        settings: settingsFrom(
          { receivablesSince: startsOn(zone, now()), ...settings },
          {},
          {
            // In the one order that they have, so that choosing another account changes nothing of it.
            createAccounts: accountSettings
              .filter((name) => entries.some(([setting, value]) => setting === name && isToBeMade(value)))
              .join(' '),
          },
        ),
        connection,
        account: billcomAccount ?? undefined,
        passwordHash,
      },
      person.actsAs,
    );
    const named = entries.filter(([, value]) => !isToBeMade(value));
    await saveNamedAccounts(
      tx,
      id,
      Object.fromEntries(named.map(([setting, value]) => [setting, { named: value, problem: null }])),
      {},
    );
    const standing = { role: 'Administrator', plan: 'both' } as const;
    await setMembership(tx, { userId: person.userId, companyId: id, ...standing });
    await audit(tx, id, {
      who: person.actsAs,
      action: 'gave a user a role',
      detail: `${person.email}: ${standing.role}, ${standing.plan}`,
    });
    return { id, name, webConnectorUser: company.webConnectorUser, webConnectorPassword: password };
  });
}
