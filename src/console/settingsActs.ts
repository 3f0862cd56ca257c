import { z } from 'zod';
import { changeSettings, type SettingsChanged } from '../acts/changingSettings';
import { onWords } from '../acts/receivablesSwitch';
import { settingNames, settingsFrom } from '../acts/settingsView';
import { capital } from '../words/stepProgress';
import { whatIf, type WhatIf } from '../acts/whatIf';
import {
  accountRoles,
  isAccountSetting,
  wantedSettings,
  type AccountSetting,
} from '../entities/companyAccounts';
import { loadCompany, lockCompany, type Company } from '../ledger/companies';
import { companyAccounts, namesOfTypes, type CompanyAccounts } from '../ledger/companyAccounts';
import type { Transaction } from '../ledger/database';
import { loadNamedAccounts, type NamedAccounts } from '../ledger/namedAccounts';
import { assertConfirmed, assertMay, hiddenFrom, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, Refused } from './faults';
import {
  modeSettings,
  paceSettings,
  shownSetting,
  type SettingName,
  type ShownSetting,
} from './views/settingGroups';
import { many } from './views/words';

/** A company's settings on the dashboard and by the API: by what “tieout company set” does. */

export const settingsSchema = z
  .record(
    z.string().max(60),
    z
      .string()
      .trim()
      .max(200)
      .regex(/^[^\0]*$/),
  )
  .describe('Values by the names of the settings, as `tieout company set` takes them');
export type GivenSettings = z.infer<typeof settingsSchema>;

/** Every setting as a form has it. */
export async function shownSettings(tx: Transaction, company: Company): Promise<readonly ShownSetting[]> {
  const accounts = await companyAccounts(tx, company);
  const named = await loadNamedAccounts(tx, company.id);
  return settingNames.map((name) =>
    isAccountSetting(name)
      ? shownAccount(name, company, accounts, named)
      : shownSetting(name, String(company.settings[name])),
  );
}

function shownAccount(
  name: AccountSetting,
  { settings }: Pick<Company, 'settings'>,
  accounts: CompanyAccounts,
  named: NamedAccounts,
): ShownSetting {
  const { id, name: called, isFound, trouble } = accounts[name];
  const typed = named[name];
  if (typed)
    return shownSetting(
      name,
      typed.named,
      typed.problem ?? 'It is looked for when QuickBooks has been read.',
      typed.problem !== null,
    );
  if (wantedSettings(settings.createAccounts).includes(name) && (id === '' || isFound))
    return shownSetting(
      name,
      'create',
      isFound ? `“${called}” is there.` : `The next sync makes “${accountRoles[name].foundAs}”.`,
    );
  const because = trouble ? `${capital(trouble.because)}.` : null;
  if (isFound)
    return shownSetting(name, '', because ?? `Found by its name: “${called}”.`, trouble !== undefined);
  return shownSetting(name, id === '' ? '' : (called ?? id), because, trouble !== undefined);
}

/** Names of accounts that do, by the setting; empty before QuickBooks was read. */
export async function suggestions(
  tx: Transaction,
  company: Company,
): Promise<Readonly<Partial<Record<SettingName, readonly string[]>>>> {
  const found: Partial<Record<SettingName, readonly string[]>> = {};
  for (const [setting, role] of Object.entries(accountRoles))
    found[setting as SettingName] = await namesOfTypes(tx, company.id, role);
  return found;
}

/** What of the given differs from what stands; unknown names stay, to be refused. */
export function differing(shown: readonly ShownSetting[], given: GivenSettings): GivenSettings {
  const standing = new Map(shown.map(({ name, value }) => [name as string, value]));
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => standing.get(name) !== value));
}

/** What a page's form sends beside each field: its value when the page was made. */
export const wasPrefix = 'was.';

/** @throws Fault where somebody else has changed one of them since the page was made */
function assertAsSeen(shown: readonly ShownSetting[], was: GivenSettings): void {
  const changed = shown.filter(({ name, value }) => was[name] !== undefined && was[name] !== value.trim());
  if (changed.length === 0) return;
  const labels = changed.map(({ label }) => `“${label}”`).join(', ');
  throw new Fault(
    409,
    `${labels} ${changed.length === 1 ? 'was' : 'were'} changed meanwhile by somebody else; nothing was saved.`,
    'Look at the settings again.',
  );
}

const isMode = (values: GivenSettings): boolean =>
  Object.keys(values).some((name) => (modeSettings as readonly string[]).includes(name));
/** Whether the next sync may do something else by them. */
const movesData = (values: GivenSettings): boolean =>
  Object.keys(values).some((name) => !(paceSettings as readonly string[]).includes(name));

/** What the next sync would do by settings that nobody has saved yet. */
export interface SettingsPreview {
  readonly values: GivenSettings;
  /** What stood on the page instead, where it was a page. */
  readonly was: GivenSettings;
  /** null: receivables are read first, and a preview follows that has to be accepted. */
  readonly what: WhatIf | null;
  /** What switching means, in words. */
  readonly words: readonly string[];
}

export type SettingsOutcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'preview'; readonly preview: SettingsPreview }
  | { readonly kind: 'saved'; readonly changed: SettingsChanged };

