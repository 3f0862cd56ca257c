import type { CompanyFacts } from '../../ledger/companyFacts';
import type { Inside } from '../admission';
import { peopleHref } from '../peopleActs';
import { navOf, Page } from './layout';

/** A link that works once, shown once. */
export const OnceLinkPage = ({
  by,
  facts,
  email,
  address,
}: {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly email: string;
  readonly address: string;
}) => (
  <Page title={`A link for ${email}`} person={by.person} company={navOf(by, facts)} tab="people">
    <h1>A link for {email}</h1>
    <section class="card" aria-labelledby="link">
      <h2 id="link">The link</h2>
      <p>
        <code class="secret link">{address}</code>
      </p>
      <p class="hint">
        It is shown this once, and works once and for three days. Give it to {email} in a way that only they
        read: whoever opens it acts as they. A link that was made before works no more.
      </p>
    </section>
    <p>
      <a href={peopleHref(facts.id)}>Back to the people</a>
    </p>
  </Page>
);
