import { may } from '../../access/capabilities';
import { accountWords } from '../../acts/billcomAccount';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { guards } from '../../reconcile/guards/catalogue';
import type { Inside } from '../admission';
import { wasPrefix } from '../settingsActs';
import { onPage } from '../views/onPage';
import { settingGroups, type SettingName, type ShownSetting } from '../views/settingGroups';
import { when } from '../views/words';
import { Secret } from './connect';
import { Chip } from './chip';
import { ActButton, navOf, Page } from './layout';
import { SettingFact, SettingField } from './settingField';

interface SettingsProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly settings: readonly ShownSetting[];
  readonly suggestions: Readonly<Partial<Record<SettingName, readonly string[]>>>;
  /** The name that QuickBooks said last. */
  readonly seenName: string | null;
  readonly said: string | undefined;
  readonly now: Date;
}

/** Everything that is set of a company, and how its books are reached. */
export const SettingsPage = (props: SettingsProps) => {
  const { by, facts, said } = props;
  return (
    <Page
      title={`Settings of “${facts.name}”`}
      person={by.person}
      company={navOf(by, facts)}
      tab="settings"
      said={said}
    >
      <h1>Settings</h1>
      <nav aria-label="On this page">
        <ul class="chips">
          {[
            ...settingGroups.map(({ id, title }) => [id, title] as const),
            ['connection', 'Connection'] as const,
          ].map(([id, title]) => (
            <Chip key={id} href={`#${id}`}>
              {title}
            </Chip>
          ))}
          <Chip href={`/companies/${facts.id}/rules`}>What goes which way</Chip>
        </ul>
      </nav>
      <Stops {...props} />
      {settingGroups.map((group) => (
        <Group key={group.id} {...props} group={group} />
      ))}
      <Connection {...props} />
    </Page>
  );
};

const Group = ({
  by,
  settings,
  suggestions,
  group,
}: SettingsProps & { readonly group: (typeof settingGroups)[number] }) => {
  const shown = group.settings.flatMap((name) => settings.find((each) => each.name === name) ?? []);
  const mayChange = may(by.membership, group.id === 'modes' ? 'switchModes' : 'changeSettings');
  return (
    <section class="card" aria-labelledby={group.id}>
      <h2 id={group.id}>{group.title}</h2>
      <p class="hint">{group.about}</p>
      {mayChange ? (
        <form method="post" action={`/companies/${by.company.id}/settings`} class="form">
          <input type="hidden" name="_csrf" value={by.person.browser?.csrf ?? ''} />
          {shown.map(({ name, value }) => (
            <input type="hidden" name={`${wasPrefix}${name}`} value={value} key={name} />
          ))}
          <div class="fields-two">
            {shown.map((setting) => (
              <SettingField
                key={setting.name}
                setting={setting}
                suggestions={suggestions[setting.name] ?? []}
              />
            ))}
          </div>
          <button class="primary" aria-label={`Save: ${group.title}`}>
            Save
          </button>
        </form>
      ) : (
        <dl>
          {shown.map((setting) => (
            <SettingFact key={setting.name} setting={setting} />
          ))}
        </dl>
      )}
    </section>
  );
};

/** What stops the company and can be accepted as it is, here. */
const Stops = ({ by, facts, seenName }: SettingsProps) => {
  if (facts.stops.length === 0) return null;
  const { company, person, membership } = by;
  const csrf = person.browser?.csrf ?? '';
  const action = `/companies/${company.id}/guards/accept`;
  const other = company.quickbooks.otherComputer;
  return (
    <section class="card" aria-labelledby="guards">
      <h2 id="guards">What stops it</h2>
      {facts.stops.map(({ guard, because }) => (
        <article key={guard} class="held">
          <h3>{guards[guard].title}</h3>
          <p>{onPage(because)}</p>
          <p class="hint">{onPage(guards[guard].cure)}</p>
          {may(membership, 'changeAccess') &&
            guard === 'computer' &&
            typeof other === 'string' &&
            other !== '' && (
              <ActButton action={action} csrf={csrf} fields={{ guard, name: other }} kind="primary">
                The work has moved to “{other}”
              </ActButton>
            )}
          {may(membership, 'changeAccess') && guard === 'restored' && (
            <ActButton action={action} csrf={csrf} fields={{ guard }} kind="primary">
              It was restored on purpose: read it anew
            </ActButton>
          )}
          {may(membership, 'changeAccess') &&
            guard === 'file' &&
            seenName !== null &&
            seenName !== company.quickbooks.companyName && (
              <ActButton action={action} csrf={csrf} fields={{ guard, name: seenName }} kind="primary">
                The same company is called “{seenName}” now
              </ActButton>
            )}
          {(guard === 'billcom' || guard === 'organization') && (
            <p>
              <a href="#billcom">Enter other credentials</a>
            </p>
          )}
        </article>
      ))}
    </section>
  );
};

