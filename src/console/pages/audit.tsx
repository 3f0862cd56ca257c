import { changesOf } from '../../acts/auditView';
import { capital, oneOf } from '../../words/stepProgress';
import type { NameOf } from '../../words/valueWords';
import { bookTitle, type EntityDefinition } from '../../entities/definition';
import type { AuditRow } from '../../ledger/auditSearch';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { Inside } from '../admission';
import { recordHref, withQuery, writeHref } from '../views/hrefs';
import { when } from '../views/words';
import { Keyset, type KeysetLinks } from './keyset';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface AuditProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly lines: readonly AuditRow[];
  readonly links: KeysetLinks;
  /** What is asked for, as its address says it. */
  readonly filters: Readonly<Record<string, string>>;
  readonly people: readonly string[];
  readonly definitions: readonly EntityDefinition[];
  readonly nameOf: NameOf;
  readonly now: Date;
}

/** Who did what when, to which record, from what to what. */
export const AuditPage = (props: AuditProps) => {
  const { by, facts, lines, links, filters } = props;
  const base = `/companies/${facts.id}/audit`;
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Page title={`Audit log: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="history">
      <p>
        <a href={`/companies/${facts.id}/history`}>History</a>
      </p>
      <h1>Audit log</h1>
      <p class="hint">
        Every write, every decision and every setting. Nothing in it is ever changed or taken out.
      </p>
      <Filters {...props} />
      {lines.length === 0 ? (
        <section class="card empty">
          <p>{isFiltered ? 'The audit log has nothing of that.' : 'Nothing was done yet.'}</p>
        </section>
      ) : (
        <TableCard label="Audit log" columns={['When', 'Who', 'Did', 'Record', 'What']}>
          {lines.map((line) => (
            <Line key={line.id} {...props} line={line} />
          ))}
        </TableCard>
      )}
      <Keyset links={links} />
      {lines.length > 0 && (
        <div class="controls">
          <a class="button" href={withQuery(`${base}/csv`, filters)}>
            Download {isFiltered ? 'all that was found' : 'everything'} (CSV)
          </a>
        </div>
      )}
    </Page>
  );
};

const Filters = ({ facts, filters, people }: AuditProps) => (
  <form method="get" action={`/companies/${facts.id}/audit`} class="filters" role="search">
    <span class="pair">
      <label for="q">Record</label>
      <input
        id="q"
        name="q"
        type="search"
        value={filters.q ?? ''}
        maxLength={200}
        placeholder="number, name or id"
      />
    </span>
    <span class="pair">
      <label for="who">Who</label>
      <select id="who" name="who">
        <option value="">Everybody</option>
        {people.map((each) => (
          <option key={each} value={each} selected={each === filters.who}>
            {each}
          </option>
        ))}
      </select>
    </span>
    <span class="pair">
      <label for="kind">Kind</label>
      <select id="kind" name="kind">
        <option value="">Everything</option>
        <option value="writes" selected={filters.kind === 'writes'}>
          Writes to a book
        </option>
        <option value="overwrites" selected={filters.kind === 'overwrites'}>
          Writes that overwrote an edit
        </option>
        <option value="people" selected={filters.kind === 'people'}>
          Decisions and settings
        </option>
      </select>
    </span>
    <span class="pair">
      <label for="what">What</label>
      <input id="what" name="what" type="search" value={filters.what ?? ''} maxLength={200} />
    </span>
    <span class="pair">
      <label for="from">From</label>
      <input id="from" name="from" type="date" value={filters.from ?? ''} />
    </span>
    <span class="pair">
      <label for="to">to</label>
      <input id="to" name="to" type="date" value={filters.to ?? ''} />
    </span>
    <button class="plain">Show</button>
    {Object.keys(filters).length > 0 && <a href={`/companies/${facts.id}/audit`}>Show everything</a>}
  </form>
);

/** Writes are named by their action in the log. */
const writes: Readonly<Record<string, string>> = {
  create: 'Made',
  update: 'Changed',
  void: 'Made void',
  delete: 'Deleted',
};
const didWords = (action: string): string => writes[action] ?? capital(action);

const Line = ({ facts, definitions, nameOf, now, line }: AuditProps & { line: AuditRow }) => (
  <tr>
    <td class="when">{when(line.at, facts.zone, now)}</td>
    <td>{line.who}</td>
    <td>
      {line.operationId === null ? (
        didWords(line.action)
      ) : (
        <a href={writeHref(facts.id, line.operationId)}>{didWords(line.action)}</a>
      )}
    </td>
    <td>
      {line.entity !== null && (
        <>
          {capital(oneOf(line.entity))}{' '}
          {line.book !== null && line.recordId !== null && line.record !== null ? (
            <a href={recordHref(facts.id, { entity: line.entity, book: line.book, id: line.recordId })}>
              {line.record}
            </a>
          ) : (
            (line.record ?? line.recordId)
          )}{' '}
          {line.book !== null && <span class="hint">in {bookTitle[line.book]}</span>}
        </>
      )}
    </td>
    <td>
      <ul class="plain changes">
        {changesOf(line, definitions, nameOf).map((change) => (
          <li key={change}>{change}</li>
        ))}
        {line.detail !== null && <li class="hint">{line.detail}</li>}
      </ul>
    </td>
  </tr>
);