/**
 * Saves settings, or shows what they would do first.
 * @param isConfirmed somebody has seen what they would do
 * @param how.was what stood instead when somebody changed them: it has to stand still
 * @throws Refused also where the next sync would write what the plan hides; ConfirmFirst, Problem; Fault where it does not
 */
export async function setSettings(
  by: Inside,
  deps: ConsoleDeps,
  given: GivenSettings,
  how: { readonly isConfirmed: boolean; readonly isPreviewOnly?: boolean; readonly was?: GivenSettings },
): Promise<SettingsOutcome> {
  const { company, person } = by;
  const { database } = deps;
  const shown = await database.inCompany(company.id, async (tx) =>
    shownSettings(tx, await loadCompany(tx, company.id)),
  );
  const values = differing(shown, given);
  if (Object.keys(values).length === 0) return { kind: 'same' };
  const was = Object.fromEntries(Object.entries(how.was ?? {}).filter(([name]) => name in values));
  assertAsSeen(shown, was);
  if (isMode(values)) {
    await assertMay(by, 'switchModes', deps);
    if (!how.isPreviewOnly) assertConfirmed(person, deps.now(), `/companies/${company.id}/settings`);
  }
  const change = async (tx: Transaction): Promise<SettingsChanged> => {
    assertAsSeen(await shownSettings(tx, await lockCompany(tx, company.id)), was);
    return changeSettings(tx, company.id, values, person.actsAs);
  };
  const isShown = how.isPreviewOnly || (company.acceptedAt !== null && movesData(values) && !how.isConfirmed);
  const turnsOn = values.receivables === 'on';
  const more: string[] = [];
  const wouldDo = (): Promise<WhatIf> =>
    whatIf(database, company.id, async (tx) => void more.push(...(await change(tx)).more));
  if (!isShown) {
    // A company that was not accepted, or reads receivables first, writes nothing before a preview is accepted.
    const isUnseen = company.acceptedAt !== null && movesData(values) && !turnsOn;
    if (isUnseen && hiddenFrom(by.membership).length > 0) assertSeesAll(by, values, await wouldDo());
    return { kind: 'saved', changed: await database.inCompany(company.id, change) };
  }
  // What was never read is not in what the books are known to have.
  const what = turnsOn ? null : await wouldDo();
  return {
    kind: 'preview',
    preview: {
      values,
      was,
      what,
      words: turnsOn ? wordsOfTurningOn(company, values) : more.flatMap(sentencesOf),
    },
  };
}

/** How many of the changes are of records that this member's plan does not show. */
export function countHidden({ membership }: Pick<Inside, 'membership'>, { document }: WhatIf): number {
  const hidden: readonly string[] = hiddenFrom(membership);
  return document.operations.filter(({ entity }) => hidden.includes(entity)).length;
}

export const askWhoSeesAll = (values: GivenSettings): string =>
  `Ask an Administrator${isMode(values) ? '' : ' or Accountant'} of the company whose plan has both payables and receivables.`;

/** @throws Refused where the next sync would write what the plan hides */
function assertSeesAll(by: Inside, values: GivenSettings, what: WhatIf): void {
  const count = countHidden(by, what);
  if (count === 0) return;
  throw new Refused(
    `With these settings the next sync would write ${many(count, 'record')} that your plan does not show, and nobody saves what they cannot look at.`,
    askWhoSeesAll(values),
  );
}

const wordsOfTurningOn = ({ name, settings }: Company, values: GivenSettings): string[] =>
  sentencesOf(onWords(name, settingsFrom(withoutAccounts(values), settings)));

/** As the command line says it, without its commands. */
const sentencesOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('  tieout'))
    .map((line) => line.replace(/: tieout emails .*$/, '.'))
    .join(' ')
    .replace(/ \(to change that: [^)]*\)/, '')
    .replace(/“tieout import” brings/, 'whoever runs Tieout brings')
    .split(/(?<=[.:]) (?=[A-Z\d])/)
    .map((sentence) => sentence.replace(/:$/, '.'));

const withoutAccounts = (values: GivenSettings): GivenSettings =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !isAccountSetting(name)));

/**
 * What somebody has changed on a page: a form sends every field of its group, and what was left as it was shown is not
 * meant.
 * @throws Fault for what nobody may send with settings
 */
export function changesOfForm(form: Readonly<Record<string, string>>): {
  readonly given: GivenSettings;
  readonly was: GivenSettings;
} {
  const sent = Object.entries(form);
  const was = Object.fromEntries(
    sent.flatMap(([name, value]) =>
      name.startsWith(wasPrefix) ? [[name.slice(wasPrefix.length), value] as const] : [],
    ),
  );
  const given = sent.filter(([name, value]) => !name.startsWith(wasPrefix) && was[name] !== value);
  return { given: settingsOfForm(Object.fromEntries(given)), was };
}

/** @throws Fault for what nobody may send with settings */
export function settingsOfForm(form: Readonly<Record<string, string>>): GivenSettings {
  const { confirmed: _confirmed, ...given } = form;
  const unknown = Object.keys(given).find((name) => !(settingNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Fault(400, `There is no setting “${unknown}”.`);
  return given;
}
