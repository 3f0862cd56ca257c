import type { EntityName } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import type { Company } from '../ledger/companies';
import { loadCycle, type Cycle } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { openHoldsOf, type OpenHold } from '../ledger/holds';
import { differencesOf, latestPreview, previewLinks, type Preview } from '../ledger/preview';
import { proposalsOf } from '../ledger/proposals';
import { recordNames } from '../ledger/recordNames';
import { carriedDocument, type CarriedDocument } from './previewCarried';
import { differencesCsv, previewCsv } from './previewCsv';
import { previewDocument, referencesOf, type PreviewDocument } from './previewDocument';
import { Problem } from '../words/problem';
import { differenceDocuments, referencesOfDifferences, type DifferenceDocument } from './differences';
import { beforeStartOf } from './startDate';
import { namesFrom } from '../words/valueWords';
import { quoted } from '../words/counted';

/** The latest preview as it stands: still to be carried out, or what became of it. */
export type LoadedPreview =
  | { readonly kind: 'preview'; readonly document: PreviewDocument; readonly holds: readonly OpenHold[] }
  | { readonly kind: 'carried'; readonly document: CarriedDocument };

/**
 * @param hidden entities that who asks does not see
 * @throws Problem when a sync has made it out of date.
 */
export async function loadPreview(
  tx: Transaction,
  company: Company,
  hidden: readonly EntityName[] = [],
): Promise<LoadedPreview | undefined> {
  const preview = await latestPreview(tx, company.id);
  const cycle = preview && (await loadCycle(tx, company.id, preview.cycle));
  if (!preview || !cycle) return undefined;
  if (preview.carriedBy !== null) return carried(tx, company, cycle, preview, hidden);
  const isShown = ({ entity }: { readonly entity: EntityName }): boolean => !hidden.includes(entity);
  const definitions = entityDefinitions(company.settings).filter(({ name }) => !hidden.includes(name));
  const operations = (await proposalsOf(tx, company.id, cycle.number)).filter(isShown);
  const holds = (await openHoldsOf(tx, company.id)).filter(isShown);
  const names = await recordNames(tx, company.id, referencesOf(definitions, operations));
  const document = previewDocument({
    company: company.name,
    cycle,
    definitions,
    operations,
    links: (await previewLinks(tx, company.id)).filter(isShown),
    holds,
    beforeStart: (await beforeStartOf(tx, company)).filter(isShown),
    nameOf: namesFrom(names),
  });
  return { kind: 'preview', document, holds };
}

async function carried(
  tx: Transaction,
  company: Company,
  cycle: Cycle,
  { state, carriedBy }: Preview,
  hidden: readonly EntityName[],
): Promise<LoadedPreview> {
  const by = carriedBy === null ? undefined : await loadCycle(tx, company.id, carriedBy);
  if (!by || state !== 'waitingForAccept')
    throw new Problem(
      `A sync has run since the preview of cycle ${cycle.number}; it is carried out or out of date.`,
      { cure: `Make a new one: tieout preview ${quoted(company.name)} --wait` },
    );
  const differences = (await differencesOfCycle(tx, company, by.number)).filter(
    ({ entity }) => !(hidden as readonly string[]).includes(entity),
  );
  return { kind: 'carried', document: carriedDocument(company.name, cycle, by, differences) };
}

/** All of it as a table for a spreadsheet. */
export const csvOfPreview = (loaded: LoadedPreview): string =>
  loaded.kind === 'preview' ? previewCsv(loaded.document) : differencesCsv(loaded.document.differences);

/** What a first sync did otherwise than its preview showed; empty for every other cycle. */
export async function differencesOfCycle(
  tx: Transaction,
  company: Company,
  cycle: number,
): Promise<DifferenceDocument[]> {
  const differences = await differencesOf(tx, company.id, cycle);
  if (differences.length === 0) return [];
  const definitions = entityDefinitions(company.settings);
  const names = await recordNames(tx, company.id, referencesOfDifferences(definitions, differences));
  return differenceDocuments(definitions, differences, namesFrom(names));
}
