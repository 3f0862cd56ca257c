import { z } from 'zod';
import { decidingOf, seeingOf, may, type CapabilityName, undoingOf } from '../access/capabilities';
import { deciding } from '../acts/deciding';
import { proposalsMeant, sentenceOf } from '../acts/decidingPairs';
import { resolveHold, type Resolving } from '../acts/resolving';
import { askForCycle } from '../acts/askForCycle';
import { loadCycle, type CycleMode } from '../ledger/cycles';
import { carryOutNow, decidePair, type Deciding } from '../ledger/decide';
import { openHoldsOf, type OpenHold } from '../ledger/holds';
import { openProposals } from '../ledger/pairProposals';
import { pauseCompany, resumeCompany } from '../ledger/pausing';
import { assertConfirmed, assertMay, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, NotThere } from './faults';
import { tonight } from './views/words';

/** What people do in a company, the same for pages and for the API, by what the command line does it with. */

const book = z.enum(['quickbooks', 'billcom']);

/** What is decided about a hold. */
export const decisionSchema = z.discriminatedUnion('choice', [
  z.strictObject({
    choice: z.literal('fields').describe('A conflict: which book’s value counts, by the name of the field'),
    fields: z.record(z.string().min(1).max(80), book),
  }),
  z.strictObject({
    choice: z.literal('all').describe('A conflict: which book’s values count, for all of its fields'),
    book,
  }),
  z.strictObject({ choice: z.literal('retry').describe('A refusal: the book is asked once more') }),
  z.strictObject({
    choice: z.literal('is').describe('An unknown outcome: the write became this record of the written book'),
    record: z.string().min(1).max(80),
  }),
  z.strictObject({
    choice: z.literal('write').describe('An unknown outcome: it did not happen, so it is written'),
  }),
  z.strictObject({ choice: z.literal('again').describe('A deleted document: it is made again') }),
  z.strictObject({ choice: z.literal('keep').describe('A deleted document: its twin stays as it is') }),
  z.strictObject({
    choice: z
      .literal('release')
      .describe('Kept apart, or to be taken back: it is synced again, like any other'),
  }),
  z.strictObject({
    choice: z
      .literal('takeBack')
      .describe('Could not be taken back as it was shown then: it is taken back as it is now'),
  }),
  z.strictObject({ choice: z.literal('record').describe('An offer: it is recorded in the other book') }),
  z.strictObject({ choice: z.literal('leave').describe('An offer: it is left in its book') }),
]);
export type HoldDecision = z.infer<typeof decisionSchema>;

/** What is decided about pairs that may be the same. */
export const pairDecisionSchema = z.strictObject({
  choice: z.enum(['same', 'different']).describe('Whether the two records are the same thing'),
});

export const pauseSchema = z.strictObject({
  for: z
    .enum(['hour', 'tonight', 'untilResumed'])
    .describe('How long: an hour, until eight in the evening of the company’s zone, until somebody resumes'),
  reason: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\0]*$/)
    .optional()
    .describe('Shown to everybody who asks'),
});

export const cycleRequestSchema = z.strictObject({
  mode: z.enum(['sync', 'preview']).describe('A preview writes nothing'),
});

/** What was decided, in words, and the cycle that carries it out; null: the first sync does. */
export interface Decided {
  readonly sentences: readonly string[];
  readonly cycle: number | null;
  /** Of that cycle: after a preview, which only shows it, the sync that follows carries it out. */
  readonly mode: CycleMode | null;
}

export async function askCycle(
  by: Inside,
  deps: ConsoleDeps,
  { mode }: z.infer<typeof cycleRequestSchema>,
): Promise<{ number: number; mode: 'sync' | 'preview' }> {
  await assertMay(by, mode, deps);
  const { company, person } = by;
  const { cycle } = await askForCycle({ database: deps.database, by: person.actsAs }, company, {
    preview: mode === 'preview',
  });
  return { number: cycle.number, mode: cycle.mode };
}

export async function pause(
  { company, person }: Inside,
  { database, now }: ConsoleDeps,
  request: z.infer<typeof pauseSchema>,
): Promise<{ until: Date | null }> {
  const until = pauseEnd(request.for, now(), company.zone);
  const reason = request.reason || `paused by ${person.name}`;
  await database.inCompany(company.id, (tx) =>
    pauseCompany(tx, company.id, { who: person.actsAs, reason, until }),
  );
  return { until };
}

