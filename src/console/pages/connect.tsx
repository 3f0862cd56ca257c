import { accountSettings, canBeMade } from '../../entities/companyAccounts';
import type { CompanyDraft } from '../../ledger/companyDrafts';
import { defaultOf } from '../../cli/settingsView';
import type { GivenConnection } from '../connectActs';
import type { Person } from '../signedIn';
import { settingGroups, shownSetting, type SettingName } from '../views/settingGroups';
import { ActButton, Page } from './layout';
import { SettingField } from './settingField';

export interface Trouble {
  readonly sentence: string;
  readonly cure: string;
}

/** Where in the wizard one is. */
const steps = ['Bill.com', 'What is synced', 'Connect', 'QuickBooks'] as const;
type Step = (typeof steps)[number];

const Steps = ({ now }: { readonly now: Step }) => (
  <ol class="wizard" aria-label="Steps">
    {steps.map((step) => (
      <li
        key={step}
        aria-current={step === now ? 'step' : undefined}
        class={steps.indexOf(step) < steps.indexOf(now) ? 'done' : undefined}
      >
        {step}
      </li>
    ))}
  </ol>
);

export const WizardSteps = Steps;

const Fault = ({ fault }: { readonly fault: Trouble | undefined }) =>
  fault === undefined ? null : (
    <p class="fault" role="alert" id="fault">
      {fault.sentence} {fault.cure}
    </p>
  );

export type ConnectionValues = Readonly<Partial<Omit<GivenConnection, 'password' | 'developerKey'>>>;

interface ConnectProps {
  readonly person: Person;
  readonly values: ConnectionValues;
  readonly fault?: Trouble | undefined;
  /** Whoever runs Tieout has set one. */
  readonly hasDeveloperKey: boolean;
  readonly hasOtherServer: boolean;
  /** A draft whose connection is changed. */
  readonly draft?: CompanyDraft | undefined;
  /** Begun and not connected yet. */
  readonly drafts?: readonly CompanyDraft[];
}

/** The first step: the company and its Bill.com organization. */
export const ConnectPage = (props: ConnectProps) => {
  const { person, values, fault, hasDeveloperKey, hasOtherServer, draft, drafts = [] } = props;
  return (
    <Page title="Connect a company" person={person}>
      <h1>Connect a company</h1>
      <Steps now="Bill.com" />
      {drafts.length > 0 && <Drafts person={person} drafts={drafts} />}
      <section class="card form" aria-labelledby="connection">
        <h2 id="connection">The company and its Bill.com organization</h2>
        <p class="hint">
          Tieout signs in to Bill.com with what you enter and says whether that works. Nothing is stored
          before it does, and the secrets are never shown again.
        </p>
        <Fault fault={fault} />
        <form method="post" action={draft ? `/connect/${draft.id}/billcom` : '/connect'}>
          <input type="hidden" name="_csrf" value={person.browser?.csrf ?? ''} />
          <Text name="name" label="Name of the company in Tieout" value={values.name} />
          <ZoneField value={values.zone} />
          <label for="environment">Bill.com</label>
          <select id="environment" name="environment">
            <option value="production" selected={values.environment !== 'sandbox'}>
              Production
            </option>
            <option value="sandbox" selected={values.environment === 'sandbox'}>
              Sandbox, for trying things out
            </option>
            {hasOtherServer && (
              <option value="other" selected={values.environment === 'other'}>
                Another server (set by whoever runs Tieout)
              </option>
            )}
          </select>
          <Text
            name="organization"
            label="Organization id"
            value={values.organization}
            hint="Begins with 008; in Bill.com under Settings → Sync & Integrations."
          />
          <Text
            name="user"
            label="Name of the sync token, or a user’s e-mail address"
            value={values.user}
            hint="As an administrator in Bill.com: Settings → Sync & Integrations → Tokens → AP & AR sync token."
          />
          <Secret
            name="password"
            label="The sync token’s value, or the user’s password"
            hint={
              draft ? 'Empty: as entered before.' : 'Bill.com shows a token’s value once, when it is made.'
            }
            isNeeded={!draft}
          />
          <Secret
            name="developerKey"
            label="Bill.com’s developer key"
            hint={
              draft
                ? 'Empty: as entered before.'
                : hasDeveloperKey
                  ? 'Empty: the one that Tieout has.'
                  : 'Bill.com gives it to developers: developer.bill.com.'
            }
            isNeeded={!draft && !hasDeveloperKey}
          />
          <button class="primary">Test and go on</button>
        </form>
      </section>
    </Page>
  );
};

