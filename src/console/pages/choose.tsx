import { bookTitle, otherBook } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { RecordKey } from '../../ledger/recordNames';
import { capital, manyOf, oneOf } from '../../words/stepProgress';
import type { Inside } from '../admission';
import type { ChoiceKind, ChoiceView } from '../choosing';
import { recordHref } from '../views/hrefs';
import { ActButton, navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface ChooseProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly record: RecordKey;
  readonly kind: ChoiceKind;
  readonly search: string;
  readonly view: ChoiceView;
}

/** A record of the other book is chosen: looked for on the server, a button beside each. */
export const ChoosePage = ({ by, facts, record, kind, search, view }: ChooseProps) => {
  const base = recordHref(facts.id, record);
  const book = bookTitle[otherBook(record.book)];
  const title =
    kind === 'standsFor'
      ? `What does the ${view.word} “${view.name}” stand for in ${book}?`
      : `Which ${view.word} of ${book} is the same as “${view.name}”?`;
  return (
    <Page title={`${title} ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="records">
      <h1>{title}</h1>
      <p>
        {kind === 'standsFor'
          ? 'It was made in Bill.com and is never made in QuickBooks. What uses it is posted with what you choose; the choice can be taken back.'
          : 'Only records that are in one book are listed. The next sync takes the two as one, and brings over what differs.'}{' '}
        <a href={base}>Back to the record</a>
      </p>
      <form method="get" action={`${base}/choose`} class="filters" role="search">
        <input type="hidden" name="for" value={kind} />
        {view.kinds.length > 1 && (
          <>
            <label for="kind">Kind</label>
            <select id="kind" name="kind">
              {view.kinds.map((entity) => (
                <option key={entity} value={entity} selected={entity === view.entity}>
                  {capital(manyOf(entity))}
                </option>
              ))}
            </select>
          </>
        )}
        <label for="q">Name, number or id in {book}</label>
        <input id="q" name="q" type="search" value={search} maxLength={80} />
        <button class="plain">Find</button>
      </form>
      {view.found.length === 0 ? (
        <section class="card empty">
          <p>
            {search === ''
              ? `${book} has none that can be chosen.`
              : `${book} has none of that name that can be chosen.`}
          </p>
        </section>
      ) : (
        <TableCard label={`Records of ${book}`} columns={['Record', 'Date and amount', 'Choose']}>
          {view.found.map(({ id, name, detail }) => (
            <tr key={id}>
              <th scope="row">
                {name} <span class="hint">{id}</span>
              </th>
              <td>{detail}</td>
              <td>
                <ActButton
                  action={`${base}/${kind === 'standsFor' ? 'stands-for' : 'twin'}`}
                  csrf={by.person.browser?.csrf ?? ''}
                  fields={{ ...(kind === 'standsFor' ? { entity: view.entity } : {}), record: id }}
                  label={`Choose the ${oneOf(view.entity)} “${name}” (${id})`}
                >
                  {kind === 'standsFor' ? 'It stands for this one' : 'The same: link them'}
                </ActButton>
              </td>
            </tr>
          ))}
        </TableCard>
      )}
      {!view.isWhole && <p class="hint">There are more: look for a part of the name.</p>}
    </Page>
  );
};
