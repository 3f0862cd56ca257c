import { may, undoingOf } from '../../access/capabilities';
import { capital, manyOf, oneOf, stepTitle } from '../../words/stepProgress';
import type { DifferenceDocument } from '../../acts/differences';
import { bookTitle, type EntityName } from '../../entities/definition';
import { stepOrder } from '../../entities/registry';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { exchangesAtMost, type HeldCell, type RefusedWrite } from '../../ledger/cycleHistory';
import type { Cycle } from '../../ledger/cycles';
import type { StepProgress } from '../../ledger/steps';
import type { Inside } from '../admission';
import { bookWords, countsOf, modeWords, resultWords, tookWords } from '../views/cycleWords';
import { cycleHref, previewHref, undoHref, writeHref } from '../views/hrefs';
import type { TimeSpent } from '../views/timeSpent';
import { counted, many, when } from '../views/words';
import { previewDoing } from '../views/writeWords';
import { Differences } from './differences';
import { ErrorMap } from './errorMap';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';
import { kindWords, TimeLegend, Timeline, timelineTitle } from './timeline';

/** Everything that the page of one cycle shows. */
export interface CycleView {
  readonly cycle: Cycle;
  readonly steps: readonly StepProgress[];
  /** Null of a cycle that has not begun. */
  readonly spent: TimeSpent | null;
  readonly exchanges: number;
  readonly refused: readonly RefusedWrite[];
  readonly held: readonly HeldCell[];
  readonly differences: readonly DifferenceDocument[];
  /** The cycles beside it. */
  readonly before: number | null;
  readonly after: number | null;
}

interface CycleProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly view: CycleView;
  readonly entities: readonly EntityName[];
  readonly now: Date;
}

/** One cycle: how it went, where its time went, what it did and what went wrong. */
export const CyclePage = (props: CycleProps) => {
  const { by, facts, view, entities } = props;
  const { cycle, spent, refused, held, differences } = view;
  return (
    <Page
      title={`Cycle ${cycle.number}: ${facts.name}`}
      person={by.person}
      company={navOf(by, facts)}
      tab="history"
    >
      <p>
        <a href={`/companies/${facts.id}/history`}>History</a>
      </p>
      <h1>
        Cycle {counted(cycle.number)} <span class="hint">a {modeWords(cycle)}</span>
      </h1>
      <Summary {...props} />
      {spent && <Times view={view} spent={spent} facts={facts} now={props.now} />}
      <Steps {...props} />
      <Written {...props} />
      {cycle.mode === 'sync' && cycle.endedAt !== null && mayUndo(by) && (
        <p>
          <a href={undoHref(facts.id, { cycle: cycle.number })}>Undo what this cycle wrote …</a>
        </p>
      )}
      {refused.length > 0 && <Refused {...props} />}
      {held.length > 0 && (
        <>
          <h2 class="part">What came to be held</h2>
          <ErrorMap company={facts.id} cells={held} entities={entities} nothing="" />
        </>
      )}
      {differences.length > 0 && (
        <>
          <h2 class="part">What it did otherwise than the preview that was accepted</h2>
          <Differences differences={differences} />
        </>
      )}
      <nav class="pager" aria-label="Cycles">
        {view.after === null ? <span /> : <a href={cycleHref(facts.id, view.after)}>← Cycle {view.after}</a>}
        {view.before !== null && <a href={cycleHref(facts.id, view.before)}>Cycle {view.before} →</a>}
      </nav>
    </Page>
  );
};

const mayUndo = ({ membership }: Inside): boolean =>
  stepOrder.some((entity) => may(membership, undoingOf(entity)));

const Summary = ({ by, facts, view: { cycle }, now }: CycleProps) => {
  const { startedAt, endedAt, mode } = cycle;
  const counts = countsOf(cycle, by.membership);
  return (
    <section class="card" aria-label="How it went">
      <p>{resultWords(cycle, counts)}</p>
      <dl>
        <dt>Asked for</dt>
        <dd>
          by {cycle.requestedBy === 'schedule' ? 'the schedule' : cycle.requestedBy},{' '}
          {when(cycle.createdAt, facts.zone, now)}
        </dd>
        {startedAt && (
          <>
            <dt>Began</dt>
            <dd>{when(startedAt, facts.zone, now)}</dd>
            <dt>Took</dt>
            <dd>
              {tookWords((endedAt ?? now).getTime() - startedAt.getTime())}
              {endedAt ? '' : ' so far'}
            </dd>
          </>
        )}
      </dl>
      {mode === 'preview' && endedAt && (
        <p>
          <a class="button" href={previewHref(facts.id, cycle.number)}>
            What it showed
          </a>
        </p>
      )}
    </section>
  );
};

