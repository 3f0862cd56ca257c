import type { CompanyFacts } from '../../ledger/companyFacts';
import type { PersonThere } from '../../ledger/memberships';
import type { Inside } from '../admission';
import { peopleHref } from '../peopleActs';
import { planWords, signInWords } from '../views/people';
import { ActButton, navOf, Page } from './layout';
import { ConfirmFirstLink, StandingFields } from './people';

interface PersonProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly member: PersonThere;
  /** The password was given a moment ago. */
  readonly isConfirmed: boolean;
  readonly now: Date;
}

/** One person of a company: another role, a new password, no access any more. */
export const PersonPage = (props: PersonProps) => {
  const { by, facts, member, isConfirmed, now } = props;
  const { userId, email, name, role, plan, lastSignInAt, isDisabled } = member;
  return (
    <Page title={`${name} in “${facts.name}”`} person={by.person} company={navOf(by, facts)} tab="people">
      <p>
        <a href={peopleHref(facts.id)}>People</a>
      </p>
      <h1>{name}</h1>
      <dl>
        <dt>Signs in as</dt>
        <dd>{email}</dd>
        <dt>Role here</dt>
        <dd>
          {role}, {planWords[plan]}
        </dd>
        <dt>Signed in last</dt>
        <dd>{signInWords(lastSignInAt, facts.zone, now)}</dd>
      </dl>
      {isDisabled && (
        <p class="hint">
          Disabled by whoever runs Tieout, and cannot sign in: <code>tieout user enable {email}</code>
        </p>
      )}
      {isConfirmed ? <Acts {...props} /> : <ConfirmFirstLink here={`${peopleHref(facts.id)}/${userId}`} />}
    </Page>
  );
};

const Acts = (props: PersonProps) => {
  const { by, facts, member } = props;
  const { userId, name } = member;
  return (
    <>
      <Standing {...props} />
      <NewPassword {...props} />
      <section class="card" aria-labelledby="away">
        <h2 id="away">Take access away</h2>
        <p>
          {name} sees nothing of “{facts.name}” any more, and neither does a program with a token of theirs.
          What they did stays in the audit log.
        </p>
        <ActButton
          action={`${peopleHref(facts.id)}/${userId}/remove`}
          csrf={by.person.browser?.csrf ?? ''}
          label={`Take access away from ${name}`}
        >
          Take access away
        </ActButton>
      </section>
    </>
  );
};

const Standing = ({ by, member: { userId, role, plan } }: PersonProps) => (
  <section class="card" aria-labelledby="standing">
    <h2 id="standing">Role</h2>
    <form method="post" action={`${peopleHref(by.company.id)}/${userId}`} class="form">
      <input type="hidden" name="_csrf" value={by.person.browser?.csrf ?? ''} />
      <StandingFields role={role} plan={plan} own={by.membership.plan} />
      <button class="primary">Save</button>
    </form>
  </section>
);

const NewPassword = ({ by, member: { userId, name, isDisabled } }: PersonProps) => {
  if (isDisabled) return null;
  return (
    <section class="card" aria-labelledby="password">
      <h2 id="password">Password</h2>
      {userId === by.person.userId ? (
        <p>
          Your own is changed on <a href="/account">your account’s page</a>.
        </p>
      ) : (
        <>
          <p>
            Where it is lost: a link that works once and for three days, by which {name} chooses a new one.
            Making it signs them out everywhere; choosing the password ends their tokens.
          </p>
          <ActButton
            action={`${peopleHref(by.company.id)}/${userId}/password-link`}
            csrf={by.person.browser?.csrf ?? ''}
          >
            Make a link for a new password
          </ActButton>
        </>
      )}
    </section>
  );
};
