import type { QuickBooksLogEntry } from '../checks/evidence';
import { chapter, gap, item, many, seconds, tell } from '../say';
import type { StatusDocument, SyncDocument } from '../world/documents';
import { pause } from '../world/http';
import type { Update } from '../world/simulators';
import type { Stage } from '../world/stage';
import { BOTH_SIDES, editBothBooks, SUBCONTRACTORS, type Edited } from './edits';
import { played } from './played';

/** Edits on both sides at once; a worker dies; the line to QuickBooks is cut at the worst moment. */
export async function accidents(stage: Stage): Promise<Edited> {
  const { simulators } = stage;
  chapter('4  Edits in both books at once, and two accidents');
  await stage.tieout.run(['company', 'set', stage.company.company, 'conflictVendors=ask', '--json'], {
    shown: 'lines',
  });
  tell('When a vendor is changed in both books, the owner wants to be asked; elsewhere QuickBooks wins.');
  gap();
  const edited = await editBothBooks(simulators);
  const { edits, subcontractors } = edited;
  stage.edits = edits;
  stage.accepted = [...edited.joined];
  tell('In QuickBooks:');
  for (const edit of edits) if (edit.book === 'quickbooks' && edit.words) item(edit.words);
  tell('In Bill.com:');
  for (const edit of edits) if (edit.book === 'billcom' && edit.words) item(edit.words);
  item(`${SUBCONTRACTORS} subcontractors of a new project are imported`);
  gap();
  tell(
    'QuickBooks is made slow (2 seconds a message set), so that there is time for things to go wrong. The sync begins.',
  );
  const before = await lastSequence(stage);
  await simulators.fault('quickbooks', { delayMs: 2_000 });

  const sync = stage.tieout.run<SyncDocument>(
    ['sync', stage.company.company, '--wait', '--timeout', '4m', '--json'],
    { shown: 'lines' },
  );
  const mishaps = breakThings(stage, before);
  const [{ value: document, updates }] = await Promise.all([
    simulators.updateWhile(sync),
    // A sync that fails must not wait for accidents that never come.
    Promise.race([mishaps, sync.then(() => undefined)]),
  ]);
  await simulators.fault('quickbooks', { delayMs: 0 });
  played(stage, 'edits in both books, with two accidents', document, updates);
  await whatHappened(stage, { before, updates, subcontractors, document });
  return edited;
}

const lastSequence = async ({ simulators }: Stage): Promise<number> =>
  (await simulators.quickbooksLog()).at(-1)?.seq ?? 0;

const isWrite = (entry: QuickBooksLogEntry): boolean =>
  entry.by === 'session' && entry.requests.some((request) => /(Add|Mod)(Rq)?$/.test(request.name));
const isVendorSet = (entry: QuickBooksLogEntry): boolean =>
  isWrite(entry) && entry.requests.some((request) => request.name.startsWith('VendorAdd'));

/** Kills the worker when QuickBooks has the first vendors, and cuts the line after the next set that QuickBooks commits. */
async function breakThings(stage: Stage, before: number): Promise<void> {
  const { simulators, stack } = stage;
  while (!(await simulators.quickbooksLog(before)).some(isVendorSet)) await pause(100);
  const status = await billcomIsDone(stage);
  await stack.kill('worker');
  const vendors = status.steps.find(
    (step) => step.book === 'quickbooks' && step.step === 'vendor' && step.phase === 'write',
  );
  const how = vendors ? `, ${vendors.done} of ${vendors.total} vendors done` : '';
  item(`The worker is killed in the middle of writing to QuickBooks${how}.`, '✗');
  await simulators.fault('webconnector', { cut: 'afterProcess', afterRoundTrip: 0 });
  const began = Date.now();
  await stack.restart('worker');
  item(
    `A new worker runs after ${seconds(Date.now() - began)}. Temporal gives it the job when the dead one has been silent for 15 seconds; the Web Connector just waits.`,
    '✓',
  );
}

/** A look takes a second or more, and QuickBooks works on. */
const LOOKS = 1;

/** Bill.com's part is let through first, so that the accident is about QuickBooks. */
async function billcomIsDone({ tieout, company }: Stage): Promise<StatusDocument> {
  for (let look = 0; ; look += 1) {
    const status = await tieout.run<StatusDocument>(['status', company.company, '--json']);
    const open = status.steps.filter((step) => step.book === 'billcom' && step.state !== 'done');
    if (open.length === 0 || look === LOOKS) return status;
  }
}

interface Happened {
  readonly before: number;
  readonly updates: readonly Update[];
  readonly subcontractors: readonly string[];
  readonly document: SyncDocument;
}

/** From QuickBooks' and the Web Connector's own logs. */
async function whatHappened(
  stage: Stage,
  { before, updates, subcontractors, document }: Happened,
): Promise<void> {
  const { simulators } = stage;
  const log = await simulators.quickbooksLog(before);
  const books = await simulators.books();
  gap();
  const cut = updates.findIndex((update) => update.result === 'error');
  if (cut >= 0) {
    item(
      `The Web Connector was cut after QuickBooks had committed a message set and before its answer was on its way. Tieout could not know whether the set had run.`,
      '✗',
    );
  }
  const stored = log.find((entry) => entry.answeredFromStore === true);
  if (stored) {
    const first = log.find((entry) => isWrite(entry) && entry.newMessageSetID === stored.newMessageSetID);
    const size = first ? ` of ${many(first.requests.length, 'write')}` : '';
    item(
      `At the next update it asked QuickBooks for the stored answer of that set${size}: a question that executes nothing. QuickBooks still had it, and the writes were settled from it. Nothing was sent again.`,
      '✓',
    );
  }
  const adds = log
    .filter((entry) => entry.by === 'session' && entry.answeredFromStore !== true)
    .flatMap((entry) => entry.requests)
    .filter((request) => request.name.startsWith('VendorAdd') && request.statusCode === 0).length;
  const times = subcontractors.map(
    (name) => books.quickbooks.vendor.filter((vendor) => vendor.Name === name).length,
  );
  const once = times.filter((count) => count === 1).length;
  tell(
    `Cycle ${document.cycle.number} ended all the same: ${many(document.applied, 'change')} written, ${document.refused} refused, in ${many(updates.length, 'Web Connector session')}.`,
  );
  tell(
    `Of the ${subcontractors.length} subcontractors ${once} are in QuickBooks exactly once, ${times.filter((count) => count > 1).length} twice, ${times.filter((count) => count === 0).length} missing; QuickBooks logged ${many(adds, 'vendor')} added in this cycle.`,
  );
  const both = books.quickbooks.customer.find((each) => each.Email === BOTH_SIDES.email.quickbooks);
  const twin = books.billcom.customer.find((each) => each.name === both?.Name);
  if (both && twin)
    tell(
      `The e-mail that was changed in both books is ${String(twin.email)} in both now: by the company’s setting QuickBooks wins, and the audit log keeps what it overwrote.`,
    );
}
