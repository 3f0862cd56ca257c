import { may } from '../../access/capabilities';
import type { Inside } from '../admission';
import type { Connected } from '../connectActs';
import type { SetupView } from '../setupPage';
import type { Person } from '../signedIn';
import { ActButton, navOf, Page } from './layout';
import { WizardSteps } from './connect';

/** Right after a company was connected: the only time that its password is shown. */
export const ConnectedPage = ({ person, made }: { readonly person: Person; readonly made: Connected }) => (
  <Page title={`“${made.name}” is connected`} person={person}>
    <h1>“{made.name}” is connected</h1>
    <WizardSteps now="QuickBooks" />
    <PasswordCard user={made.webConnectorUser} password={made.webConnectorPassword} />
    <section class="card">
      <h2>Then, on the computer with QuickBooks</h2>
      <Instructions company={made.id} />
      <p>
        <a class="button primary" href={`/companies/${made.id}/setup`}>
          I have the password: go on
        </a>
      </p>
    </section>
  </Page>
);

/** A password that is shown once. */
export const PasswordCard = ({ user, password }: { readonly user: string; readonly password: string }) => (
  <section class="card" aria-labelledby="password">
    <h2 id="password">The Web Connector’s password</h2>
    <dl>
      <dt>User</dt>
      <dd>
        <code>{user}</code>
      </dd>
      <dt>Password</dt>
      <dd>
        <code class="secret">{password}</code>
      </dd>
    </dl>
    <p class="hint">
      It is shown this once and stored nowhere; write it down now. If it is lost, a new one is made in the
      settings.
    </p>
  </section>
);

const Instructions = ({ company }: { readonly company: string }) => (
  <ol>
    <li>
      <a href={`/companies/${company}/qwc`} download>
        Download the .qwc file
      </a>{' '}
      and take it to that computer.
    </li>
    <li>Open the company file in QuickBooks as Admin, in single-user mode.</li>
    <li>
      Start the Web Connector, choose <em>Add an application</em> and the file, and allow access in
      QuickBooks, also when QuickBooks is not running if it is to work at night.
    </li>
    <li>
      Type the password, tick <em>Tieout</em> and <em>Auto-Run</em>, and choose <em>Update Selected</em>.
    </li>
  </ol>
);

interface SetupProps {
  readonly by: Inside;
  readonly view: SetupView;
  readonly said?: string | undefined;
}

/** Waiting for the first call, and on to the first preview; it follows by itself. */
export const SetupPage = (props: SetupProps) => {
  const { by, view, said } = props;
  const { facts } = view;
  return (
    <Page title={`Connecting “${facts.name}”`} person={by.person} company={navOf(by, facts)} said={said}>
      <h1>Connecting “{facts.name}”</h1>
      <WizardSteps now="QuickBooks" />
      <div data-live={`/companies/${facts.id}/setup/live`}>
        <section class="card" id="live-checks" aria-live="polite" aria-label="How far it is">
          <ChecksPart {...props} />
        </section>
        <p class="hint" id="live-state" role="status" hidden>
          Live updates are interrupted; they go on by themselves.
        </p>
      </div>
      <section class="card">
        <h2>On the computer with QuickBooks</h2>
        <Instructions company={facts.id} />
        <p>
          What is chosen otherwise, and what a stop lets you accept, is in the{' '}
          <a href={`/companies/${facts.id}/settings`}>settings</a>.
        </p>
        {may(by.membership, 'changeAccess') && (
          <ActButton
            action={`/companies/${facts.id}/web-connector-password`}
            csrf={by.person.browser?.csrf ?? ''}
          >
            Make a new password
          </ActButton>
        )}
      </section>
    </Page>
  );
};

const stateWords = { done: 'done', now: 'now', trouble: 'needs a look', waits: 'waits' } as const;
const lights = { done: 'on', now: 'unknown', trouble: 'off', waits: 'unknown' } as const;

export const ChecksPart = ({ view: { facts, checks, preview } }: Pick<SetupProps, 'view'>) => (
  <>
    <h2>How far it is</h2>
    <ul class="lamps">
      {checks.map(({ title, state, sentence, causes }) => (
        <li key={title}>
          <span class={`lamp ${lights[state]}`} aria-hidden="true" />
          <div>
            <strong>{title}</strong> <span class="tag">{stateWords[state]}</span>
            <p>{sentence}</p>
            {state !== 'done' && causes.length > 0 && (
              <ul class="causes hint">
                {causes.map((cause) => (
                  <li key={cause}>{cause}</li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ul>
    {preview !== null && (
      <p>
        <a class="button primary" href={`/companies/${facts.id}/previews/${preview}`}>
          See the first preview
        </a>
      </p>
    )}
    {facts.acceptedAt !== null && (
      <p>
        <a class="button primary" href={`/companies/${facts.id}`}>
          To the company
        </a>
      </p>
    )}
  </>
);