const Connection = ({ by, facts, now }: SettingsProps) => {
  const { company, membership, person } = by;
  const csrf = person.browser?.csrf ?? '';
  const base = `/companies/${company.id}`;
  const { companyName, productName, computer } = company.quickbooks;
  const mayAccess = may(membership, 'changeAccess');
  return (
    <section class="card" aria-labelledby="connection">
      <h2 id="connection">Connection</h2>
      <dl>
        <dt>Bill.com</dt>
        <dd>
          {company.billcom.organizationId} as {company.billcom.userName}
        </dd>
        <dt>Bill.com account made</dt>
        <dd>{accountWords(company.billcomAccount)}</dd>
        <dt>QuickBooks</dt>
        <dd>
          {typeof companyName === 'string' && companyName !== ''
            ? `“${companyName}”${typeof productName === 'string' && productName !== '' ? ` in ${productName}` : ''}${typeof computer === 'string' && computer !== '' ? ` on ${computer}` : ''}`
            : 'not seen yet'}
        </dd>
        <dt>Web Connector</dt>
        <dd>
          user <code>{company.webConnectorUser}</code>
          {facts.lastLoginAt
            ? `, signed in last ${when(facts.lastLoginAt, facts.zone, now)}`
            : ', has never called'}
        </dd>
        <dt>Time zone</dt>
        <dd>{company.zone}</dd>
        <dt>Connected</dt>
        <dd>{when(company.createdAt, facts.zone, now)}</dd>
      </dl>
      <div class="controls">
        {may(membership, 'downloadQwc') && (
          <a class="button" href={`${base}/qwc`} download>
            Download the .qwc file
          </a>
        )}
        {mayAccess && (
          <ActButton action={`${base}/web-connector-password`} csrf={csrf}>
            Make a new Web Connector password
          </ActButton>
        )}
        <a class="button" href={`${base}/setup`}>
          How far connecting is
        </a>
      </div>
      {mayAccess && (
        <>
          <h3 id="billcom">Other Bill.com credentials</h3>
          <form method="post" action={`${base}/billcom`} class="form">
            <input type="hidden" name="_csrf" value={csrf} />
            <label for="user">Name of the sync token, or a user’s e-mail address</label>
            <input
              id="user"
              name="user"
              required
              maxLength={200}
              autocomplete="off"
              value={company.billcom.userName}
            />
            <Secret
              name="password"
              label="The sync token’s value, or the user’s password"
              hint="It is tested before it is stored, and never shown again."
              isNeeded
            />
            <Secret
              name="developerKey"
              label="Bill.com’s developer key"
              hint="Empty: as it is."
              isNeeded={false}
            />
            <button>Test and save</button>
          </form>
        </>
      )}
      {may(membership, 'switchModes') && (
        <>
          <h3 id="account-age">When the Bill.com account was created</h3>
          <p class="hint">
            Bill.com’s support knows. Only of an account made before June 5, 2020 legacy status sync can be
            turned on; with a later one it is turned off.
          </p>
          <div class="controls">
            {(['before', 'later'] as const)
              .filter((account) => account !== company.billcomAccount)
              .map((account) => (
                <ActButton key={account} action={`${base}/billcom-account`} csrf={csrf} fields={{ account }}>
                  {account === 'before' ? 'Before June 5, 2020' : 'June 5, 2020 or later'}
                </ActButton>
              ))}
          </div>
        </>
      )}
    </section>
  );
};
