import { operationDocument, pairDocument, referencesOf } from '../acts/previewDocument';
import type { PreviewOperation, PreviewPair } from '../acts/previewDocument';
import { differencesOfCycle } from '../acts/previewLoad';
import type { DifferenceDocument } from '../acts/differences';
import { beforeStartOf, type BeforeStart } from '../acts/startDate';
import { namesFrom } from '../words/valueWords';
import { waitsForMassChange } from '../acts/watchCycle';
import { otherBook, type EntityDefinition, type EntityName } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import { acceptable } from '../ledger/accept';
import type { Company } from '../ledger/companies';
import { loadCycle, type Cycle } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { countProposals } from '../ledger/heldRecords';
import { latestPreview } from '../ledger/preview';
import {
  countHeldRecords,
  countPreviewLinks,
  countProposed,
  countShown,
  doneSince,
  heldPage,
  leftOutAmong,
  previewLinkPage,
  proposedPage,
  type DoneSince,
  type HeldInPreview,
  type Window,
} from '../ledger/previewPages';
import { recordNames } from '../ledger/recordNames';
import { hiddenFrom, type Inside } from './admission';
import { NotThere } from './faults';
import { countRows, totalsOf, type CountRow, type PreviewAsked } from './views/previewCounts';

/** A write that is shown, and whether somebody has left its record out since. */
export interface ShownOperation extends PreviewOperation {
  readonly entity: EntityName;
  readonly isLeftOut: boolean;
}

/** What is listed of a preview: a page of one kind. */
export type PreviewList =
  | { readonly kind: 'writes'; readonly total: number; readonly rows: readonly ShownOperation[] }
  | { readonly kind: 'links'; readonly total: number; readonly rows: readonly PreviewPair[] }
  | { readonly kind: 'held'; readonly total: number; readonly rows: readonly HeldInPreview[] };

/** What keeps a preview that waits from being accepted by who looks at it; nothing where it can be. */
export interface Waiting {
  readonly isMassChange: boolean;
  /** Settings that are others now than those it was made by. */
  readonly changedSettings: readonly string[];
  /** What it would do that the plan of who looks does not show. */
  readonly hidden: number;
  readonly since: DoneSince;
}

/** A preview as it stands. */
export interface PreviewView {
  readonly cycle: Cycle;
  /** The records are there until a sync has come, or a newer preview. */
  readonly standing:
    | { readonly is: 'kept' }
    | { readonly is: 'carried'; readonly by: number; readonly differences: readonly DifferenceDocument[] }
    | { readonly is: 'gone'; readonly newest: number | null };
  readonly waiting: Waiting | null;
  readonly counts: readonly CountRow[];
  readonly list: PreviewList;
  /** Pairs about which somebody is asked whether they are the same. */
  readonly proposals: number;
  readonly beforeStart: readonly BeforeStart[];
  readonly definitions: readonly EntityDefinition[];
}

/** @throws NotThere for a cycle that was no preview */
export async function loadPreviewView(
  tx: Transaction,
  { company, membership }: Pick<Inside, 'company' | 'membership'>,
  number: number,
  asked: PreviewAsked,
  window: Window,
): Promise<PreviewView> {
  const cycle = await loadCycle(tx, company.id, number);
  if (cycle?.mode !== 'preview') throw new NotThere();
  const hidden = hiddenFrom(membership);
  const definitions = entityDefinitions(company.settings).filter(({ name }) => !hidden.includes(name));
  const standing = await standingOf(tx, company, cycle, hidden);
  const nothing = { cycle, standing, definitions, proposals: 0, beforeStart: [], waiting: null };
  if (standing.is !== 'kept') return { ...nothing, counts: [], list: { kind: 'writes', total: 0, rows: [] } };
  const entities = definitions.map(({ name }) => name);
  const counts = countRows(entities, {
    writes: await countProposed(tx, company.id, number, entities),
    links: await countPreviewLinks(tx, company.id, entities),
    held: await countHeldRecords(tx, company.id, entities),
  });
  return {
    cycle,
    standing,
    definitions,
    counts,
    waiting: await waitingOf(tx, company, cycle, hidden),
    list: await listOf(tx, company, cycle.number, definitions, asked, window, counts),
    proposals: await countProposals(tx, company.id, { hidden, search: '' }),
    beforeStart: (await beforeStartOf(tx, company)).filter(({ entity }) => !hidden.includes(entity)),
  };
}

