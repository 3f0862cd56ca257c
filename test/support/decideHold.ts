import { decideGone, offers, type GoneChoice } from '../../src/acts/resolveGone';
import type { Book, CanonicalValue } from '../../src/entities/definition';
import { decideFields } from '../../src/ledger/decide';
import type { OpenHold } from '../../src/ledger/holds';
import { twinOf } from '../../src/ledger/links';
import type { CompanyWorld, World } from './world';

/** As `tieout resolve --field …`: of a held field of a pair, one book's value counts. The hold is of QuickBooks' record. */
export async function decideHold(
  world: World,
  company: CompanyWorld,
  { entity, recordId, field, detail }: OpenHold,
  take: Book,
): Promise<void> {
  await world.database.inCompany(company.id, async (tx) => {
    const billcomId = await twinOf(tx, company.id, entity, 'quickbooks', recordId);
    const values = {
      quickbooks: (detail.quickbooks ?? null) as CanonicalValue,
      billcom: (detail.billcom ?? null) as CanonicalValue,
    };
    await decideFields(
      { tx, companyId: company.id, who: 'a test' },
      entity,
      { quickbooksId: recordId, billcomId: String(billcomId) },
      [{ field, take, ...values }],
    );
  });
}

/** As `tieout resolve --again` or `--keep`: of a document whose twin is gone. */
export async function decideGoneHold(
  world: World,
  company: CompanyWorld,
  hold: OpenHold,
  choice: GoneChoice,
): Promise<void> {
  if (!offers(hold, choice)) throw new Error(`this hold does not offer ${choice}: ${hold.sentence}`);
  await world.database.inCompany(company.id, (tx) =>
    decideGone({ tx, companyId: company.id, who: 'a test' }, hold, choice),
  );
}
