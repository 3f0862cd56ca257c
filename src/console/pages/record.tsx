import { decidingOf, may, undoingOf } from '../../access/capabilities';
import { capital, oneOf } from '../../words/stepProgress';
import { bookTitle, books, otherBook, type Book } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { LinkView } from '../../ledger/links';
import type { Operation } from '../../ledger/operations';
import type { Inside } from '../admission';
import type { NamedRecord, RecordView } from '../recordPage';
import type { FieldRow } from '../views/fieldRows';
import { onPage } from '../views/onPage';
import { chooseHref, leavingHref, recordHref, recordPath, undoHref, writeHref } from '../views/hrefs';
import { many, when } from '../views/words';
import { outcomeWords, writeTitle } from '../views/writeWords';
import { Held } from './held';
import { Pair } from './pair';
import { ActButton, navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface RecordProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly view: RecordView;
  readonly said: string | undefined;
  readonly now: Date;
}

/** One record: both books side by side, why it is not synced, what was written. */
export const RecordPage = (props: RecordProps) => {
  const { by, facts, view, said, now } = props;
  const title = `${capital(view.word)} “${view.name}”`;
  return (
    <Page
      title={`${title}: ${facts.name}`}
      person={by.person}
      company={navOf(by, facts)}
      tab="records"
      said={said}
    >
      <h1>{title}</h1>
      <p>{standing(view, facts, now)}</p>
      {view.why && (
        <section class="card held" aria-label="Why it is not in both books">
          <p>{view.why.sentence}</p>
          <p class="cure">
            <strong>What to do:</strong> {onPage(view.why.cure).replace(/([^.])$/, '$1.')}
          </p>
        </section>
      )}
      {view.held.length + view.pairs.length > 0 && <h2 class="part">What keeps it</h2>}
      {view.held.map((row) => (
        <Held
          key={`${row.book} ${row.cause}`}
          by={by}
          facts={facts}
          row={row}
          definition={view.definition}
          now={now}
          back={{ record: recordPath(view.key) }}
        />
      ))}
      {view.pairs.map((pair) => (
        <Pair key={pair.number} by={by} facts={facts} pair={pair} back={{ record: recordPath(view.key) }} />
      ))}
      <OtherBook {...props} />
      <LeftOut {...props} />
      <Fields view={view} />
      <Linked title="Leads to" records={view.leadsTo} company={facts.id} />
      <Linked title="Applied to it" records={view.applied} company={facts.id} />
      <Writes {...props} />
    </Page>
  );
};

/** “In both books; Tieout made it in one of them in cycle 3, Nov 20, 10:42 AM.” */
function standing({ link, sides }: RecordView, { zone }: Pick<CompanyFacts, 'zone'>, now: Date): string {
  const gone = books.filter((book) => sides[book]?.deleted === true).map((book) => bookTitle[book]);
  const deleted = gone.length === 0 ? '' : ` Deleted or void in ${gone.join(' and ')}.`;
  const idle = books.filter((book) => sides[book]?.active === false && sides[book]?.deleted === false);
  const inactive =
    idle.length === 0 ? '' : ` Inactive in ${idle.map((book) => bookTitle[book]).join(' and ')}.`;
  const where =
    link === undefined
      ? `In ${books
          .filter((book) => sides[book])
          .map((book) => bookTitle[book])
          .join(' and ')} only.`
      : `In both books; ${linkedHow[link.madeBy]} in cycle ${link.cycle}, ${when(link.createdAt, zone, now)}.`;
  return `${where}${inactive}${deleted}`;
}

const linkedHow: Readonly<Record<LinkView['madeBy'], string>> = {
  create: 'Tieout made it in one of them',
  match: 'Tieout found that the two are the same',
  person: 'somebody said that the two are the same',
};

/** What it stands for in the other book, or which one there is the same; and how that is ended. */
const OtherBook = ({ by, facts, view: { key, name, link, standsFor, sides } }: RecordProps) => {
  if (!may(by.membership, decidingOf(key.entity))) return null;
  const csrf = by.person.browser?.csrf ?? '';
  const base = recordHref(facts.id, key);
  if (link)
    return (
      <ActButton
        action={`${base}/twin`}
        csrf={csrf}
        fields={{ record: '' }}
        label={`They are not the same, end the link: “${name}”`}
      >
        They are not the same: end the link
      </ActButton>
    );
  if (sides[key.book]?.deleted !== false) return null;
  if (standsFor === undefined)
    return (
      <p>
        <a href={chooseHref(facts.id, key, 'twin')}>
          {bookTitle[otherBook(key.book)]} has it already: say which one it is
        </a>
      </p>
    );
  return (
    <section class="card" aria-label="What it stands for in QuickBooks">
      {standsFor === null ? (
        <p>It stands for nothing in QuickBooks yet: what uses it waits.</p>
      ) : (
        <p>
          In QuickBooks it stands for the {oneOf(standsFor.entity)}{' '}
          <a href={recordHref(facts.id, standsFor)}>{standsFor.name}</a>.
        </p>
      )}
      <p>
        <a href={chooseHref(facts.id, key, 'standsFor')}>
          {standsFor === null ? 'Choose what it stands for' : 'Choose another one'}
        </a>
      </p>
      {standsFor && (
        <ActButton
          action={`${base}/stands-for`}
          csrf={csrf}
          fields={{ entity: standsFor.entity, record: '' }}
          label={`Take the choice back: “${name}”`}
        >
          Take the choice back
        </ActButton>
      )}
    </section>
  );
};