async function standingOf(
  tx: Transaction,
  company: Company,
  { number }: Cycle,
  hidden: readonly EntityName[],
): Promise<PreviewView['standing']> {
  const latest = await latestPreview(tx, company.id);
  if (latest?.cycle !== number) return { is: 'gone', newest: latest?.cycle ?? null };
  if (latest.carriedBy === null) return { is: 'kept' };
  const differences = await differencesOfCycle(tx, company, latest.carriedBy);
  return {
    is: 'carried',
    by: latest.carriedBy,
    differences: differences.filter(({ entity }) => !(hidden as readonly string[]).includes(entity)),
  };
}

async function waitingOf(
  tx: Transaction,
  company: Company,
  cycle: Cycle,
  hidden: readonly EntityName[],
): Promise<Waiting | null> {
  const isMassChange = waitsForMassChange(company);
  if (cycle.state !== 'waitingForAccept' || (company.acceptedAt !== null && !isMassChange)) return null;
  const found = await acceptable(tx, company.id, company.settings);
  return {
    isMassChange,
    // A mass change is done exactly as it was shown, whatever was set since.
    changedSettings: isMassChange || found.preview === undefined ? [] : found.changedSettings,
    hidden: await countShown(tx, company.id, cycle.number, hidden),
    since: await doneSince(tx, company.id, cycle.endedAt ?? cycle.createdAt),
  };
}

async function listOf(
  tx: Transaction,
  { id }: Company,
  cycle: number,
  definitions: readonly EntityDefinition[],
  asked: PreviewAsked,
  window: Window,
  counts: readonly CountRow[],
): Promise<PreviewList> {
  const { what, entity, book, search } = asked;
  const entities = definitions.map(({ name }) => name).filter((name) => !entity || name === entity);
  const totals = totalsOf(counts, asked);
  if (what === 'link') {
    const { total, rows } = await previewLinkPage(tx, id, { entities, search }, window, totals.link);
    return { kind: 'links', total, rows: withDefinition(definitions, rows, pairDocument) };
  }
  if (what === 'held')
    return { kind: 'held', ...(await heldPage(tx, id, { entities, book, search }, window)) };
  const action = what === 'write' ? undefined : what;
  const filter = { entities, book, action, search };
  const { total, rows } = await proposedPage(tx, id, cycle, filter, window, totals.write);
  const nameOf = namesFrom(await recordNames(tx, id, referencesOf(definitions, rows)));
  const sources = rows.map(({ entity: of, book: written, sourceId }) => ({
    entity: of,
    book: otherBook(written),
    id: sourceId,
  }));
  const leftOut = await leftOutAmong(tx, id, sources);
  return {
    kind: 'writes',
    total,
    rows: withDefinition(definitions, rows, (definition, row) => ({
      ...operationDocument(definition, row, nameOf),
      entity: row.entity,
      isLeftOut: leftOut.has(`${row.entity} ${otherBook(row.book)} ${row.sourceId}`),
    })),
  };
}

const withDefinition = <Row extends { readonly entity: EntityName }, Shown>(
  definitions: readonly EntityDefinition[],
  rows: readonly Row[],
  shown: (definition: EntityDefinition, row: Row) => Shown,
): Shown[] =>
  rows.flatMap((row) => {
    const definition = definitions.find(({ name }) => name === row.entity);
    return definition ? [shown(definition, row)] : [];
  });
