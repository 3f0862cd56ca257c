import { may } from '../../access/capabilities';
import type { EntityName } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { HeldCell } from '../../ledger/cycleHistory';
import type { Cycle } from '../../ledger/cycles';
import type { Inside } from '../admission';
import { bookWords, countsOf, modeWords, resultWords, tookWords } from '../views/cycleWords';
import { cycleHref } from '../views/hrefs';
import type { PollStrip } from '../views/pollStrip';
import { counted, when } from '../views/words';
import { ErrorMap } from './errorMap';
import { navOf, Page } from './layout';
import { Keyset, type KeysetLinks } from './keyset';
import { PollStripPart } from './pollStrip';
import { TableCard } from './tableCard';

interface HistoryProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly cycles: readonly Cycle[];
  readonly links: KeysetLinks;
  /** On the newest page only. */
  readonly strip: PollStrip | null;
  readonly cells: readonly HeldCell[];
  readonly cellDays: number;
  readonly entities: readonly EntityName[];
  readonly now: Date;
}

/** What was: cycles, the Web Connector's calls, what was held. */
export const HistoryPage = (props: HistoryProps) => {
  const { by, facts, cycles, links, strip, cells, cellDays, entities, now } = props;
  return (
    <Page title={`History: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="history">
      <h1>History</h1>
      {may(by.membership, 'seeAudit') && (
        <p>
          <a href={`/companies/${facts.id}/audit`}>Who did what: the audit log</a>
        </p>
      )}
      {strip && (
        <section class="card" aria-label="The Web Connector’s last 24 hours">
          <h2>The Web Connector’s last 24 hours</h2>
          <PollStripPart strip={strip} zone={facts.zone} now={now} />
        </section>
      )}
      <h2>Cycles</h2>
      {cycles.length === 0 ? (
        <section class="card empty">
          <p>Nothing was synced yet. The first cycle begins at the Web Connector’s first call.</p>
        </section>
      ) : (
        <TableCard
          label="Cycles"
          numbers={['Took', 'Linked', 'Held after it']}
          columns={[
            'Cycle',
            'Began',
            'Took',
            'Result',
            'In QuickBooks',
            'In Bill.com',
            'Linked',
            'Held after it',
          ]}
        >
          {cycles.map((cycle) => (
            <CycleRow key={cycle.number} {...props} cycle={cycle} />
          ))}
        </TableCard>
      )}
      <Keyset links={links} />
      {strip && (
        <>
          <h2 class="part">What went wrong in the last {cellDays} days</h2>
          <p class="hint">
            Records that came to be held, by cause and kind; “still” are those that are held now.
          </p>
          <ErrorMap
            company={facts.id}
            cells={cells}
            entities={entities}
            nothing="Nothing came to be held in that time that somebody had to see to."
          />
        </>
      )}
    </Page>
  );
};

const CycleRow = ({ by, facts, cycle, now }: HistoryProps & { cycle: Cycle }) => {
  const counts = countsOf(cycle, by.membership);
  const { startedAt, endedAt } = cycle;
  return (
    <tr>
      <th scope="row">
        <a href={cycleHref(facts.id, cycle.number)}>
          {counted(cycle.number)} <span class="hint">{modeWords(cycle)}</span>
        </a>
      </th>
      <td class="when">{startedAt ? when(startedAt, facts.zone, now) : 'not yet'}</td>
      <td class="number">{startedAt ? tookWords((endedAt ?? now).getTime() - startedAt.getTime()) : ''}</td>
      <td>{resultWords(cycle, counts)}</td>
      <td>{counts && <Did cycle={cycle} words={bookWords(counts.books.quickbooks)} />}</td>
      <td>{counts && <Did cycle={cycle} words={bookWords(counts.books.billcom)} />}</td>
      <td class="number">{counts && counted(counts.linked)}</td>
      <td class="number">{counts && counted(counts.held)}</td>
    </tr>
  );
};

/** A preview would do it. */
const Did = ({ cycle, words }: { cycle: Cycle; words: string }) =>
  words === '' ? (
    <span class="hint">nothing</span>
  ) : (
    <>
      {cycle.mode === 'preview' && <span class="hint">would be </span>}
      {words}
    </>
  );
