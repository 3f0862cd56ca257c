import { paceOf, stepTitle } from '../../words/stepProgress';
import type { CycleFacts } from '../../ledger/companyFacts';
import { waitingSteps, type StepProgress } from '../../ledger/steps';
import { tookWords } from '../views/cycleWords';
import { timeKinds, type TimeSpent } from '../views/timeSpent';
import { counted, many, span } from '../views/words';
import { kindWords } from './timeline';

/** What comes after is told of so many steps. */
const mostNamed = 3;

/** A cycle at work: its steps with records, pace and time left, and where the time went so far. */
export const RunningCycle = ({
  cycle,
  steps,
  spent,
  now,
}: {
  readonly cycle: CycleFacts;
  readonly steps: readonly StepProgress[];
  readonly spent: TimeSpent | null;
  readonly now: Date;
}) => {
  const done = steps.filter(({ state }) => state === 'done').length;
  const [waiting] = waitingSteps(steps);
  const atWork = steps.filter(({ state }) => state !== 'done' && state !== 'waiting');
  const toDo = steps.filter(({ state }) => state === 'waiting');
  return (
    <div class="run">
      <p>
        Cycle {cycle.number}
        {cycle.startedAt && `, for ${span(now.getTime() - cycle.startedAt.getTime())}`}
        {steps.length > 0 && `; ${done} of ${many(steps.length, 'step')} done`}.
      </p>
      {waiting && <p class="fault">{waiting.message}</p>}
      {atWork.length > 0 && (
        <ul class="steps">
          {atWork.map((step) => (
            <Step key={`${step.book} ${step.step} ${step.phase}`} step={step} now={now} />
          ))}
        </ul>
      )}
      {toDo.length > 0 && <p class="hint">{toDoWords(toDo)}</p>}
      {spent && spent.to > spent.from && <SpentSoFar spent={spent} startedAt={cycle.startedAt} />}
    </div>
  );
};

/** “Then vendors to Bill.com (12), bills to QuickBooks (300) and 4 more steps.” */
function toDoWords(steps: readonly StepProgress[]): string {
  const named = steps.slice(0, mostNamed).map((step) => {
    const count = step.total - step.done;
    return `${stepTitle(step)}${count > 0 ? ` (${counted(count)})` : ''}`;
  });
  const more = steps.length - named.length;
  const list = new Intl.ListFormat('en', { type: 'conjunction' });
  return `Then: ${list.format([...named, ...(more > 0 ? [many(more, 'more step')] : [])])}.`;
}

const Step = ({ step, now }: { step: StepProgress; now: Date }) => {
  const { perSecond, timeLeft } = paceOf(step, now);
  const title = stepTitle(step);
  const isKnown = step.total > 0 && step.total >= step.done && step.phase !== 'read';
  return (
    <li class={step.state}>
      <span>{title}</span>
      {isKnown ? (
        <progress aria-label={title} max={step.total} value={step.done} />
      ) : (
        <progress aria-label={title} />
      )}
      <span class="number">
        {isKnown
          ? `${counted(step.done)} of ${counted(step.total)}`
          : step.done > 0
            ? counted(step.done)
            : ''}
        {perSecond !== null && `, ${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)} a second`}
        {timeLeft !== null && `, ${span(timeLeft)} left`}
      </span>
    </li>
  );
};

/** The width of the bar in its own measure. */
const parts = 1_000;

/** Where the time went: a bar, and the same in figures. */
const SpentSoFar = ({ spent, startedAt }: { spent: TimeSpent; startedAt: Date | null }) => {
  const all = spent.to - spent.from;
  const isWhole = startedAt === null || spent.from <= startedAt.getTime();
  const shown = timeKinds.filter((kind) => spent.total[kind] > 0);
  return (
    <div class="spent">
      <h3>Where the time went{isWhole ? '' : `, of the last ${tookWords(all)}`}</h3>
      <svg class="bar-of-time" viewBox={`0 0 ${parts} 10`} preserveAspectRatio="none" aria-hidden="true">
        {shown.map((kind, index) => (
          <rect
            key={kind}
            class={`time-${kind}`}
            x={shown.slice(0, index).reduce((sum, each) => sum + (spent.total[each] / all) * parts, 0)}
            width={(spent.total[kind] / all) * parts}
            height={10}
          />
        ))}
      </svg>
      <ul class="keys">
        {timeKinds.map((kind) => (
          <li key={kind}>
            <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`time-${kind}`} width="10" height="10" />
            </svg>{' '}
            {kindWords[kind]} {tookWords(spent.total[kind])} ({Math.round((100 * spent.total[kind]) / all)} %)
          </li>
        ))}
      </ul>
    </div>
  );
};
