import { Client, Connection } from '@temporalio/client';
import { businessValues, firstBooks } from '../../scripts/historySeeds';
import { companyWorkflowId, cycleWorkflowId } from '../../src/workflows/messages';
import { decoded } from '../support/histories';
import { startWorld, type CompanyWorld, type World } from '../support/world';

/** Everything that a book may say of its records when something goes wrong. */
const said =
  'Hollowell Lumber, 104711 Ashgrove Checking, office@quillfeather.example, 503-555-0161, 14 Mill Street, owed $48,213.77';
const sayings = [...businessValues(), '14 Mill Street', '48,213.77', 'Mill Street Refused'];

describe('what a run with many faults leaves in Temporal', () => {
  let world: World;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    world = await startWorld({ env: { BILLCOM_CALL_SECONDS: '5', BILLCOM_LATE_SECONDS: '1' } });
    connection = await Connection.connect({ address: world.stack.env.TEMPORAL_ADDRESS });
    client = new Client({ connection, namespace: world.stack.env.TEMPORAL_NAMESPACE });
  });
  afterAll(async () => {
    await connection?.close();
    await world.stop();
  });

  /** The histories of a company's workflows, with what Temporal knows of them beside. */
  const everythingOf = async (company: CompanyWorld, cycles: readonly number[]): Promise<string> => {
    const ids = [companyWorkflowId(company.id), ...cycles.map((cycle) => cycleWorkflowId(company.id, cycle))];
    const parts = await Promise.all(
      ids.map(async (id) => {
        const handle = client.workflow.getHandle(id);
        return decoded([await handle.fetchHistory(), (await handle.describe()).raw]);
      }),
    );
    return parts.join('\n');
  };

  test('no name, no address, no amount', async () => {
    const company = await world.company({
      quickbooks: {
        ...firstBooks.quickbooks,
        // A new file has them off, and the number of “Timber Purchases” would be held in QuickBooks for that.
        preferences: { AccountingPreferences: { IsUsingAccountNumbers: 'true' } },
        vendors: [...firstBooks.quickbooks.vendors, { Name: 'Mill Street Refused' }],
      },
      billcom: firstBooks.billcom,
    });
    const fault = (switches: unknown): Promise<void> => company.fault('billcom', switches);

    await fault({ errorNext: { code: 'BDC_1001', message: said, path: 'List/ChartOfAccount' } });
    const preview = await company.sync();
    expect(preview.state).toBe('waitingForAccept');

    await fault({ errorNext: { code: 'BDC_1001', message: said, path: 'Bulk/Crud/Create/Vendor' } });
    await fault({
      refuseRow: { entity: 'Vendor', field: 'name', equals: 'Mill Street Refused', message: said },
    });
    const first = await company.firstSync();
    expect(first.state).toBe('ended');

    await fault({ errorNext: { message: said, path: 'List/Vendor' } });
    const second = await company.sync();
    expect(second.state).toBe('ended');
    expect((await company.holds()).map(({ recordName }) => recordName)).toEqual(['Mill Street Refused']);

    const everything = await everythingOf(company, [preview.number, first.number, second.number]);
    // The faults did get there, and the search reads them.
    expect(everything).toContain('Bill.com: ');
    expect(everything).toContain('"entity":"vendor"');
    expect(sayings.filter((value) => everything.includes(value))).toEqual([]);
  }, 180_000);
});
