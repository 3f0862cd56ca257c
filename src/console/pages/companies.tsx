import type { CompanyFacts } from '../../ledger/companyFacts';
import type { Person } from '../signedIn';
import { toneWords, tones, type Tone, type Verdict } from '../views/verdict';
import { amount, counted, many, when } from '../views/words';
import { Chip } from './chip';
import { Page } from './layout';
import { Pager, type Paging } from './pager';

export interface CompanyRow {
  readonly facts: CompanyFacts;
  readonly verdict: Verdict;
}

interface CompaniesProps {
  readonly person: Person;
  readonly rows: readonly CompanyRow[];
  /** How many there are of each tone, whatever is filtered. */
  readonly counts: Readonly<Record<Tone, number>>;
  readonly search: string;
  readonly tone: Tone | undefined;
  readonly paging: Paging;
  /** Whether connecting another one is offered. */
  readonly mayConnect: boolean;
  readonly now: Date;
}

export const CompaniesPage = ({
  person,
  rows,
  counts,
  search,
  tone,
  paging,
  mayConnect,
  now,
}: CompaniesProps) => {
  const total = tones.reduce((sum, each) => sum + counts[each], 0);
  return (
    <Page title="All companies" person={person}>
      <h1>All companies</h1>
      {mayConnect && (
        <p>
          <a class="button" href="/connect">
            Connect a company
          </a>
        </p>
      )}
      {total === 0 ? (
        <section class="card empty">
          <p>You have no company yet.</p>
          <p class="hint">
            Whoever runs Tieout gives you a role in one: <code>tieout user role {person.email}</code>
          </p>
        </section>
      ) : (
        <>
          <form method="get" action="/companies" class="filters" role="search">
            <label for="q">Find a company</label>
            <input id="q" name="q" type="search" value={search} maxLength={80} />
            {tone && <input type="hidden" name="tone" value={tone} />}
            <button class="plain">Find</button>
          </form>
          <ul class="chips" aria-label="How they stand">
            <Chip href={`/companies?q=${encodeURIComponent(search)}`} isOn={tone === undefined}>
              All {counted(total)}
            </Chip>
            {tones
              .filter((each) => counts[each] > 0)
              .map((each) => (
                <Chip
                  key={each}
                  href={`/companies?tone=${each}&q=${encodeURIComponent(search)}`}
                  isOn={tone === each}
                >
                  <span class={`dot ${each}`} aria-hidden="true" /> {toneWords[each]} {counted(counts[each])}
                </Chip>
              ))}
          </ul>
          {rows.length === 0 ? (
            <section class="card empty">
              <p>No company is called so, or stands so.</p>
              <p>
                <a href="/companies">Show all</a>
              </p>
            </section>
          ) : (
            <div class="card scrolls" tabIndex={0} role="region" aria-label="Companies, the worst first">
              <table>
                <caption class="hidden">Companies, the worst first</caption>
                <thead>
                  <tr>
                    <th scope="col">Company</th>
                    <th scope="col">How it stands</th>
                    <th scope="col" class="number">
                      Needs you
                    </th>
                    <th scope="col" class="number">
                      A/P difference
                    </th>
                    <th scope="col" class="number">
                      A/R difference
                    </th>
                    <th scope="col">Last sync</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <Row key={row.facts.id} {...row} now={now} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <Pager paging={paging} what={(count) => many(count, 'company', 'companies')} />
        </>
      )}
    </Page>
  );
};

const Row = ({ facts, verdict, now }: CompanyRow & { now: Date }) => (
  <tr>
    <th scope="row">
      <a href={`/companies/${facts.id}`}>{facts.name}</a>
    </th>
    <td>
      <span class={`dot ${verdict.tone}`} aria-hidden="true" />{' '}
      <span class="hidden">{toneWords[verdict.tone]}: </span>
      {verdict.sentence}
      {facts.running && <span class="tag">syncing now</span>}
    </td>
    <td class="number">
      {facts.needs === 0 ? (
        <span class="hint">–</span>
      ) : (
        <a
          href={`/companies/${facts.id}/needs-you`}
          aria-label={`${counted(facts.needs)} of ${facts.name} ${facts.needs === 1 ? 'needs' : 'need'} you`}
        >
          {counted(facts.needs)}
        </a>
      )}
    </td>
    <td class="number">{facts.payables ? amount(facts.payables.difference) : <span class="hint">–</span>}</td>
    <td class="number">
      {facts.receivables ? amount(facts.receivables.difference) : <span class="hint">–</span>}
    </td>
    <td class="when">{facts.lastSync?.endedAt ? when(facts.lastSync.endedAt, facts.zone, now) : 'never'}</td>
  </tr>
);