function pauseEnd(length: z.infer<typeof pauseSchema>['for'], now: Date, zone: string): Date | null {
  if (length === 'untilResumed') return null;
  if (length === 'hour') return new Date(now.getTime() + 3_600_000);
  const end = tonight(now, zone);
  if (end === undefined)
    throw new Fault(409, 'It is evening already.', 'Pause it for an hour, or until somebody resumes.');
  return end;
}

export const resume = ({ company, person }: Inside, { database }: ConsoleDeps): Promise<boolean> =>
  database.inCompany(company.id, (tx) => resumeCompany(tx, company.id, person.actsAs));

/** @param backTo the page on which the password is asked for again, where that is needed */
export async function decideHold(
  by: Inside,
  deps: ConsoleDeps,
  holdId: string,
  decision: HoldDecision,
  backTo: string,
): Promise<Decided> {
  const { company, person, membership } = by;
  const found = await deps.database.inCompany(company.id, (tx) => openHoldsOf(tx, company.id));
  const hold = found.find(({ id }) => id === holdId);
  if (!hold || !may(membership, seeingOf(hold.entity))) throw new NotThere();
  await assertMay(by, capabilityFor(decision, hold), deps);
  assertChosen(decision);
  if (decision.choice === 'write' || decision.choice === 'takeBack')
    assertConfirmed(person, deps.now(), backTo);
  return deciding({ database: deps.database, by: person.actsAs }, company, async (acting) => {
    const open = await openHoldsOf(acting.tx, company.id);
    const meant = open.find(({ id }) => id === holdId);
    if (!meant) throw new Fault(409, 'This was cleared meanwhile.', 'Nothing is left to decide.');
    const { sentences } = await resolveHold(acting, company, meant, open, resolvingOf(decision));
    return { sentences, ...(await carriedOut(acting)) };
  });
}

function assertChosen(decision: HoldDecision): void {
  if (decision.choice === 'fields' && Object.keys(decision.fields).length === 0)
    throw new Fault(
      400,
      'Nothing was chosen, so nothing was decided.',
      'Say for at least one field which book’s value counts.',
    );
}

const capabilityFor = ({ choice }: HoldDecision, { entity }: OpenHold): CapabilityName =>
  choice === 'retry' ? 'retry' : choice === 'takeBack' ? undoingOf(entity) : decidingOf(entity);

function resolvingOf(decision: HoldDecision): Resolving {
  switch (decision.choice) {
    case 'fields':
      return { field: Object.entries(decision.fields).map(([field, take]) => ({ field, take })) };
    case 'all':
      return { all: decision.book };
    case 'is':
      return { is: decision.record };
    default:
      return { [decision.choice]: true };
  }
}

export async function decideProposal(
  by: Inside,
  deps: ConsoleDeps,
  number: number,
  { choice }: z.infer<typeof pairDecisionSchema>,
): Promise<Decided> {
  const { company, person, membership } = by;
  const open = await deps.database.inCompany(company.id, (tx) => openProposals(tx, company.id));
  const proposal = open.find((each) => each.number === number);
  if (!proposal || !may(membership, seeingOf(proposal.entity))) throw new NotThere();
  await assertMay(by, decidingOf(proposal.entity), deps);
  return deciding({ database: deps.database, by: person.actsAs }, company, async (acting) => {
    const kind = choice === 'same' ? 'link' : 'keepApart';
    const pairs = await proposalsMeant(acting, company, [String(number)], kind);
    for (const { pair } of pairs) await decidePair(acting, kind, pair.entity, pair, pair.names);
    return { sentences: pairs.map(sentenceOf), ...(await carriedOut(acting)) };
  });
}

/** Makes the cycle due that carries out what was decided in this transaction. */
export async function carriedOut(acting: Deciding): Promise<Omit<Decided, 'sentences'>> {
  const number = await carryOutNow(acting);
  const cycle = number === undefined ? undefined : await loadCycle(acting.tx, acting.companyId, number);
  return { cycle: cycle?.number ?? null, mode: cycle?.mode ?? null };
}
