import { acceptShown, type Accepted } from '../acts/accepting';
import { deciding } from '../acts/deciding';
import { Problem } from '../words/problem';
import { waitsForMassChange } from '../acts/watchCycle';
import { loadCompany } from '../ledger/companies';
import { countShown } from '../ledger/previewPages';
import { assertConfirmed, assertMay, hiddenFrom, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, NotThere, Refused } from './faults';
import { previewHref } from './views/hrefs';
import { onPage } from './views/onPage';

/** What people do with a preview, the same for pages and for the API, by what the command line does it with. */

/**
 * Lets a company write what the preview of this cycle shows. What a guard stopped is accepted as any such thing is: by an
 * Administrator, who gives the password.
 * @throws Refused where the plan hides a part of it; ConfirmFirst
 */
export async function acceptPreviewOf(by: Inside, deps: ConsoleDeps, cycle: number): Promise<Accepted> {
  const { person, membership } = by;
  return deciding({ database: deps.database, by: person.actsAs }, by.company, async ({ tx, who }) => {
    // As it stands now: somebody else may have accepted it in this moment.
    const company = await loadCompany(tx, by.company.id);
    if (company.acceptedAt !== null && !waitsForMassChange(company))
      throw new Fault(409, `“${company.name}” was accepted before; its cycles write already.`);
    if (waitsForMassChange(company)) {
      await assertMay(by, 'changeAccess', deps);
      assertConfirmed(person, deps.now(), previewHref(company.id, cycle));
    }
    if ((await countShown(tx, company.id, cycle, hiddenFrom(membership))) > 0)
      throw new Refused(
        'This preview has things that your plan does not show, and nobody accepts what they cannot look at.',
        'Ask an Administrator or Accountant of the company whose plan has both payables and receivables.',
      );
    const accepted = await acceptShown(tx, company, who, cycle).catch(asOnPage);
    if (!accepted) throw new NotThere();
    return accepted;
  });
}

function asOnPage(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  throw new Fault(409, onPage(error.message), onPage(error.cure));
}
