import type { Link } from '../checks/evidence';
import { block, chapter, columns, gap, item, many, tell } from '../say';
import type { HoldDocument, ProposalsDocument, SyncDocument } from '../world/documents';
import type { Stage } from '../world/stage';
import { oneOf } from '../world/words';
import { BOTH_SIDES } from './edits';
import { played } from './played';

type Proposal = ProposalsDocument['proposals'][number];

/** What a rule must not decide is asked: two records that may be the same, and a field that was changed in both books. */
export async function decisions(stage: Stage, askedAbout: string): Promise<void> {
  chapter('5  What only a person can decide');
  const { tieout, company } = stage;
  const { holds } = await tieout.run<{ holds: HoldDocument[] }>(['holds', company.company, '--json']);
  const accepted = await acceptProposal(stage, holds);
  gap();
  const conflict = holds.find((hold) => hold.cause === 'conflict' && hold.record === askedAbout);
  if (!conflict) throw new Error(`The phone number of “${askedAbout}” should be a conflict and is not held.`);
  tell(conflict.sentence);
  await tieout.run(
    ['resolve', company.company, conflict.short ?? conflict.id, '--field', 'phone=billcom', '--json'],
    { shown: 'lines' },
  );
  tell('For vendors the owner wants to be asked; Bill.com’s number is the right one.');
  gap();
  const { value: sync, updates } = await stage.simulators.updateWhile(
    tieout.run<SyncDocument>(['sync', company.company, '--wait', '--timeout', '2m', '--json'], {
      shown: 'lines',
    }),
  );
  played(stage, 'two decisions of a person', sync, updates);
  tell(
    `Cycle ${sync.cycle.number} has ended. A decision asks for a cycle by itself, so what was decided first went over in the one before it.`,
  );
  await whatBecame(stage, { accepted, askedAbout });
}

/** Accepts the likeliest pair of customers, best one whose jobs wait for it. */
async function acceptProposal(stage: Stage, holds: readonly HoldDocument[]): Promise<Proposal> {
  const { tieout, company } = stage;
  const { proposals } = await tieout.run<ProposalsDocument>(
    ['links', company.company, '--propose', '--json'],
    { shown: 'lines' },
  );
  const isAlone = (each: Proposal): boolean =>
    proposals.filter(({ quickbooksId, billcomId }) =>
      quickbooksId === each.quickbooksId || billcomId === each.billcomId).length === 1; // prettier-ignore
  const hasWaitingJobs = ({ names }: Proposal): boolean =>
    holds.some(
      ({ cause, sentence }) => cause === 'waiting' && sentence.includes(`“${names.quickbooks}”, which`),
    );
  const open = proposals.filter((each) => each.entity === 'customer' && isAlone(each));
  const chosen = open.find(hasWaitingJobs) ?? open[0];
  if (!chosen) throw new Error('No pair of customers is proposed.');
  const others = proposals.filter((each) => each !== chosen && isAlone(each));
  block(
    columns([
      ['number', '', 'in QuickBooks', 'in Bill.com', 'score'],
      ...[chosen, ...firstOfEach(others)].map(({ number, entity, names, score }) => [
        number,
        oneOf(entity),
        names.quickbooks,
        names.billcom,
        score,
      ]),
    ]),
    '    ',
  );
  tell(
    `${many(proposals.length, 'pair')} may be the same; these are some of them. For number ${chosen.number} speaks: ${chosen.evidence.join(', ')}.`,
  );
  await tieout.run(['links', company.company, '--accept', String(chosen.number), '--json'], {
    shown: 'lines',
  });
  tell(
    `“${chosen.names.quickbooks}” of QuickBooks and “${chosen.names.billcom}” of Bill.com are the same from now on.`,
  );
  const { entity, quickbooksId, billcomId } = chosen;
  stage.accepted.push({ entity: entity as Link['entity'], quickbooksId, billcomId });
  return chosen;
}

/** One of each entity. */
const firstOfEach = (proposals: readonly Proposal[]): Proposal[] => [
  ...new Map([...proposals].reverse().map((each) => [each.entity, each])).values(),
];

async function whatBecame(
  { simulators }: Stage,
  { accepted, askedAbout }: { accepted: Proposal; askedAbout: string },
): Promise<void> {
  const { quickbooks, billcom } = await simulators.books();
  const twin = billcom.customer.find(({ id }) => id === accepted.billcomId);
  if (twin && twin.name === accepted.names.quickbooks)
    item(`“${accepted.names.billcom}” is called “${twin.name}” in Bill.com too.`, '✓');
  const jobs = billcom.customer.filter(({ parentCustomerId }) => parentCustomerId === accepted.billcomId);
  if (jobs.length > 0)
    item(
      `${many(jobs.length, 'job')} that had waited for it ${jobs.length === 1 ? 'is' : 'are'} in Bill.com now: ${jobs.map(({ name }) => `“${name}”`).join(', ')}.`,
      '✓',
    );
  const here = quickbooks.vendor.find(({ Name }) => Name === askedAbout);
  if (here?.Phone === BOTH_SIDES.phone.billcom)
    item(`“${askedAbout}” has the phone number ${BOTH_SIDES.phone.billcom} in QuickBooks too.`, '✓');
}
