import { may } from '../../access/capabilities';
import { capital } from '../../words/stepProgress';
import type { CycleFacts } from '../../ledger/companyFacts';
import { noQuietHours, quietUntil } from '../../ledger/quietHours';
import { previewTitle } from '../../reconcile/previewFirst';
import { sides, type Ledger } from '../../reconcile/tieout/sides';
import type { Inside } from '../admission';
import type { CompanyView } from '../companyPage';
import { ledgersShown } from '../shown';
import { causes } from '../views/causes';
import { previewHref } from '../views/hrefs';
import { toneWords } from '../views/verdict';
import { amount, clock, counted, many, tonight, when } from '../views/words';
import { ClosedLists } from './closedLists';
import { ActButton, navOf, Page } from './layout';
import { RunningCycle } from './runningCycle';

interface CompanyProps {
  readonly by: Inside;
  readonly view: CompanyView;
  readonly said: string | undefined;
  readonly now: Date;
}

/** One company on one screen. Its parts with an id are sent again when they change (routes/live.ts). */
export const CompanyPage = (props: CompanyProps) => {
  const { by, view, said } = props;
  return (
    <Page
      title={view.facts.name}
      person={by.person}
      company={navOf(by, view.facts)}
      tab="overview"
      said={said}
    >
      <div data-live={`/companies/${view.facts.id}/live`}>
        <h1 class="hidden">{view.facts.name}</h1>
        <div id="live-verdict" aria-live="polite">
          <VerdictPart {...props} />
        </div>
        <div class="columns">
          <div>
            <section class="card" id="live-needs" aria-label="What is not synced">
              <NeedsPart {...props} />
            </section>
            <div class="ledgers">
              {ledgersShown(by).map((ledger) => (
                <section
                  class="card"
                  id={partOfLedger[ledger]}
                  key={ledger}
                  aria-label={capital(sides[ledger].title)}
                >
                  <TieOutPart {...props} ledger={ledger} />
                </section>
              ))}
            </div>
          </div>
          <div>
            <section class="card" id="live-run" aria-label="Sync">
              <RunPart {...props} />
            </section>
            <section class="card" id="live-lamps" aria-label="Connections">
              <LampsPart {...props} />
            </section>
          </div>
        </div>
        <p class="hint" id="live-state" role="status" hidden>
          Live updates are interrupted; they go on by themselves.
        </p>
      </div>
    </Page>
  );
};

export const VerdictPart = ({ view: { verdict } }: CompanyProps) => (
  <p class={`verdict ${verdict.tone}`}>
    <span class="hidden">{toneWords[verdict.tone]}: </span>
    {verdict.sentence}
  </p>
);

export const RunPart = ({ by, view, now }: CompanyProps) => {
  const { facts, steps, everyMinutes, quietHours } = view;
  const { running, due, last } = facts;
  return (
    <>
      <h2>{running ? (running.mode === 'preview' ? 'Previewing now' : 'Syncing now') : 'Sync'}</h2>
      {running && <RunningCycle cycle={running} steps={steps} spent={view.spent} now={now} />}
      <dl>
        <dt>Last</dt>
        <dd>{last === null ? 'none yet' : lastWords(last, facts.zone, now)}</dd>
        <dt>Next</dt>
        <dd>{nextWords(view, now)}</dd>
        {due && (
          <>
            <dt>Asked for</dt>
            <dd>
              cycle {due.number} (a {due.mode}) by {due.requestedBy}
            </dd>
          </>
        )}
        {!running && (
          <>
            <dt>Schedule</dt>
            <dd>
              every {many(everyMinutes, 'minute')}
              {quietHours !== noQuietHours && `, not from ${quietHours.replace('-', ' to ')}`}
            </dd>
          </>
        )}
      </dl>
      <LatestPreview facts={facts} />
      {facts.acceptedAt === null && facts.previewBecause === null && may(by.membership, 'seeSettings') && (
        <p>
          <a href={`/companies/${facts.id}/setup`}>How far connecting is</a>
        </p>
      )}
      <Controls by={by} view={view} now={now} />
    </>
  );
};

/** What the newest cycle showed and nobody has carried out yet. */
const LatestPreview = ({
  facts: { id, last, acceptedAt, previewBecause, stops },
}: Pick<CompanyView, 'facts'>) => {
  if (last?.mode !== 'preview') return null;
  const isMassChange = stops.some(({ guard }) => guard === 'massChange');
  const waits = last.state === 'waitingForAccept' && (acceptedAt === null || isMassChange);
  if (!waits && last.state !== 'ended') return null;
  return (
    <p>
      <a class={waits ? 'button primary' : 'button'} href={previewHref(id, last.number)}>
        {isMassChange
          ? 'Look at the change that waits'
          : waits
            ? `Look at ${previewTitle(previewBecause)} and accept it`
            : 'See what the preview showed'}
      </a>
    </p>
  );
};

