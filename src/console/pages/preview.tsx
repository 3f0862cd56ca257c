import { capabilities, may, oneOf as orList } from '../../access/capabilities';
import { beforeStartWords } from '../../acts/startDate';
import { capital, manyOf, oneOf } from '../../words/stepProgress';
import { bookTitle, books, type Book } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { previewTitle, previewWords } from '../../reconcile/previewFirst';
import type { WriteAction } from '../../reconcile/plan';
import type { Inside } from '../admission';
import type { PreviewView, Waiting } from '../previewPage';
import { cycleHref, previewHref } from '../views/hrefs';
import { totalsOf, type CountRow, type PreviewAsked, type PreviewWhat } from '../views/previewCounts';
import { counted, many, when } from '../views/words';
import { Chip } from './chip';
import { Differences } from './differences';
import { ActButton, navOf, Page } from './layout';
import { Pager, type Paging } from './pager';
import { PreviewRows } from './previewRows';
import { TableCard } from './tableCard';

export interface PreviewProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly view: PreviewView;
  readonly asked: PreviewAsked;
  /** The part that is looked at, as its address says it. */
  readonly part: Readonly<Record<string, string>>;
  readonly paging: Paging;
  readonly said: string | undefined;
  readonly now: Date;
}

/** What a sync would do, counted and record by record; the first one goes on from here. */
export const PreviewPage = (props: PreviewProps) => {
  const { by, facts, view, said, now } = props;
  const { cycle, standing } = view;
  return (
    <Page
      title={`Preview of cycle ${cycle.number}: ${facts.name}`}
      person={by.person}
      company={navOf(by, facts)}
      tab="history"
      said={said}
    >
      <h1>Preview of cycle {cycle.number}</h1>
      <p>
        {cycle.endedAt
          ? `Made ${when(cycle.endedAt, facts.zone, now)}; nothing was written.`
          : 'It is being made; nothing is written.'}{' '}
        <a href={cycleHref(facts.id, cycle.number)}>How the cycle went</a>
      </p>
      {cycle.message !== null && <p class="fault">{cycle.message}</p>}
      {standing.is === 'gone' && <Gone {...props} newest={standing.newest} />}
      {standing.is === 'carried' && (
        <Carried {...props} number={standing.by} differences={standing.differences} />
      )}
      {standing.is === 'kept' && <Kept {...props} />}
    </Page>
  );
};

const Gone = ({ facts, newest }: PreviewProps & { newest: number | null }) => (
  <section class="card empty">
    <p>Its records are not kept any more: only the newest preview is, until a sync has come after it.</p>
    {newest !== null && (
      <p>
        <a href={previewHref(facts.id, newest)}>The newest preview (cycle {newest})</a>
      </p>
    )}
  </section>
);

const Carried = ({
  facts,
  view: { cycle },
  number,
  differences,
}: PreviewProps & {
  number: number;
  differences: Extract<PreviewView['standing'], { is: 'carried' }>['differences'];
}) => (
  <>
    <section class="card">
      <p>
        {cycle.state === 'waitingForAccept' ? 'It was accepted and went into ' : 'A sync has come after it: '}
        <a href={cycleHref(facts.id, number)}>cycle {number}</a>
        {cycle.state !== 'waitingForAccept'
          ? '. What it showed is carried out or out of date.'
          : differences.length === 0
            ? ', as it was shown.'
            : `. ${many(differences.length, 'thing')} changed in the books in the meantime:`}
      </p>
      {differences.length > 0 && (
        <p>
          <a href={`${previewHref(facts.id, cycle.number)}/download/csv`}>Download what changed (CSV)</a>
        </p>
      )}
    </section>
    <Differences differences={differences} />
  </>
);

