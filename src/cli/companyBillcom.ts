import type { Command } from 'commander';
import { addBillcomOptions, givenConnection, type BillcomOptions } from './billcomAccess';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { assertSameOrganization, changeBillcomAccess, developerKeyOf } from '../acts/companyAccess';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { companyCalled } from '../acts/openLedger';
import { provenAccess } from '../acts/provenAccess';

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
    const devKey = developerKeyOf(database, company);
    const connection = await givenConnection(options, { ...company.billcom, devKey });
    assertSameOrganization(company, connection.organizationId);
    output.note('Signing in to Bill.com …');
    await provenAccess(connection);
    await changeBillcomAccess(database, company, connection, by);
    const { devKey: _devKey, password: _password, ...address } = connection;
    output.result(
      { company: company.name, billcom: address },
      () => `Bill.com accepts the new credentials of “${company.name}”; they are stored.`,
    );
  });
}