const Times = ({
  view: { exchanges },
  spent,
  facts,
  now,
}: Pick<CycleProps, 'view' | 'facts' | 'now'> & { spent: TimeSpent }) => (
  <section class="card" aria-label="Where the time went">
    <h2>Where the time went</h2>
    <div class="scrolls" tabIndex={0} role="region" aria-label="The cycle as a picture">
      <Timeline spent={spent} title={timelineTitle(spent)} />
    </div>
    <TimeLegend spent={spent} />
    {exchanges >= exchangesAtMost && (
      <p class="hint">Of this long cycle the first {counted(exchangesAtMost)} exchanges are drawn.</p>
    )}
    {spent.sessions.length === 0 ? (
      <p class="hint">QuickBooks was not opened for it.</p>
    ) : (
      <details>
        <summary>{many(spent.sessions.length, 'session')} with QuickBooks</summary>
        <TableCard
          label="Sessions"
          numbers={['For', 'Exchanges', ...Object.values(kindWords)]}
          columns={[
            'Opened',
            'For',
            'Exchanges',
            kindWords.quickbooks,
            kindWords.network,
            kindWords.us,
            'It ended because',
          ]}
        >
          {spent.sessions.map(({ session, exchanges: { length: count }, spent: of }) => (
            <tr key={session.id}>
              <td class="when">{when(session.openedAt, facts.zone, now)}</td>
              <td class="number">
                {tookWords((session.closedAt ?? now).getTime() - session.openedAt.getTime())}
              </td>
              <td class="number">{counted(count)}</td>
              <td class="number">{tookWords(of.quickbooks)}</td>
              <td class="number">{tookWords(of.network)}</td>
              <td class="number">{tookWords(of.us)}</td>
              <td>{session.closeReason ?? (session.closedAt ? '' : 'it is open')}</td>
            </tr>
          ))}
        </TableCard>
      </details>
    )}
  </section>
);

const stateWords: Readonly<Record<string, string>> = {
  waiting: 'to do',
  running: 'at work',
  done: 'done',
  failed: 'failed',
};

const Steps = ({ facts, view: { steps, cycle }, now }: CycleProps) => (
  <>
    <h2 class="part">Steps</h2>
    {steps.length === 0 ? (
      <p class="hint">{cycle.startedAt ? 'None was begun.' : 'It has not begun yet.'}</p>
    ) : (
      <TableCard
        label="Steps"
        columns={['Step', 'State', 'Records', 'Began', 'Took']}
        numbers={['Records', 'Took']}
      >
        {steps.map((step) => (
          <tr key={`${step.book} ${step.step} ${step.phase}`}>
            <th scope="row">{stepTitle(step)}</th>
            <td>
              {stateWords[step.state] ?? step.state}
              {step.message !== null && <p class="why">{step.message}</p>}
            </td>
            <td class="number">
              {step.total > step.done
                ? `${counted(step.done)} of ${counted(step.total)}`
                : step.done > 0
                  ? counted(step.done)
                  : ''}
            </td>
            <td class="when">{step.startedAt && when(step.startedAt, facts.zone, now)}</td>
            <td class="number">
              {step.startedAt &&
                tookWords((step.endedAt ?? cycle.endedAt ?? now).getTime() - step.startedAt.getTime())}
            </td>
          </tr>
        ))}
      </TableCard>
    )}
  </>
);

const Written = ({ by, view: { cycle }, entities }: CycleProps) => {
  const counts = countsOf(cycle, by.membership);
  if (!counts || counts.writes.length === 0) return null;
  const order = (entity: EntityName): number => entities.indexOf(entity);
  const rows = [...counts.writes].sort((one, two) => order(one.entity) - order(two.entity));
  return (
    <>
      <h2 class="part">{cycle.mode === 'preview' ? 'What it would write' : 'What was written'}</h2>
      <TableCard label="Writes by kind of record" columns={['Kind', 'Book', 'What']}>
        {rows.map((row) => (
          <tr key={`${row.entity} ${row.book}`}>
            <th scope="row">{capital(manyOf(row.entity))}</th>
            <td>{bookTitle[row.book]}</td>
            <td>{bookWords(row)}</td>
          </tr>
        ))}
      </TableCard>
    </>
  );
};

/** The page asks for so many. */
export const refusedAtMost = 100;

const Refused = ({ by, facts, view: { refused } }: CycleProps) => (
  <>
    <h2 class="part">What the books refused</h2>
    <TableCard label="Refused writes" columns={['What', 'Record', 'What the book said']}>
      {refused.map((write) => (
        <tr key={write.id}>
          <td>{previewDoing(write)}</td>
          <th scope="row">
            {capital(oneOf(write.entity))}{' '}
            {may(by.membership, 'seeWrites') ? (
              <a href={writeHref(facts.id, write.id)}>{write.record}</a>
            ) : (
              write.record
            )}
          </th>
          <td>
            {write.message ?? ''}{' '}
            {write.statusCode !== null && <span class="hint">({write.statusCode})</span>}
          </td>
        </tr>
      ))}
    </TableCard>
    {refused.length === refusedAtMost && (
      <p class="hint">The first {refusedAtMost}; “Needs you” has all that are still refused.</p>
    )}
  </>
);