const Drafts = ({
  person,
  drafts,
}: {
  readonly person: Person;
  readonly drafts: readonly CompanyDraft[];
}) => (
  <section class="card" aria-labelledby="begun">
    <h2 id="begun">Begun before</h2>
    <ul class="lines">
      {drafts.map(({ id, name, choices }) => (
        <li key={id}>
          <span>
            <a href={`/connect/${id}`}>Go on with “{name}”</a>{' '}
            <span class="hint">{choices ? 'ready to be connected' : 'Bill.com lets it in'}</span>
          </span>
          <ActButton
            action={`/connect/${id}/discard`}
            csrf={person.browser?.csrf ?? ''}
            label={`Discard “${name}”`}
          >
            Discard
          </ActButton>
        </li>
      ))}
    </ul>
  </section>
);

const Text = ({
  name,
  label,
  value = '',
  hint,
}: {
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly hint?: string;
}) => (
  <>
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      required
      maxLength={200}
      autocomplete="off"
      value={value}
      aria-describedby={hint ? `${name}-hint` : undefined}
    />
    {hint && (
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
  </>
);

export const Secret = ({
  name,
  label,
  hint,
  isNeeded,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isNeeded: boolean;
}) => (
  <>
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type="password"
      autocomplete="new-password"
      maxLength={300}
      required={isNeeded}
      aria-describedby={`${name}-hint`}
    />
    <p class="hint" id={`${name}-hint`}>
      {hint}
    </p>
  </>
);

const usZones = [
  ['America/New_York', 'Eastern'],
  ['America/Chicago', 'Central'],
  ['America/Denver', 'Mountain'],
  ['America/Phoenix', 'Arizona'],
  ['America/Los_Angeles', 'Pacific'],
  ['America/Anchorage', 'Alaska'],
  ['Pacific/Honolulu', 'Hawaii'],
  ['America/Puerto_Rico', 'Atlantic'],
] as const;

const ZoneField = ({ value = '' }: { readonly value?: string | undefined }) => (
  <>
    <label for="zone">Time zone of the QuickBooks computer</label>
    <select id="zone" name="zone" required>
      <option value="" selected={value === ''}>
        Choose one
      </option>
      {usZones.map(([zone, words]) => (
        <option key={zone} value={zone} selected={zone === value}>
          {words} ({zone})
        </option>
      ))}
      {value !== '' && !usZones.some(([zone]) => zone === value) && (
        <option value={value} selected>
          {value}
        </option>
      )}
    </select>
  </>
);

/** Settings that a company begins with; the others keep their defaults and have their place in the settings. */
export const wizardGroups = settingGroups
  .filter(({ id }) => id !== 'accounts' && id !== 'pace')
  .map((group) => ({
    ...group,
    about: group.id === 'modes' ? 'Each can be changed later, in the settings.' : group.about,
  }));

const accountNotes: Readonly<Partial<Record<SettingName, string>>> = {
  moneyOutClearing: '“create”: where neither book has it, the first sync makes it.',
  moneyInClearing: '“create”: where neither book has it, the first sync makes it.',
};

interface ChoicesProps {
  readonly person: Person;
  readonly draft: CompanyDraft;
  /** The sync start date of a company that is connected today. */
  readonly startsOn: string;
  /** As typed, where it was refused. */
  readonly given?: CompanyDraft['choices'];
  readonly fault?: Trouble | undefined;
}

/** The second step: what is synced, which accounts, who wins. */
export const ChoicesPage = ({ person, draft, startsOn, given, fault }: ChoicesProps) => {
  const choices = given ?? draft.choices;
  const valueOf = (name: SettingName): string =>
    choices?.settings[name] ?? (name === 'receivablesSince' ? startsOn : String(defaultOf(name)));
  return (
    <Page title={`Connect “${draft.name}”`} person={person}>
      <h1>Connect “{draft.name}”</h1>
      <Steps now="What is synced" />
      <Fault fault={fault} />
      <p class="said" role="status">
        Bill.com lets Tieout in
        {draft.organizationName
          ? ` to “${draft.organizationName}”`
          : ` to ${draft.billcom.organizationId}`}{' '}
        as {draft.billcom.userName}. <a href={`/connect/${draft.id}/billcom`}>Change</a>
      </p>
      <form method="post" action={`/connect/${draft.id}/choices`} class="form">
        <input type="hidden" name="_csrf" value={person.browser?.csrf ?? ''} />
        <section class="card" aria-labelledby="group-accounts">
          <h2 id="group-accounts">Accounts of QuickBooks</h2>
          <p class="hint">
            By full name (Parent:Account) or number. They are looked for as soon as QuickBooks has been read,
            and the settings say which one does not do. All may stay empty: the clearing accounts are then
            found by their names.
          </p>
          <div class="fields-two">
            {accountSettings.map((name) => (
              <SettingField
                key={name}
                prefix="accounts."
                setting={shownSetting(
                  name,
                  choices ? (choices.accounts[name] ?? '') : canBeMade(name) ? 'create' : '',
                  accountNotes[name] ?? null,
                )}
              />
            ))}
          </div>
        </section>
        {wizardGroups.map((group, index) => (
          <section class="card" aria-labelledby={`group-${group.id}`} key={group.id}>
            <h2 id={`group-${group.id}`}>{group.title}</h2>
            <p class="hint">{group.about}</p>
            <div class="fields-two">
              {group.settings.map((name) => (
                <SettingField key={name} prefix="settings." setting={shownSetting(name, valueOf(name))} />
              ))}
              {index === 0 && <AccountAge value={choices?.billcomAccount ?? null} />}
            </div>
          </section>
        ))}
        <button class="primary">Go on</button>
      </form>
    </Page>
  );
};

const AccountAge = ({ value }: { readonly value: 'before' | 'later' | null }) => (
  <div class="setting">
    <label for="billcomAccount">The Bill.com account was created</label>
    <select id="billcomAccount" name="billcomAccount" aria-describedby="billcomAccount-hint">
      <option value="" selected={value === null}>
        I do not know
      </option>
      <option value="later" selected={value === 'later'}>
        on June 5, 2020 or later
      </option>
      <option value="before" selected={value === 'before'}>
        before June 5, 2020
      </option>
    </select>
    <p class="hint" id="billcomAccount-hint">
      Only of an older account may invoices get their status from QuickBooks (legacy status sync).
    </p>
  </div>
);

interface ConfirmProps {
  readonly person: Person;
  readonly draft: CompanyDraft;
  readonly startsOn: string;
  readonly fault?: Trouble | undefined;
}

/** The third step: the company is made. */
export const ConnectConfirmPage = ({ person, draft, startsOn, fault }: ConfirmProps) => (
  <Page title={`Connect “${draft.name}”`} person={person}>
    <h1>Connect “{draft.name}”</h1>
    <Steps now="Connect" />
    <section class="card">
      <Fault fault={fault} />
      <dl>
        <dt>Bill.com</dt>
        <dd>
          {draft.organizationName
            ? `“${draft.organizationName}” (${draft.billcom.organizationId})`
            : draft.billcom.organizationId}{' '}
          as {draft.billcom.userName} · <a href={`/connect/${draft.id}/billcom`}>Change</a>
        </dd>
        <dt>Time zone</dt>
        <dd>{draft.zone}</dd>
        <dt>Sync start date</dt>
        <dd>
          Invoices of QuickBooks go over from {draft.choices?.settings.receivablesSince ?? startsOn} on, by
          their dates; earlier ones stay there.
        </dd>
        <dt>What is synced</dt>
        <dd>
          2-way bill sync {draft.choices?.settings.twoWayBills ?? 'off'}, receivables{' '}
          {draft.choices?.settings.receivables ?? 'on'} · <a href={`/connect/${draft.id}/choices`}>Change</a>
        </dd>
      </dl>
      <p>
        Connecting makes the file and the password for QuickBooks’ Web Connector. Nothing is written to either
        book before you have seen the first preview and accepted it.
      </p>
      <div class="controls">
        <ActButton action={`/connect/${draft.id}/connect`} csrf={person.browser?.csrf ?? ''} kind="primary">
          Connect
        </ActButton>
      </div>
    </section>
  </Page>
);
