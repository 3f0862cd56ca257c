import { capital, manyOf, oneOf } from '../../words/stepProgress';
import { bookTitle, type EntityName } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { ListedRecord } from '../../ledger/recordSearch';
import type { Inside } from '../admission';
import { onPage } from '../views/onPage';
import { recordHref } from '../views/hrefs';
import { many } from '../views/words';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';
import { Pager, type Paging } from './pager';

/** A record of the list; of one that was looked for, why it is not in both books. */
export interface RecordRow extends ListedRecord {
  readonly because: readonly { readonly sentence: string; readonly cure: string }[];
}

interface RecordsProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly rows: readonly RecordRow[];
  /** What there is to choose from. */
  readonly entities: readonly EntityName[];
  readonly entity: EntityName | undefined;
  readonly search: string;
  readonly isAlone: boolean;
  readonly paging: Paging;
}

/** Every record, to be found by what it is called; of each whether it is in both books, and why not. */
export const RecordsPage = ({ by, facts, rows, entities, entity, search, isAlone, paging }: RecordsProps) => {
  const base = `/companies/${facts.id}/records`;
  return (
    <Page title={`Records: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="records">
      <h1>Records</h1>
      <form method="get" action={base} class="filters" role="search">
        <label for="q">Number, name or id</label>
        <input id="q" name="q" type="search" value={search} maxLength={80} />
        <label for="entity">Kind</label>
        <select id="entity" name="entity">
          <option value="">All</option>
          {entities.map((each) => (
            <option key={each} value={each} selected={each === entity}>
              {capital(manyOf(each))}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" name="alone" value="yes" checked={isAlone} /> In one book only
        </label>
        <button class="plain">Show</button>
        {(search !== '' || entity || isAlone) && <a href={base}>Show everything</a>}
      </form>
      {rows.length === 0 ? (
        <section class="card empty">
          <p>
            {search === ''
              ? 'There are no such records yet: they come with the first sync.'
              : `Neither book has a record called so, as last read. “Sync now” reads the books again.`}
          </p>
        </section>
      ) : (
        <TableCard label="Records found" caption={many(paging.total, 'record')} columns={['Record', 'Where']}>
          {rows.map((row) => (
            <tr key={`${row.entity} ${row.id}`}>
              <th scope="row">
                {capital(oneOf(row.entity))} <a href={recordHref(facts.id, row)}>{row.name}</a>
                {!row.active && <span class="tag">inactive</span>}
                {row.deleted && <span class="tag">deleted</span>}
              </th>
              <td>
                {row.twinId === null ? `${bookTitle[row.book]} only` : 'in both books'}
                {row.isHeld && <span class="tag">held</span>}
                {row.because.map(({ sentence, cure }) => (
                  <p class="why" key={sentence}>
                    {sentence} <span class="hint">{onPage(cure)}</span>
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </TableCard>
      )}
      <Pager paging={paging} what={(count) => many(count, 'record')} />
    </Page>
  );
};