/** A record of one book need not be made in the other one. */
const LeftOut = ({ by, facts, view: { key, left } }: RecordProps) =>
  left === undefined || !may(by.membership, decidingOf(key.entity)) ? null : (
    <p>
      <a href={leavingHref(facts.id, key)}>
        {left === 'out' ? 'Take it in again …' : `Leave it out of ${bookTitle[otherBook(key.book)]} …`}
      </a>
    </p>
  );

const Fields = ({ view: { fields, sides, link } }: Pick<RecordProps, 'view'>) => {
  const isPair = link !== undefined;
  const shown = isPair ? books : books.filter((book) => sides[book]);
  return (
    <>
      <h2 class="part">Field by field</h2>
      <TableCard
        label="Field by field"
        caption="What each book says"
        columns={[
          'Field',
          ...shown.map((book) => (
            <>
              {bookTitle[book]} <span class="hint">{sides[book]?.id}</span>
            </>
          )),
          ...(isPair ? ['Last agreed'] : []),
        ]}
      >
        {fields.map((row) => (
          <tr key={row.field} class={row.state === 'changed' || row.state === 'new' ? 'differs' : undefined}>
            <th scope="row">
              {capital(row.label)}
              {row.state === 'new' && <span class="tag">never compared</span>}
            </th>
            {shown.map((book) => (
              <td key={book}>
                <Lines texts={row.shown[book]} />
                {row.changedIn.includes(book) && <span class="tag">changed</span>}
              </td>
            ))}
            {isPair && <td>{agreedWords(row)}</td>}
          </tr>
        ))}
      </TableCard>
      {books.map((book) => {
        const problem = sides[book]?.problem;
        return problem ? (
          <p class="fault" key={book}>
            In {bookTitle[book]} it could not be read whole: {problem}
          </p>
        ) : null;
      })}
    </>
  );
};

const Lines = ({ texts }: { texts: readonly string[] }) =>
  texts.length < 2 ? (
    <>{texts[0] ?? <span class="hint">nothing</span>}</>
  ) : (
    <ol class="parts">
      {texts.map((text, index) => (
        <li key={index}>{text}</li>
      ))}
    </ol>
  );

function agreedWords({ state, agreed }: FieldRow) {
  if (agreed === null) return <span class="hint">{state === 'new' ? 'not yet' : 'as now'}</span>;
  const text = (book: Book): string => agreed[book].join('\n');
  if (text('quickbooks') === text('billcom')) return <Lines texts={agreed.quickbooks} />;
  return books.map((book) => (
    <div key={book}>
      <span class="hint">{bookTitle[book]}:</span> <Lines texts={agreed[book]} />
    </div>
  ));
}

const Linked = ({
  title,
  records,
  company,
}: {
  title: string;
  records: readonly NamedRecord[];
  company: string;
}) =>
  records.length === 0 ? null : (
    <section aria-label={title}>
      <h2 class="part">{title}</h2>
      <ul class="plain">
        {records.map((record) => (
          <li key={`${record.entity} ${record.id}`}>
            {capital(oneOf(record.entity))} <a href={recordHref(company, record)}>{record.name}</a>
          </li>
        ))}
      </ul>
    </section>
  );

const Writes = ({ by, facts, view: { key, writes }, now }: RecordProps) => (
  <>
    <h2 class="part">What Tieout wrote</h2>
    {writes.some(({ state }) => state === 'applied') && may(by.membership, undoingOf(key.entity)) && (
      <p>
        <a href={undoHref(facts.id, { record: key })}>Undo what Tieout wrote …</a>
      </p>
    )}
    {writes.length === 0 ? (
      <p class="hint">Nothing so far.</p>
    ) : (
      <TableCard label="Writes" caption={many(writes.length, 'write')} columns={['When', 'What', 'Outcome']}>
        {writes.map((operation) => (
          <tr key={operation.id}>
            <td>
              {when(operation.sentAt ?? operation.plannedAt, facts.zone, now)}{' '}
              <span class="hint">cycle {operation.cycle}</span>
            </td>
            <td>
              {may(by.membership, 'seeWrites') ? (
                <a href={writeHref(facts.id, operation.id)}>{writeTitle(operation)}</a>
              ) : (
                writeTitle(operation)
              )}
            </td>
            <td>{outcome(operation)}</td>
          </tr>
        ))}
      </TableCard>
    )}
  </>
);

const outcome = (operation: Operation): string =>
  operation.message === null ? outcomeWords(operation) : `${outcomeWords(operation)}: ${operation.message}`;
