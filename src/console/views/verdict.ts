import { capital, manyOf } from '../../words/stepProgress';
import { bookTitle, books } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { previewTitle, previewWords, type PreviewBecause } from '../../reconcile/previewFirst';
import { onPage } from './onPage';
import { amount, counted, many, span, when } from './words';

/** How a company stands, in one sentence. Pure. */

/** `bad` nothing is written, `attention` somebody has to look, `quiet` nothing to say yet, `good` all agrees. */
export type Tone = 'bad' | 'attention' | 'quiet' | 'good';
export const tones: readonly Tone[] = ['bad', 'attention', 'quiet', 'good'];
export const toneWords: Readonly<Record<Tone, string>> = {
  bad: 'Stopped',
  attention: 'Needs somebody',
  quiet: 'Not synced yet',
  good: 'In order',
};

export interface Verdict {
  readonly tone: Tone;
  readonly sentence: string;
}

/** Three polls of the schedule in our .qwc files. */
export const silentAfterMs = 15 * 60_000;

/** How long the QuickBooks computer has been silent; undefined when it has not. */
export function silence(facts: CompanyFacts, now: Date): number | undefined {
  const last = Math.max(facts.lastLoginAt?.getTime() ?? 0, facts.lastCallAt?.getTime() ?? 0);
  const silent = now.getTime() - last;
  return last > 0 && silent > silentAfterMs ? silent : undefined;
}

export const isShutOut = ({ lastLoginAt, refusedLoginAt }: CompanyFacts): boolean =>
  refusedLoginAt !== null && (lastLoginAt === null || refusedLoginAt > lastLoginAt);

/**
 * The worst first: what stops everything, then what keeps a sync from coming, then what waits for somebody, then whether
 * the books agree.
 * @param seen.livingWorkers without one nothing is synced
 * @param seen.linked how many pairs are linked, where that was counted
 */
export function verdictOf(
  facts: CompanyFacts,
  now: Date,
  seen: { readonly livingWorkers: number; readonly linked?: number },
): Verdict {
  const { linked, livingWorkers } = seen;
  const { stops, needs, last, lastSync, decided } = facts;
  const [stop] = stops;
  if (stop) return { tone: 'bad', sentence: onPage(stop.because) };
  if (livingWorkers === 0)
    return { tone: 'bad', sentence: 'Tieout itself is not running, so nothing is synced.' };
  if (isShutOut(facts))
    return {
      tone: 'bad',
      sentence: 'The Web Connector calls with a wrong password, so QuickBooks is out of reach.',
    };
  const isOver = facts.pausedUntil !== null && facts.pausedUntil <= now;
  if (facts.pausedAt !== null && !isOver) return { tone: 'attention', sentence: pausedSentence(facts, now) };
  const silent = silence(facts, now);
  if (silent !== undefined)
    return { tone: 'bad', sentence: `The QuickBooks computer has been silent for ${span(silent)}.` };
  if (facts.pausedAt !== null) return { tone: 'attention', sentence: pausedSentence(facts, now) };
  if (facts.acceptedAt === null)
    return facts.previewBecause === null ? beforeFirstSync(facts) : previewAgain(facts, facts.previewBecause);
  const failed = [lastSync, last].find(
    (cycle) => cycle?.state === 'failed' || cycle?.state === 'interrupted',
  );
  if (failed)
    return {
      tone: 'attention',
      sentence: `The last ${failed.mode} ${failed.state === 'failed' ? 'failed' : 'was cut short'}. ${failed.message ?? 'The next one goes on where it stopped.'}`,
    };
  if (needs > 0)
    return {
      tone: 'attention',
      sentence: `${counted(needs)} need${needs === 1 ? 's' : ''} you${decided === 0 ? '' : `; ${decidedWords(decided)}`}.`,
    };
  const untied = untiedSentence(facts);
  if (untied !== undefined) return { tone: 'attention', sentence: untied };
  if (!lastSync || lastSync.endedAt === null)
    return { tone: 'quiet', sentence: 'The first preview was accepted; the first sync has not ended yet.' };
  if (decided > 0) return { tone: 'quiet', sentence: `Nothing needs you; ${decidedWords(decided)}.` };
  const all =
    linked === undefined
      ? 'The books agree'
      : linked === 0
        ? 'There is nothing to sync'
        : `All ${many(linked, 'record agrees', 'records agree')}`;
  const sentence = `${all} as of ${when(lastSync.endedAt, facts.zone, now)}`;
  const except = exceptWords(facts);
  return except === undefined
    ? { tone: 'good', sentence: `${sentence}.` }
    : { tone: 'attention', sentence: `${sentence}, except ${except}.` };
}

