import type { ComponentChildren } from 'preact';
import { shortestPassword } from '../../access/userPasswords';
import type { PasswordLink } from '../../ledger/passwordLinks';
import type { OpenInvitation } from '../linkActs';
import type { Person } from '../signedIn';
import { planWords } from '../views/people';
import { ActButton, Page } from './layout';

/** Pages that a link which works once opens. */

interface ByLinkProps {
  readonly person: Person | null;
  /** The page's own address. */
  readonly path: string;
  readonly fault?: string | undefined;
}

/** The same page whether the address is known here or not. */
export const InvitationPage = (props: ByLinkProps & { readonly invitation: OpenInvitation }) => {
  const { person, path, invitation } = props;
  const { company, email, role, plan } = invitation;
  return (
    <Page title={`Invitation to “${company}”`} person={person}>
      <section class="narrow card">
        <h1>“{company}” invites you</h1>
        <p>
          As its {role}, for {planWords[plan]}. You sign in as <strong>{email}</strong>.
        </p>
        {person?.browser ? <SignedInAlready {...props} /> : <NewHere {...props} />}
      </section>
      {person === null && (
        <section class="narrow card">
          <h2>You sign in to Tieout already</h2>
          <p>With this address and a password of yours: sign in, and accept.</p>
          <p>
            <a class="button" href={`/sign-in?next=${encodeURIComponent(path)}`}>
              Sign in
            </a>
          </p>
        </section>
      )}
    </Page>
  );
};

const NewHere = ({ path, fault, invitation }: ByLinkProps & { readonly invitation: OpenInvitation }) => (
  <>
    <h2>You are new to Tieout</h2>
    <ChooseForm path={path} csrf="" email={invitation.email} fault={fault}>
      Accept
    </ChooseForm>
  </>
);

const SignedInAlready = ({
  person,
  path,
  invitation,
}: ByLinkProps & { readonly invitation: OpenInvitation }) =>
  person?.email.toLowerCase() === invitation.email.toLowerCase() ? (
    <ActButton action={`${path}/accept`} csrf={person.browser?.csrf ?? ''} kind="primary">
      Accept
    </ActButton>
  ) : (
    <p class="fault" role="alert">
      You are signed in as {person?.email}, and this invitation is for somebody else. Sign out, then open the
      link again.
    </p>
  );

export const NewPasswordByLinkPage = ({
  person,
  path,
  fault,
  link,
}: ByLinkProps & { readonly link: PasswordLink }) => (
  <Page title="Choose a new password" person={person}>
    <section class="narrow card">
      <h1>Choose a new password</h1>
      <p>
        For <strong>{link.email}</strong>.
      </p>
      <ChooseForm path={path} csrf={person?.browser?.csrf ?? ''} email={link.email} fault={fault}>
        Save
      </ChooseForm>
    </section>
  </Page>
);

const ChooseForm = ({
  path,
  csrf,
  email,
  fault,
  children,
}: {
  readonly path: string;
  readonly csrf: string;
  readonly email: string;
  readonly fault: string | undefined;
  readonly children: ComponentChildren;
}) => (
  <form method="post" action={path}>
    {csrf !== '' && <input type="hidden" name="_csrf" value={csrf} />}
    {fault && (
      <p class="fault" role="alert" id="fault">
        {fault}
      </p>
    )}
    <input type="email" autocomplete="username" value={email} hidden readOnly />
    <PasswordFields isFaulty={fault !== undefined} />
    <button class="primary wide">{children}</button>
  </form>
);

/** A new password, typed twice. */
export const PasswordFields = ({ isFaulty = false }: { readonly isFaulty?: boolean }) => (
  <>
    <label for="password">New password</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="new-password"
      required
      minLength={shortestPassword}
      maxLength={256}
      aria-describedby={isFaulty ? 'fault password-hint' : 'password-hint'}
    />
    <p id="password-hint" class="hint">
      At least {shortestPassword} characters. A sentence is easier to keep than signs.
    </p>
    <label for="again">The same again</label>
    <input
      id="again"
      name="again"
      type="password"
      autocomplete="new-password"
      required
      minLength={shortestPassword}
      maxLength={256}
    />
  </>
);
