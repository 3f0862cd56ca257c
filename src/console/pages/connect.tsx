import type { CompanyDraft } from '../../ledger/companyDrafts';
import type { GivenConnection } from '../connectActs';
import type { Person } from '../signedIn';
import { ActButton, Page } from './layout';

export interface Trouble {
  readonly sentence: string;
  readonly cure: string;
}

/** Where in the wizard one is. */
const steps = ['Bill.com', 'What is synced', 'Connect', 'QuickBooks'] as const;
type Step = (typeof steps)[number];

export const WizardSteps = ({ now }: { readonly now: Step }) => (
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

export const WizardFault = ({ fault }: { readonly fault: Trouble | undefined }) =>
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
      <WizardSteps now="Bill.com" />
      {drafts.length > 0 && <Drafts person={person} drafts={drafts} />}
      <section class="card form" aria-labelledby="connection">
        <h2 id="connection">The company and its Bill.com organization</h2>
        <p class="hint">
          Tieout signs in to Bill.com with what you enter and says whether that works. Nothing is stored
          before it does, and the secrets are never shown again.
        </p>
        <WizardFault fault={fault} />
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