const Controls = ({ by, view, now }: Pick<CompanyProps, 'by' | 'view' | 'now'>) => {
  const { facts } = view;
  const csrf = by.person.browser?.csrf ?? '';
  const base = `/companies/${facts.id}`;
  const evening = tonight(now, facts.zone);
  return (
    <div class="controls">
      {may(by.membership, 'sync') && facts.acceptedAt !== null && (
        <ActButton action={`${base}/cycles`} csrf={csrf} fields={{ mode: 'sync' }} kind="primary">
          Sync now
        </ActButton>
      )}
      {may(by.membership, 'preview') && (
        <ActButton action={`${base}/cycles`} csrf={csrf} fields={{ mode: 'preview' }}>
          Preview
        </ActButton>
      )}
      {may(by.membership, 'pause') &&
        (facts.pausedAt === null ? (
          <details class="menu">
            <summary>Pause …</summary>
            <div>
              <ActButton action={`${base}/pause`} csrf={csrf} fields={{ for: 'hour' }}>
                For an hour
              </ActButton>
              {evening && (
                <ActButton action={`${base}/pause`} csrf={csrf} fields={{ for: 'tonight' }}>
                  Until tonight ({when(evening, facts.zone, now)})
                </ActButton>
              )}
              <ActButton action={`${base}/pause`} csrf={csrf} fields={{ for: 'untilResumed' }}>
                Until I resume
              </ActButton>
            </div>
          </details>
        ) : (
          <ActButton action={`${base}/resume`} csrf={csrf} kind="primary">
            Resume
          </ActButton>
        ))}
    </div>
  );
};

function lastWords(
  { number, mode, state, endedAt, message, applied, rejected }: CycleFacts,
  zone: string,
  now: Date,
): string {
  const what = `cycle ${number} (a ${mode})`;
  const at = endedAt === null ? '' : ` ${when(endedAt, zone, now)}`;
  if (state === 'failed') return `${what} failed${at}. ${message ?? ''}`;
  if (state === 'interrupted') return `${what} was cut short${at}. ${message ?? ''}`;
  if (mode === 'preview') return `${what} ended${at}; nothing was written`;
  const wrote =
    (applied ?? 0) === 0 ? 'nothing had to be written' : `${many(applied ?? 0, 'change')} written`;
  return `${what} ended${at}; ${wrote}${rejected ? `, ${counted(rejected)} refused` : ''}`;
}

function nextWords({ facts, nextAt, quietHours }: CompanyView, now: Date): string {
  const { pausedAt, pausedUntil, zone, running, due, acceptedAt, previewBecause, last } = facts;
  if (pausedAt !== null)
    return pausedUntil === null || pausedUntil <= now
      ? 'not while it is paused'
      : `after ${when(pausedUntil, zone, now)}, when the pause ends`;
  if (running) return due ? 'when this one is over' : 'by the schedule, after this one';
  if (due) return 'at the Web Connector’s next call (“Update Selected” there calls at once)';
  if (acceptedAt === null && last?.state === 'waitingForAccept')
    return `after ${previewTitle(previewBecause)} is accepted`;
  const quiet = quietUntil(quietHours, zone, now);
  // The end does not belong to them.
  if (quiet && nextAt.getTime() === quiet.getTime())
    return `after the quiet hours, which end at ${clock(quiet, zone)}`;
  return nextAt <= now ? 'at the Web Connector’s next call' : `about ${when(nextAt, zone, now)}`;
}

/** The page stays one screen; “Needs you” has all of them. */
const mostCauses = 3;

