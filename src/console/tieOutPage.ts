import type { Transaction } from '../ledger/database';
import type { Company } from '../ledger/companies';
import type { RecordKey } from '../ledger/recordNames';
import {
  latestTieOut,
  tieOutDifferences,
  tieOutParties,
  type DifferenceLine,
  type PartyLine,
  type TakenTieOut,
} from '../ledger/tieOutReport';
import { books } from '../entities/definition';
import { sides, type Ledger } from '../reconcile/tieout/sides';

/** The latest tie-out of a side, by vendor or customer and record; the same for the page and for the API. */
export interface TieOutView {
  readonly taken: TakenTieOut;
  /** A page of those that were asked for, those that differ first. */
  readonly parties: readonly PartyDifferences[];
  /** How many were asked for. */
  readonly total: number;
  /** How many of all differ, or have differences that offset each other. */
  readonly differing: number;
}

export interface PartyDifferences extends PartyLine {
  /** The page of the vendor or customer. */
  readonly key: RecordKey | undefined;
  readonly lines: readonly (DifferenceLine & { readonly key: RecordKey | undefined })[];
}

export interface TieOutAsked {
  readonly ledger: Ledger;
  /** A part of the name of a vendor or customer, or of a record that differs; '' for all. */
  readonly search: string;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/** @returns undefined where nothing is tied out yet */
export async function loadTieOut(
  tx: Transaction,
  { id }: Pick<Company, 'id'>,
  { ledger, search, page, perPage }: TieOutAsked,
): Promise<TieOutView | undefined> {
  const taken = await latestTieOut(tx, id, ledger);
  if (!taken) return undefined;
  const lines = new Map<number, PartyDifferences['lines'][number][]>();
  for (const line of await tieOutDifferences(tx, id, taken.cycle, ledger))
    lines.set(line.party, [...(lines.get(line.party) ?? []), { ...line, key: recordKey(line) }]);
  const parties = (await tieOutParties(tx, id, taken.cycle, ledger)).map((party) => ({
    ...party,
    key: partyKey(ledger, party),
    lines: lines.get(party.position) ?? [],
  }));
  const found = parties
    .filter((party) => isCalled(party, search.trim().toLowerCase()))
    .sort((one, two) => Number(differs(two)) - Number(differs(one)) || one.position - two.position);
  return {
    taken,
    parties: found.slice((page - 1) * perPage, page * perPage),
    total: found.length,
    differing: parties.filter(differs).length,
  };
}

/** Differences that offset each other are differences, too. */
const differs = ({ difference, lines }: PartyDifferences): boolean =>
  Number(difference) !== 0 || lines.length > 0;

const isCalled = ({ name, jobOf, lines }: PartyDifferences, wanted: string): boolean =>
  wanted === '' ||
  [name, jobOf ?? '', ...lines.map((line) => line.name)].some((each) => each.toLowerCase().includes(wanted));

function partyKey(ledger: Ledger, { quickbooksId, billcomId }: PartyLine): RecordKey | undefined {
  const entity = sides[ledger].party;
  if (quickbooksId !== null) return { entity, book: 'quickbooks', id: quickbooksId };
  return billcomId === null ? undefined : { entity, book: 'billcom', id: billcomId };
}

/** Of the two records of a pair QuickBooks’ page shows both; what was only reckoned has none. */
function recordKey({ records }: DifferenceLine): RecordKey | undefined {
  for (const book of books) {
    const ref = records[book];
    if (ref?.entity) return { entity: ref.entity, book, id: ref.id };
  }
  return undefined;
}