const together = new Intl.ListFormat('en', { type: 'conjunction' });

/** What is left alone since a book does not give its list; undefined when nothing. */
function exceptWords({ closed }: Pick<CompanyFacts, 'closed'>): string | undefined {
  const parts = books.flatMap((book) => {
    const names = closed.filter((list) => list.book === book).map(({ entity }) => manyOf(entity));
    return names.length === 0 ? [] : [`${together.format(names)}, which ${bookTitle[book]} does not give`];
  });
  return parts.length === 0 ? undefined : parts.join(', and ');
}

const decidedWords = (count: number): string =>
  `${counted(count)} decided, ${count === 1 ? 'acts' : 'act'} in the next sync`;

/** What the tie-outs say against the books agreeing; undefined when nothing. */
function untiedSentence({ payables, receivables }: CompanyFacts): string | undefined {
  const sides = [
    { title: 'accounts payable', tie: payables },
    { title: 'accounts receivable', tie: receivables },
  ];
  const differing = sides.flatMap(({ title, tie }) =>
    tie === null || tie.agrees ? [] : [`${title} differ by ${amount(tie.difference)}`],
  );
  if (differing.length > 0) return `${capital(differing.join(', '))}; each difference is named.`;
  const problem = sides.find(({ tie }) => tie?.problem);
  return problem && `${capital(problem.title)} could not be compared in full: ${problem.tie?.problem ?? ''}`;
}

function pausedSentence({ pausedUntil, pauseReason, zone }: CompanyFacts, now: Date): string {
  const why = pauseReason === null ? '' : ` (${pauseReason})`;
  if (pausedUntil === null) return `Paused until somebody resumes${why}.`;
  return pausedUntil > now
    ? `Paused until ${when(pausedUntil, zone, now)}${why}.`
    : 'The pause is over; it goes on at the Web Connector’s next call.';
}

function beforeFirstSync({ last, due, running, lastLoginAt }: CompanyFacts): Verdict {
  if (last?.state === 'waitingForAccept')
    return { tone: 'attention', sentence: 'The first preview is there and waits to be accepted.' };
  if (running) return { tone: 'quiet', sentence: 'The first preview is being made.' };
  if (lastLoginAt === null) return { tone: 'quiet', sentence: 'Waiting for the Web Connector’s first call.' };
  return {
    tone: 'quiet',
    sentence: due ? 'The first preview was asked for.' : 'Nothing was synced yet.',
  };
}

/** A company that has synced before, and writes nothing until another preview is accepted. */
function previewAgain({ last, due, running }: CompanyFacts, because: PreviewBecause): Verdict {
  const { happened } = previewWords(because);
  if (last?.state === 'waitingForAccept' && !running && !due)
    return {
      tone: 'attention',
      sentence: `${happened}: ${previewTitle(because)} is there and waits to be accepted. Until then nothing is written.`,
    };
  const what = running ? 'is being made' : due ? 'was asked for' : 'comes next';
  return {
    tone: 'quiet',
    sentence: `${happened}: ${previewTitle(because)} ${what}. Until it is accepted nothing is written.`,
  };
}

/** The worst first; those that stand alike by how much waits, then by name. */
export function worstFirst(
  one: { readonly facts: CompanyFacts; readonly verdict: Verdict },
  two: { readonly facts: CompanyFacts; readonly verdict: Verdict },
): number {
  return (
    tones.indexOf(one.verdict.tone) - tones.indexOf(two.verdict.tone) ||
    two.facts.needs - one.facts.needs ||
    one.facts.name.localeCompare(two.facts.name, 'en')
  );
}
