import type { ComponentChildren } from 'preact';
import { may } from '../../access/capabilities';
import type { Inside as Member } from '../admission';
import type { Person } from '../signedIn';

export interface Inside {
  readonly id: string;
  readonly name: string;
  /** How much waits for a person. */
  readonly needs: number;
  /** Whether the settings are offered. */
  readonly seesSettings?: boolean;
  /** Whether the people who may use it are. */
  readonly seesPeople?: boolean;
}

/** The company in the bar of a page, with the parts of it that this member sees. */
export const navOf = (
  { membership }: Pick<Member, 'membership'>,
  { id, name, needs }: Pick<Inside, 'id' | 'name' | 'needs'>,
): Inside => ({
  id,
  name,
  needs,
  seesSettings: may(membership, 'seeSettings'),
  seesPeople: may(membership, 'managePeople'),
});

interface PageProps {
  readonly title: string;
  readonly person: Person | null;
  readonly company?: Inside;
  /** The part of the company that is shown. */
  readonly tab?: 'overview' | 'needs' | 'records' | 'tieOut' | 'history' | 'settings' | 'people';
  /** What was just done. */
  readonly said?: string | undefined;
  readonly children: ComponentChildren;
}

/** Every page: head, a bar with where one is, the page itself. */
export const Page = ({ title, person, company, tab, said, children }: PageProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · Tieout`}</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/console.css" />
      <script src="/assets/live.js" defer />
    </head>
    <body>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="bar">
        <a class="brand" href="/companies">
          Tieout
        </a>
        {company && <CompanyNav company={company} tab={tab} />}
        {person?.browser && (
          <form method="post" action="/sign-out" class="who">
            <input type="hidden" name="_csrf" value={person.browser.csrf} />
            <a href="/account" title={person.email}>
              {person.name}
            </a>
            <button class="plain">Sign out</button>
          </form>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        {said && (
          <p class="said" role="status">
            {said}
          </p>
        )}
        {children}
      </main>
    </body>
  </html>
);

const CompanyNav = ({ company, tab }: { company: Inside; tab: PageProps['tab'] }) => {
  const base = `/companies/${company.id}`;
  const link = (href: string, name: NonNullable<PageProps['tab']>, words: ComponentChildren) => (
    <li>
      <a href={href} aria-current={tab === name ? 'page' : undefined}>
        {words}
      </a>
    </li>
  );
  return (
    <nav aria-label={company.name}>
      <ul>
        {link(base, 'overview', company.name)}
        {link(
          `${base}/needs-you`,
          'needs',
          <>
            Needs you{' '}
            {company.needs > 0 && <span class="count">{company.needs.toLocaleString('en-US')}</span>}
          </>,
        )}
        {link(`${base}/records`, 'records', 'Records')}
        {link(`${base}/tie-out`, 'tieOut', 'Tie-out')}
        {link(`${base}/history`, 'history', 'History')}
        {company.seesSettings && link(`${base}/settings`, 'settings', 'Settings')}
        {company.seesPeople && link(`${base}/people`, 'people', 'People')}
      </ul>
    </nav>
  );
};

/** A form with one button that does one thing. */
export const ActButton = ({
  action,
  csrf,
  fields = {},
  children,
  kind = 'plain',
  label,
}: {
  action: string;
  csrf: string;
  fields?: Readonly<Record<string, string>>;
  children: ComponentChildren;
  kind?: 'plain' | 'primary';
  /** What a screen reader says, where the words alone do not tell what it is about. */
  label?: string;
}) => (
  <form method="post" action={action} class="act">
    <input type="hidden" name="_csrf" value={csrf} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} key={name} />
    ))}
    <button class={kind} aria-label={label}>
      {children}
    </button>
  </form>
);