const Kept = (props: PreviewProps) => {
  const { by, facts, view, asked } = props;
  const { counts, waiting, proposals, beforeStart } = view;
  const totals = totalsOf(counts);
  return (
    <>
      {waiting && <Accepting {...props} waiting={waiting} />}
      {proposals > 0 && (
        <p>
          <a href={`/companies/${facts.id}/needs-you?cause=possibleDuplicate`}>
            {many(proposals, 'pair')} may be the same: say whether they are
          </a>
          , before they are made twice or linked wrongly.
        </p>
      )}
      {counts.length === 0 ? (
        <section class="card empty">
          <p>A sync would write nothing: the books agree as far as they are synced.</p>
        </section>
      ) : (
        <Counts {...props} />
      )}
      {beforeStart.map((each) => (
        <p class="hint" key={each.entity}>
          {beforeStartWords(each)}: that is the sync start date.
        </p>
      ))}
      {counts.length > 0 && (
        <>
          <ul class="chips" aria-label="What is listed">
            <PartChip {...props} what="write" words="To be written" count={totals.write} />
            <PartChip {...props} what="link" words="To be linked" count={totals.link} />
            <PartChip {...props} what="held" words="Held" count={totals.held} />
          </ul>
          <Filters {...props} />
          <PreviewRows {...props} />
          <Pager paging={props.paging} what={(count) => many(count, unitOf(asked.what))} />
        </>
      )}
      <div class="controls">
        <a class="button" href={`${previewHref(facts.id, view.cycle.number)}/download/csv`}>
          Download CSV
        </a>
        <a class="button" href={`${previewHref(facts.id, view.cycle.number)}/download/json`}>
          Download JSON
        </a>
        {may(by.membership, 'preview') && (
          <ActButton
            action={`/companies/${facts.id}/cycles`}
            csrf={by.person.browser?.csrf ?? ''}
            fields={{ mode: 'preview' }}
          >
            Make a new preview
          </ActButton>
        )}
      </div>
    </>
  );
};

const unitOf = (what: PreviewWhat): string =>
  what === 'link' ? 'pair' : what === 'held' ? 'record' : 'change';

/** What waits, what is in the way of it, and the button. */
const Accepting = ({ by, facts, view, waiting }: PreviewProps & { waiting: Waiting }) => {
  const { changedSettings, hidden, since, isMassChange } = waiting;
  const isAllowed = may(by.membership, isMassChange ? 'changeAccess' : 'accept');
  const base = previewHref(facts.id, view.cycle.number);
  const because = facts.previewBecause;
  const sinceWords = [
    ...(since.leftOut > 0 ? [`${many(since.leftOut, 'record was', 'records were')} left out`] : []),
    ...(since.decided > 0 ? [`${many(since.decided, 'record was', 'records were')} decided about`] : []),
  ];
  return (
    <section class="card held" aria-label="Accept">
      <h2>
        {isMassChange
          ? 'A large change waits to be accepted'
          : capital(`${previewTitle(because)} waits to be accepted`)}
      </h2>
      <p>
        {isMassChange
          ? 'Accepting lets exactly this go, and nothing else. If it is not what somebody meant, undo the edits in the book where they were made: the next sync looks again.'
          : `${because === null ? '' : `${previewWords(because).happened}. `}Nothing is written to either book before it is accepted. Accepting asks for the sync that writes it; what changes in the books until then is written as it is then, and told after it.`}
      </p>
      {sinceWords.length > 0 && (
        <p>
          Since it was made, {sinceWords.join(' and ')}. The sync works by that; a new preview shows it first.
        </p>
      )}
      {changedSettings.length > 0 && (
        <p class="fault">
          It was made by other settings ({changedSettings.join(', ')}), so it does not show what would be
          done. Make a new preview.
        </p>
      )}
      {hidden > 0 && (
        <p class="fault">
          It has {many(hidden, 'change')} that your plan does not show, and nobody accepts what they cannot
          look at. Ask an Administrator or Accountant whose plan has both payables and receivables.
        </p>
      )}
      {!isAllowed && <p class="hint">Accepted by: {orList(capabilities.accept.roles)}.</p>}
      {isAllowed && changedSettings.length === 0 && hidden === 0 && (
        <div class="controls">
          <ActButton action={`${base}/accept`} csrf={by.person.browser?.csrf ?? ''} kind="primary">
            Accept and sync
          </ActButton>
        </div>
      )}
    </section>
  );
};