export const NeedsPart = ({ view: { facts, held, proposals } }: CompanyProps) => {
  const needing = held
    .filter(({ cause, records, decided }) => causes[cause].waitsFor === 'person' && records > decided)
    .sort((one, two) => two.records - one.records);
  const further = needing.slice(mostCauses);
  const rest = held
    .filter(({ cause }) => causes[cause].waitsFor !== 'person')
    .reduce((sum, { records }) => sum + records, 0);
  const base = `/companies/${facts.id}/needs-you`;
  return (
    <>
      <h2>Needs you</h2>
      {facts.needs === 0 ? (
        <p>Nothing waits for you.</p>
      ) : (
        <ul class="lines">
          {proposals > 0 && (
            <li>
              <a href={`${base}?cause=possibleDuplicate`}>{causes.possibleDuplicate.title}</a>
              <span class="number">{counted(proposals)}</span>
            </li>
          )}
          {needing.slice(0, mostCauses).map(({ cause, records, decided }) => (
            <li key={cause}>
              <a href={`${base}?cause=${cause}`}>{causes[cause].title}</a>
              <span class="number">{counted(records - decided)}</span>
            </li>
          ))}
          {further.length > 0 && (
            <li>
              <a href={base}>{many(further.length, 'other cause')}</a>
              <span class="number">
                {counted(further.reduce((sum, { records, decided }) => sum + records - decided, 0))}
              </span>
            </li>
          )}
        </ul>
      )}
      {facts.decided > 0 && (
        <p class="hint">
          {counted(facts.decided)} decided; {facts.decided === 1 ? 'it acts' : 'they act'} in the next sync.
        </p>
      )}
      {rest > 0 && (
        <p class="hint">
          {many(rest, 'more record')} {rest === 1 ? 'is' : 'are'} not synced and{' '}
          {rest === 1 ? 'needs' : 'need'} nobody: <a href={base}>see why</a>.
        </p>
      )}
    </>
  );
};

const TieOutPart = ({ view: { facts }, now, ledger }: CompanyProps & { ledger: Ledger }) => {
  const { title, party } = sides[ledger];
  const tie = ledger === 'ap' ? facts.payables : facts.receivables;
  return (
    <>
      <h2>{capital(title)}</h2>
      {tie === null ? (
        <p>Not tied out yet; the first sync does it.</p>
      ) : (
        <>
          <table class="figures">
            <caption class="hidden">{capital(title)} in both books</caption>
            <tbody>
              <tr>
                <th scope="row">QuickBooks</th>
                <td class="number">{amount(tie.quickbooks)}</td>
              </tr>
              <tr>
                <th scope="row">Bill.com</th>
                <td class="number">{amount(tie.billcom)}</td>
              </tr>
              <tr class="sum">
                <th scope="row">Difference</th>
                <td class="number">{amount(tie.difference)}</td>
              </tr>
            </tbody>
          </table>
          {tie.problem && <p class="fault">{tie.problem}</p>}
          <p class="hint">
            {tie.agrees ? `Every ${party} agrees` : 'Each difference is named'} ·{' '}
            <a href={`/companies/${facts.id}/tie-out?ledger=${ledger}`}>by {party}</a> · tied out{' '}
            {when(tie.takenAt, facts.zone, now)}
          </p>
        </>
      )}
      {ledger === 'ar' && (
        <p>
          <a href={`/companies/${facts.id}/emails`}>Invoices to e-mail</a>
        </p>
      )}
    </>
  );
};

export const LampsPart = ({ by, view: { facts, lamps, closed } }: CompanyProps) => (
  <>
    <h2>Connections</h2>
    <ul class="lamps">
      {lamps.map(({ name, light, sentence, cure, settings }) => (
        <li key={name}>
          <span class={`lamp ${light}`} aria-hidden="true" />
          <div>
            <strong>{name}</strong> <span class="hidden">({lightWords[light]})</span> <span>{sentence}</span>
            {cure && light !== 'on' && <p class="hint">{cure}</p>}
            {settings && may(by.membership, 'seeSettings') && (
              <p>
                <a href={`/companies/${facts.id}/settings#${settings}`}>
                  {settings === 'guards' ? 'See what can be accepted' : 'A new password'}
                </a>
              </p>
            )}
          </div>
        </li>
      ))}
      {closed.map((lists) => (
        <ClosedLists key={lists.sentence} lists={lists} by={by} />
      ))}
    </ul>
  </>
);

const lightWords = {
  on: 'in order',
  warning: 'needs a look',
  off: 'broken',
  unknown: 'not known yet',
} as const;

/** The parts that change while somebody looks, by the ids that the page gives them. */
export const liveParts = {
  'live-verdict': VerdictPart,
  'live-run': RunPart,
  'live-needs': NeedsPart,
  'live-payables': (props: CompanyProps) => <TieOutPart {...props} ledger="ap" />,
  'live-receivables': (props: CompanyProps) => <TieOutPart {...props} ledger="ar" />,
  'live-lamps': LampsPart,
} as const;
type PartId = keyof typeof liveParts;

const partOfLedger: Readonly<Record<Ledger, PartId>> = { ap: 'live-payables', ar: 'live-receivables' };

/** The parts that this member's page has. */
export function partsShown(by: Inside): PartId[] {
  const shown = ledgersShown(by).map((ledger) => partOfLedger[ledger]);
  const ofLedgers = Object.values(partOfLedger);
  return (Object.keys(liveParts) as PartId[]).filter((id) => !ofLedgers.includes(id) || shown.includes(id));
}
