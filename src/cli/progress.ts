import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { StepProgress } from '../ledger/steps';
import { paceOf, stepLine, stepTitle } from '../words/stepProgress';
import { duration } from '../words/time';
import type { Progress } from '../acts/watchCycle';

export const showProgress = (): Progress =>
  process.stderr.isTTY ? progressBars() : progressLines((line) => process.stderr.write(`${line}\n`));

const keyOf = (step: StepProgress): string => `${step.book}/${step.step}/${step.phase}`;

/** A running step is told of again after this time. */
const repeatAfterMs = 5_000;

/** One line when a step begins, one every few seconds while it runs, one when it is over. */
export function progressLines(write: (line: string) => void, now: () => Date = () => new Date()): Progress {
  const told = new Map<string, { state: string; at: number; done: number }>();
  return {
    steps(steps) {
      for (const step of steps) {
        if (step.state === 'waiting') continue;
        const last = told.get(keyOf(step));
        const at = now().getTime();
        const isNews = last?.state !== step.state;
        const isDueAgain =
          last !== undefined &&
          step.state === 'running' &&
          step.done !== last.done &&
          at - last.at >= repeatAfterMs;
        if (!isNews && !isDueAgain) continue;
        told.set(keyOf(step), { state: step.state, at, done: step.done });
        write(stepLine(step, now()));
      }
    },
    say: write,
    end: () => undefined,
  };
}

function progressBars(): Progress {
  const bars = new Map<string, SingleBar>();
  const all = new MultiBar(
    {
      format: '{title} {bar} {amount} {pace}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: false,
      emptyOnZero: true,
      forceRedraw: true,
      barsize: 24,
    },
    Presets.rect,
  );
  const titleWidth = 30;
  return {
    steps(steps) {
      for (const step of steps) {
        const total = Math.max(step.total, step.done, 1);
        const payload = { title: stepTitle(step).padEnd(titleWidth), ...amountAndPace(step) };
        const done = step.state === 'done' ? total : step.done;
        const bar = bars.get(keyOf(step));
        if (bar === undefined) bars.set(keyOf(step), all.create(total, done, payload));
        else {
          bar.setTotal(total);
          bar.update(done, payload);
        }
      }
      all.update();
    },
    say(line) {
      // Above the bars; without bars nothing would draw it.
      if (bars.size > 0) all.log(`${line}\n`);
      else process.stderr.write(`${line}\n`);
    },
    end: () => all.stop(),
  };
}

function amountAndPace(step: StepProgress): { amount: string; pace: string } {
  const { perSecond, timeLeft } = paceOf(step, new Date());
  const left = timeLeft === null ? '' : `, ${duration(timeLeft)} left`;
  return {
    amount: step.total > 0 ? `${step.done}/${step.total}` : `${step.done}`,
    pace:
      step.state === 'failed'
        ? 'failed'
        : perSecond === null
          ? ''
          : `${Math.round(perSecond)} a second${left}`,
  };
}
