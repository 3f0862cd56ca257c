import type { ApiToken } from '../../ledger/apiTokens';
import type { LivingSession } from '../../ledger/userSessions';
import type { AccountView } from '../accountActs';
import type { Person } from '../signedIn';
import { span } from '../views/words';
import { PasswordFields } from './byLink';
import { ActButton, Page } from './layout';
import { ConfirmFirstLink } from './people';
import { TableCard } from './tableCard';

interface AccountProps {
  readonly person: Person;
  readonly view: AccountView;
  readonly said: string | undefined;
  /** The password was given a moment ago. */
  readonly isConfirmed: boolean;
  readonly now: Date;
}

/** One's own account: name, password, sign-ins, tokens. */
export const AccountPage = (props: AccountProps) => (
  <Page title="Your account" person={props.person} said={props.said}>
    <h1>Your account</h1>
    <p class="hint">
      You sign in as <strong>{props.person.email}</strong>.
    </p>
    <Name {...props} />
    <Password {...props} />
    <Sessions {...props} />
    <Tokens {...props} />
  </Page>
);

const csrfOf = ({ browser }: Person): string => browser?.csrf ?? '';
const ago = (at: Date, now: Date): string => `${span(now.getTime() - at.getTime())} ago`;

const Name = ({ person }: AccountProps) => (
  <section class="card" aria-labelledby="name-title">
    <h2 id="name-title">Name</h2>
    <form method="post" action="/account/name" class="form">
      <input type="hidden" name="_csrf" value={csrfOf(person)} />
      <label for="name">How others see you</label>
      <input id="name" name="name" required maxLength={80} autocomplete="name" value={person.name} />
      <button>Save</button>
    </form>
  </section>
);

const Password = ({ person }: AccountProps) => (
  <section class="card" aria-labelledby="password-title">
    <h2 id="password-title">Password</h2>
    <p class="hint">Everywhere else you are signed out by it. Tokens go on working.</p>
    <form method="post" action="/account/password" class="form">
      <input type="hidden" name="_csrf" value={csrfOf(person)} />
      <input type="email" autocomplete="username" value={person.email} hidden readOnly />
      <label for="old">Old password</label>
      <input id="old" name="old" type="password" autocomplete="current-password" required maxLength={256} />
      <PasswordFields />
      <button>Change the password</button>
    </form>
  </section>
);

const Sessions = ({ person, view: { sessions }, now }: AccountProps) => (
  <>
    <h2>Where you are signed in</h2>
    <TableCard label="Where you are signed in" columns={['Browser', 'From', 'Signed in', 'Used last']}>
      {sessions.map((each: LivingSession) => (
        <tr key={each.id}>
          <th scope="row">
            {each.browser ?? 'A browser'} {each.isThis && <span class="tag">this one</span>}
          </th>
          <td>{each.address ?? '–'}</td>
          <td class="when">{ago(each.createdAt, now)}</td>
          <td class="when">{ago(each.seenAt, now)}</td>
        </tr>
      ))}
    </TableCard>
    {sessions.length > 1 && (
      <div class="controls">
        <ActButton action="/account/sessions/end-others" csrf={csrfOf(person)}>
          Sign out everywhere else
        </ActButton>
      </div>
    )}
  </>
);

const Tokens = ({ person, view: { tokens }, isConfirmed, now }: AccountProps) => (
  <>
    <h2>Tokens for programs</h2>
    {tokens.length > 0 && (
      <TableCard
        label="Tokens for programs"
        columns={['Token', 'May', 'Made', 'Used last', 'Ends', <span class="hidden">Change</span>]}
      >
        {tokens.map((each) => (
          <TokenRow key={each.id} token={each} csrf={csrfOf(person)} now={now} />
        ))}
      </TableCard>
    )}
    <section class="card" aria-labelledby="new-token">
      <h2 id="new-token">A new token</h2>
      <p class="hint">
        A program sends it as “Authorization: Bearer …” to <a href="/api/openapi.json">the API</a>, and sees
        what you see. It never does what asks for your password.
      </p>
      {isConfirmed ? <TokenForm csrf={csrfOf(person)} /> : <ConfirmFirstLink here="/account" />}
    </section>
  </>
);

const TokenForm = ({ csrf }: { readonly csrf: string }) => (
  <form method="post" action="/account/tokens" class="form">
    <input type="hidden" name="_csrf" value={csrf} />
    <label for="token-name">What it is for</label>
    <input id="token-name" name="name" required maxLength={80} autocomplete="off" />
    <label for="scope">It may</label>
    <select id="scope" name="scope">
      <option value="read">read what you see</option>
      <option value="act">read, and do what you may do</option>
    </select>
    <label for="days">For</label>
    <select id="days" name="days">
      {[30, 90, 365].map((days) => (
        <option key={days} value={days} selected={days === 90}>
          {days} days
        </option>
      ))}
    </select>
    <button>Make a token</button>
  </form>
);

const TokenRow = ({
  token,
  csrf,
  now,
}: {
  readonly token: ApiToken;
  readonly csrf: string;
  readonly now: Date;
}) => (
  <tr>
    <th scope="row">{token.name}</th>
    <td>{token.scopes.includes('act') ? 'read and act' : 'read'}</td>
    <td class="when">{ago(token.createdAt, now)}</td>
    <td class="when">{token.usedAt === null ? 'never' : ago(token.usedAt, now)}</td>
    <td class="when">
      {token.expiresAt === null ? 'never' : `in ${span(token.expiresAt.getTime() - now.getTime())}`}
    </td>
    <td>
      <ActButton
        action={`/account/tokens/${token.id}/end`}
        csrf={csrf}
        label={`End the token “${token.name}”`}
      >
        End
      </ActButton>
    </td>
  </tr>
);

/** A new token, shown once. */
export const NewTokenPage = ({
  person,
  name,
  token,
}: {
  readonly person: Person;
  readonly name: string;
  readonly token: string;
}) => (
  <Page title="A new token" person={person}>
    <h1>A new token</h1>
    <section class="card" aria-labelledby="token">
      <h2 id="token">“{name}”</h2>
      <p>
        <code class="secret link">{token}</code>
      </p>
      <p class="hint">It is shown this once and stored nowhere; give it to the program now.</p>
    </section>
    <p>
      <a href="/account">Back to your account</a>
    </p>
  </Page>
);
