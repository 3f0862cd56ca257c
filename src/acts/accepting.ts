import { acceptable, acceptPreview, type Acceptable } from '../ledger/accept';
import { loadNamedAccounts, type NamedAccounts } from '../ledger/namedAccounts';
import type { Company } from '../ledger/companies';
import type { CycleMode } from '../ledger/cycles';
import type { Transaction } from '../ledger/database';
import { acceptMassChange } from '../ledger/massChange';
import { stopsOf } from '../ledger/stops';
import { Problem } from '../words/problem';
import { waitsForMassChange } from './watchCycle';
import { quoted } from '../words/counted';

/** What was accepted, and the cycle that was asked for to do it. */
export interface Accepted {
  readonly isMassChange: boolean;
  readonly number: number;
  readonly mode: CycleMode;
}

/**
 * Accepts what waits: a mass change exactly as it was shown, else the preview before which nothing is written.
 * @param shown the cycle whose preview somebody looked at; without it whichever waits
 * @returns undefined when the company was accepted before and nothing waits
 * @throws Problem when there is nothing to accept, or what was looked at is not what would be done
 */
export async function acceptShown(
  tx: Transaction,
  company: Company,
  by: string,
  shown?: number,
): Promise<Accepted | undefined> {
  const isMassChange = waitsForMassChange(company);
  if (company.acceptedAt !== null && !isMassChange) return undefined;
  if (isMassChange) {
    const stop = (await stopsOf(tx, company.id)).find(({ guard }) => guard === 'massChange');
    refuseOther(company, shown, stop && Number(stop.detail.cycle));
    const cycle = await acceptMassChange(tx, company.id, by);
    if (cycle) return { isMassChange, ...cycle };
  }
  const found = await acceptable(tx, company.id, company.settings);
  refuseUnseen(company, found);
  refuseUnnamed(company, await loadNamedAccounts(tx, company.id));
  refuseOther(company, shown, found.preview?.cycle);
  return { isMassChange: false, ...(await acceptPreview(tx, company.id, by)) };
}

/** Only what somebody could look at is accepted. */
function refuseUnseen({ name }: Company, found: Acceptable): void {
  const cure = `Make one: tieout preview ${quoted(name)} --wait`;
  if (found.preview === undefined) throw new Problem(`“${name}” has no preview to accept yet.`, { cure });
  const { changedSettings, preview } = found;
  if (changedSettings.length > 0)
    throw new Problem(
      `The preview of cycle ${preview.cycle} was made by other settings (${changedSettings.join(', ')}), so it does not show what would be done.`,
      { cure: cure.replace('one', 'a new one') },
    );
}

/** What was named for a setting and is not there would be posted as if nothing had been chosen. */
function refuseUnnamed({ name }: Company, named: NamedAccounts): void {
  const [first] = Object.entries(named);
  if (!first) return;
  const [setting, { named: called, problem }] = first;
  throw new Problem(
    `“${called}” was named for ${setting} of “${name}”. ${problem ?? 'QuickBooks was not read since.'}`,
    {
      cure: `Choose another account, or none: tieout company set ${quoted(name)} ${setting}=…; or make it in QuickBooks; then a new preview.`,
    },
  );
}

function refuseOther({ name }: Company, shown: number | undefined, waiting: number | undefined): void {
  if (shown === undefined || shown === waiting) return;
  throw new Problem(
    `The preview of cycle ${shown} is not the one of “${name}” that waits to be accepted any more.`,
    { cure: waiting === undefined ? 'Nothing waits.' : `Look at the one of cycle ${waiting}.` },
  );
}
