import type { Inside } from '../admission';
import { Page } from './layout';
import { PasswordCard } from './connected';

/** A new Web Connector password, shown once. */
export const NewPasswordPage = ({ by, password }: { readonly by: Inside; readonly password: string }) => (
  <Page
    title="A new password"
    person={by.person}
    company={{ id: by.company.id, name: by.company.name, needs: 0 }}
    tab="settings"
  >
    <h1>A new password</h1>
    <PasswordCard user={by.company.webConnectorUser} password={password} />
    <p>
      Enter it in the Web Connector beside Tieout: the old one is refused from now on.{' '}
      <a href={`/companies/${by.company.id}/${by.company.acceptedAt === null ? 'setup' : 'settings'}`}>
        Go on
      </a>
    </p>
  </Page>
);