interface Column {
  readonly title: string;
  readonly part: Readonly<Record<string, string>>;
  readonly count: (row: CountRow) => number;
}

const doings: readonly (readonly [WriteAction, string])[] = [
  ['create', 'new'],
  ['update', 'changed'],
  ['void', 'void or deleted'],
];

const columns: readonly Column[] = [
  ...doings.flatMap(([action, words]) =>
    books.map((book: Book) => ({
      title: `${capital(words)} in ${bookTitle[book]}`,
      part: { what: action, book },
      count: (row: CountRow) => row[action][book],
    })),
  ),
  { title: 'Linked', part: { what: 'link' }, count: ({ link }) => link },
  { title: 'Held', part: { what: 'held' }, count: ({ held }) => held },
];

const Counts = ({ facts, view: { counts, cycle } }: PreviewProps) => {
  const used = columns.filter(({ count }) => counts.some((row) => count(row) > 0));
  return (
    <TableCard
      label="What it comes to"
      numbers={used.map(({ title }) => title)}
      columns={['Kind', ...used.map(({ title }) => title)]}
    >
      {counts.map((row) => (
        <tr key={row.entity}>
          <th scope="row">{capital(manyOf(row.entity))}</th>
          {used.map(({ title, part, count }) => (
            <td class="number" key={title}>
              {count(row) === 0 ? (
                <span class="hint">–</span>
              ) : (
                <a
                  href={`${previewHref(facts.id, cycle.number, { ...part, entity: row.entity })}#list`}
                  aria-label={`${many(count(row), oneOf(row.entity), manyOf(row.entity))}: ${title}`}
                >
                  {counted(count(row))}
                </a>
              )}
            </td>
          ))}
        </tr>
      ))}
    </TableCard>
  );
};

const PartChip = ({
  facts,
  view,
  asked,
  what,
  words,
  count,
}: PreviewProps & { what: PreviewWhat; words: string; count: number }) => {
  const isShown = asked.what === what || (what === 'write' && !['link', 'held'].includes(asked.what));
  return (
    <Chip href={`${previewHref(facts.id, view.cycle.number, { what })}#list`} isOn={isShown}>
      {words} <span class="count">{counted(count)}</span>
    </Chip>
  );
};

const Filters = ({ facts, view, asked, part }: PreviewProps) => (
  <form
    method="get"
    action={previewHref(facts.id, view.cycle.number)}
    class="filters"
    role="search"
    id="list"
  >
    <span class="pair">
      <label for="q">Number, name or id</label>
      <input id="q" name="q" type="search" value={asked.search} maxLength={80} />
    </span>
    <span class="pair">
      <label for="entity">Kind</label>
      <select id="entity" name="entity">
        <option value="">All</option>
        {view.counts.map(({ entity }) => (
          <option key={entity} value={entity} selected={entity === asked.entity}>
            {capital(manyOf(entity))}
          </option>
        ))}
      </select>
    </span>
    {asked.what !== 'link' && (
      <span class="pair">
        <label for="book">Book</label>
        <select id="book" name="book">
          <option value="">Both</option>
          {books.map((book) => (
            <option key={book} value={book} selected={book === asked.book}>
              {bookTitle[book]}
            </option>
          ))}
        </select>
      </span>
    )}
    <input type="hidden" name="what" value={asked.what} />
    <button class="plain">Show</button>
    {Object.keys(part).length > 0 && <a href={previewHref(facts.id, view.cycle.number)}>Show everything</a>}
  </form>
);
