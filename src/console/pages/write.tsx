import { may, undoingOf } from '../../access/capabilities';
import { capital } from '../../words/stepProgress';
import { bookTitle } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { Inside } from '../admission';
import type { WriteView } from '../writePage';
import { recordHref, undoHref } from '../views/hrefs';
import { when } from '../views/words';
import { outcomeWords, writeWords } from '../views/writeWords';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface WriteProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly view: WriteView;
  readonly now: Date;
}

/** One write: what it was to say, what was sent, and what the book answered. */
export const WritePage = ({ by, facts, view, now }: WriteProps) => {
  const { operation, word, name, key, fields } = view;
  const title = `${capital(word)} “${name}”: ${writeWords(operation)}`;
  const at = (moment: Date | null): string => (moment === null ? 'not yet' : when(moment, facts.zone, now));
  return (
    <Page title={`${title}: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="records">
      <h1>{title}</h1>
      <p>
        <a href={recordHref(facts.id, key)}>The record</a>
        {operation.state === 'applied' && may(by.membership, undoingOf(operation.entity)) && (
          <>
            {' '}
            · <a href={undoHref(facts.id, { operation: operation.id })}>Undo this write …</a>
          </>
        )}
      </p>
      <section class="card">
        <dl>
          <dt>Outcome</dt>
          <dd>{capital(outcomeWords(operation))}</dd>
          {operation.message !== null && (
            <>
              <dt>{operation.statusCode === null ? 'Note' : `${bookTitle[operation.book]} said`}</dt>
              <dd>
                {operation.statusCode !== null && `${operation.statusCode}: `}
                {operation.message}
              </dd>
            </>
          )}
          <dt>Planned</dt>
          <dd>
            {at(operation.plannedAt)}, in cycle {operation.cycle}
          </dd>
          <dt>Sent</dt>
          <dd>{at(operation.sentAt)}</dd>
        </dl>
      </section>
      {fields.length > 0 && <h2 class="part">What it was to say</h2>}
      {fields.length > 0 && (
        <TableCard label="What it was to say" columns={['Field', 'Before', 'Written']}>
          {fields.map(({ field, label, before, written }) => (
            <tr key={field}>
              <th scope="row">{capital(label)}</th>
              <td>{before.join('; ')}</td>
              <td>{written.join('; ')}</td>
            </tr>
          ))}
        </TableCard>
      )}
      <Wire view={view} />
    </Page>
  );
};

/** QuickBooks’, Bill.com’s. */
const possessive = (name: string): string => `${name}’${name.endsWith('s') ? '' : 's'}`;

const Wire = ({ view: { operation, request, answer } }: Pick<WriteProps, 'view'>) => {
  const book = bookTitle[operation.book];
  if (request === null && answer === null)
    return (
      <p class="hint">
        {operation.sentAt === null
          ? `Nothing was sent to ${book} yet.`
          : `The request and ${possessive(book)} answer are kept for 30 days.`}
      </p>
    );
  return (
    <>
      <Text title={`Sent to ${book}`} text={request} />
      <Text title={`${possessive(book)} answer`} text={answer} />
    </>
  );
};

const Text = ({ title, text }: { title: string; text: string | null }) => (
  <section aria-label={title}>
    <h2 class="part">{title}</h2>
    {text === null ? (
      <p class="hint">None: it never came, or it says nothing of this write.</p>
    ) : (
      <pre class="card scrolls" tabIndex={0}>
        {text}
      </pre>
    )}
  </section>
);
