import { capabilities, capabilityNames, may } from '../../access/capabilities';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { plans, roles, type Plan, type Role } from '../../ledger/users';
import type { Inside } from '../admission';
import { peopleHref, type PeopleView } from '../peopleActs';
import { planWords, signInWords } from '../views/people';
import { when } from '../views/words';
import { ActButton, navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface PeopleProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly view: PeopleView;
  readonly said: string | undefined;
  /** The password was given a moment ago. */
  readonly isConfirmed: boolean;
  readonly now: Date;
}

/** Who may use a company, and who is invited. */
export const PeoplePage = (props: PeopleProps) => {
  const { by, facts, said } = props;
  return (
    <Page
      title={`People of “${facts.name}”`}
      person={by.person}
      company={navOf(by, facts)}
      tab="people"
      said={said}
    >
      <h1>People</h1>
      <Members {...props} />
      <Invitations {...props} />
      <InviteForm {...props} />
      <RolesTable />
    </Page>
  );
};

const Members = ({ by, facts, view, now }: PeopleProps) => (
  <TableCard label="Who may use this company" columns={['Person', 'Role', 'Signed in last']}>
    {view.people.map(({ userId, email, name, role, plan, lastSignInAt, isDisabled }) => (
      <tr key={userId}>
        <th scope="row">
          <a href={`${peopleHref(facts.id)}/${userId}`}>{name}</a>{' '}
          {userId === by.person.userId && <span class="tag">you</span>}
          {isDisabled && <span class="tag">disabled</span>}
          {name !== email && <div class="hint">{email}</div>}
        </th>
        <Standing role={role} plan={plan} />
        <td class="when">{signInWords(lastSignInAt, facts.zone, now)}</td>
      </tr>
    ))}
  </TableCard>
);

const Standing = ({ role, plan }: { readonly role: Role; readonly plan: Plan }) => (
  <td>
    {role}
    <div class="hint">{planWords[plan]}</div>
  </td>
);

const Invitations = ({ by, facts, view: { invitations }, now }: PeopleProps) => {
  if (invitations.length === 0) return null;
  const csrf = by.person.browser?.csrf ?? '';
  const address = (id: string): string => `/companies/${facts.id}/invitations/${id}`;
  return (
    <>
      <h2>Invited</h2>
      <TableCard label="Invited" columns={['Person', 'Role', 'The link', <span class="hidden">Change</span>]}>
        {invitations.map(({ id, email, name, role, plan, expiresAt, isOpen, invitedBy }) => (
          <tr key={id}>
            <th scope="row">
              {name}
              {name !== email && <div class="hint">{email}</div>}
            </th>
            <Standing role={role} plan={plan} />
            <td>
              {isOpen ? `works until ${when(expiresAt, facts.zone, now)}` : 'works no more'}
              <div class="hint">by {invitedBy}</div>
            </td>
            <td>
              <div class="controls">
                <ActButton action={`${address(id)}/link`} csrf={csrf} label={`New link for ${email}`}>
                  New link
                </ActButton>
                <ActButton
                  action={`${address(id)}/withdraw`}
                  csrf={csrf}
                  label={`Withdraw the invitation of ${email}`}
                >
                  Withdraw
                </ActButton>
              </div>
            </td>
          </tr>
        ))}
      </TableCard>
    </>
  );
};

/** Asked before the form and not after it: what was typed would be lost. */
export const ConfirmFirstLink = ({ here }: { readonly here: string }) => (
  <p>
    <a class="button" href={`/confirm?next=${encodeURIComponent(here)}`}>
      Give your password to go on
    </a>
  </p>
);

const InviteForm = ({ by, isConfirmed }: PeopleProps) => (
  <section class="card" aria-labelledby="invite">
    <h2 id="invite">Invite somebody</h2>
    <p class="hint">
      Tieout makes a link that works once and for three days, and shows it to you. Give it to that person in a
      way that only they read: by it they choose a password, or accept with the one they have.
    </p>
    {isConfirmed ? (
      <form method="post" action={peopleHref(by.company.id)} class="form">
        <input type="hidden" name="_csrf" value={by.person.browser?.csrf ?? ''} />
        <label for="name">Name</label>
        <input id="name" name="name" required maxLength={80} autocomplete="off" />
        <label for="email">E-mail address, by which they sign in</label>
        <input id="email" name="email" type="email" required maxLength={254} autocomplete="off" />
        <StandingFields role="Accountant" plan={by.membership.plan} own={by.membership.plan} />
        <button class="primary">Invite</button>
      </form>
    ) : (
      <ConfirmFirstLink here={peopleHref(by.company.id)} />
    )}
  </section>
);

/** Role and plan, to be chosen. @param own of who chooses: nobody gives more than they have */
export const StandingFields = ({
  role,
  plan,
  own,
}: {
  readonly role: Role;
  readonly plan: Plan;
  readonly own: Plan;
}) => (
  <>
    <label for="role">Role</label>
    <select id="role" name="role">
      {roles.map((each) => (
        <option key={each} value={each} selected={each === role}>
          {each}
        </option>
      ))}
    </select>
    <label for="plan">Works with</label>
    <select id="plan" name="plan">
      {plans
        .filter((each) => own === 'both' || each === own)
        .map((each) => (
          <option key={each} value={each} selected={each === plan}>
            {planWords[each]}
          </option>
        ))}
    </select>
  </>
);

/** The table by which pages offer and the API allows, as it is. */
const RolesTable = () => (
  <details class="card">
    <summary>What each role may do</summary>
    <div class="scrolls" tabIndex={0} role="region" aria-label="What each role may do">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            {roles.map((role) => (
              <th scope="col" key={role}>
                {role}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {capabilityNames.map((name) => (
            <tr key={name}>
              <th scope="row">{capabilities[name].doing}</th>
              {roles.map((role) => (
                <td key={role}>{may({ role, plan: 'both' }, name) ? 'yes' : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p class="hint">
      Of accounts payable and receivable, and what belongs to them, each only as far as a person works with
      it.
    </p>
  </details>
);
