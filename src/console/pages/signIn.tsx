import type { Person } from '../signedIn';
import { Page } from './layout';

interface SignInProps {
  readonly next: string;
  readonly email?: string;
  readonly fault?: string;
  /** What was just done. */
  readonly said?: string;
}

export const SignInPage = ({ next, email = '', fault, said }: SignInProps) => (
  <Page title="Sign in" person={null} said={said}>
    <section class="narrow card">
      <h1>Sign in</h1>
      {fault && (
        <p class="fault" role="alert" id="fault">
          {fault}
        </p>
      )}
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          required
          maxLength={254}
          value={email}
          autofocus={email === ''}
          aria-describedby={fault ? 'fault' : undefined}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxLength={256}
          autofocus={email !== ''}
        />
        <button class="primary wide">Sign in</button>
      </form>
      <p class="hint">
        No account, or the password is lost? An Administrator of your company, or whoever runs Tieout for you,
        gives you a link.
      </p>
    </section>
  </Page>
);

export const ConfirmPage = ({ next, person, fault }: SignInProps & { person: Person }) => (
  <Page title="Confirm that it is you" person={person}>
    <section class="narrow card">
      <h1>Confirm that it is you</h1>
      <p>
        What you are about to do is not easily taken back, so your password is asked for once more. After
        that, do it again.
      </p>
      {fault && (
        <p class="fault" role="alert" id="fault">
          {fault}
        </p>
      )}
      <form method="post" action="/confirm">
        <input type="hidden" name="_csrf" value={person.browser?.csrf ?? ''} />
        <input type="hidden" name="next" value={next} />
        <input type="email" name="email" autocomplete="username" value={person.email} hidden readOnly />
        <label for="password">Password of {person.email}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxLength={256}
          autofocus
          aria-describedby={fault ? 'fault' : undefined}
        />
        <button class="primary wide">Confirm</button>
      </form>
      <p>
        <a href={next}>Back without doing it</a>
      </p>
    </section>
  </Page>
);

export const FaultPage = ({
  person,
  title,
  sentence,
  cure,
}: {
  person: Person | null;
  title: string;
  sentence: string;
  cure: string;
}) => (
  <Page title={title} person={person}>
    <section class="narrow card">
      <h1>{title}</h1>
      <p>{sentence}</p>
      {cure !== '' && <p>{cure}</p>}
      <p>
        <a href="/companies">To your companies</a>
      </p>
    </section>
  </Page>
);
