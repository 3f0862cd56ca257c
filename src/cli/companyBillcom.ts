import type { Command } from 'commander';
import type { BillcomSecret } from '../activities/billcom/clientFor';
import { audit } from '../ledger/audit';
import { saveBillcomAccess } from '../ledger/billcomAccess';
import { addBillcomOptions, givenConnection, provenAccess, type BillcomOptions } from './billcomAccess';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from './problem';

export function addCompanyBillcom(parent: Command): void {
  const command = addBillcomOptions(
    ledgerCommand(parent, 'billcom <company>')
      .summary('other Bill.com credentials, such as a new sync token')
      .description(
        'Tests other Bill.com credentials of the same organization and stores them; what is not given stays.',
      ),
  ).action((company: string, options: LedgerOptions & BillcomOptions) => billcom(company, options));
  examples(command, [
    'TIEOUT_BILLCOM_PASSWORD=… tieout company billcom "Hill Builders" --user "Tieout sync 2"',
  ]);
}

async function billcom(idOrName: string, options: LedgerOptions & BillcomOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const company = await companyCalled(database, idOrName);
    const { devKey } = JSON.parse(database.sealer.open(company.billcomSecret)) as BillcomSecret;
    const connection = await givenConnection(options, { ...company.billcom, devKey });
    if (connection.organizationId !== company.billcom.organizationId)
      throw new Problem('A company stays with its Bill.com organization.', {
        cure: 'Add another company for the other organization.',
      });
    output.note('Signing in to Bill.com …');
    await provenAccess(connection);
    const { devKey: newKey, password, ...address } = connection;
    await database.inCompany(company.id, async (tx) => {
      await saveBillcomAccess(tx, company.id, {
        billcom: address,
        billcomSecret: database.sealer.seal(JSON.stringify({ devKey: newKey, password })),
      });
      await audit(tx, company.id, {
        who: by,
        action: 'changed the Bill.com credentials',
        before: company.billcom,
        after: address,
      });
    });
    output.result(
      { company: company.name, billcom: address },
      () => `Bill.com accepts the new credentials of “${company.name}”; they are stored.`,
    );
  });
}
