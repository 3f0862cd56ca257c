import { defaultOf } from '../../acts/settingsView';
import { accountSettings, canBeMade } from '../../entities/companyAccounts';
import type { CompanyDraft } from '../../ledger/companyDrafts';
import type { Person } from '../signedIn';
import { settingGroups, shownSetting, type SettingName } from '../views/settingGroups';
import { WizardFault, WizardSteps, type Trouble } from './connect';
import { ActButton, Page } from './layout';
import { SettingField } from './settingField';

/** Settings that a company begins with; the others keep their defaults and have their place in the settings. */
const wizardGroups = settingGroups
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
      <WizardSteps now="What is synced" />
      <WizardFault fault={fault} />
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
    <WizardSteps now="Connect" />
    <section class="card">
      <WizardFault fault={fault} />
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
