import { Client, Connection } from '@temporalio/client';
import { companyWorkflowId, cycleWorkflowId } from '../../src/workflows/messages';
import { eventually, startWorld, type CompanyWorld, type World } from '../support/world';

/** What a run may leave in Temporal (issue 3 §6); measured on both workflows, at rest before and after. */
const idleEvents = 40;
const eventsPerRoundTrip = 0.7;
const bytesPerRoundTrip = 100;
const vendors = 150;

describe('the history that runs leave behind', () => {
  let world: World;
  let client: Client;
  let connection: Connection;

  beforeAll(async () => {
    world = await startWorld();
    connection = await Connection.connect({ address: world.stack.env.TEMPORAL_ADDRESS });
    client = new Client({ connection, namespace: world.stack.env.TEMPORAL_NAMESPACE });
  });
  afterAll(async () => {
    await connection.close();
    await world.stop();
  });

  /**
   * The size of the company's history when nothing can be added any more: no session is open, every signal was
   * delivered, no cycle runs, and the workflow has taken in all of it.
   */
  const atRest = (company: CompanyWorld): Promise<Size> =>
    eventually('nothing moves any more', async () => {
      const { busy } = await world.database.inCompany(company.id, async (tx) => {
        const { rows } = await tx.query<{ busy: boolean }>(
          `select exists (select from web_connector_session where company_id = $1 and state <> 'closed')
               or exists (select from outbox where company_id = $1 and sent_at is null) as busy`,
          [company.id],
        );
        return rows[0] ?? { busy: true };
      });
      if (busy) return undefined;
      const workflowId = companyWorkflowId(company.id);
      const { raw, ...size } = await client.workflow.getHandle(workflowId).describe();
      const isWorking = raw.pendingWorkflowTask || (raw.pendingChildren ?? []).length > 0;
      return isWorking ? undefined : sizeIn(size);
    });

  /** Runs a cycle and counts what it added, in the company's workflow and in its own. */
  const measured = async (company: CompanyWorld, run: () => Promise<{ number: number }>) => {
    const before = await atRest(company);
    const { number } = await run();
    const after = await atRest(company);
    const own = sizeIn(await client.workflow.getHandle(cycleWorkflowId(company.id, number)).describe());
    const roundTrips = await world.database.inCompany(company.id, async (tx) => {
      const { rows } = await tx.query<{ count: number }>(
        'select count(*)::int as count from exchange where company_id = $1 and cycle = $2 and sent_at is not null',
        [company.id, number],
      );
      return rows[0]?.count ?? 0;
    });
    return {
      number,
      roundTrips,
      events: after.events - before.events + own.events,
      bytes: after.bytes - before.bytes + own.bytes,
    };
  };

  test(`an idle cycle: one round trip and at most ${idleEvents} events`, async () => {
    const company = await world.company({ quickbooks: { vendors: [{ Name: 'Acme' }] } });
    await company.firstSync();
    const scheduled = await measured(company, () => company.scheduled());
    const asked = await measured(company, () => company.sync());
    console.info(`idle cycle: ${said(scheduled)}; asked for: ${said(asked)}`);
    expect(scheduled.roundTrips).toBe(1);
    expect(scheduled.events).toBeLessThanOrEqual(idleEvents);
    expect(asked.events).toBeLessThanOrEqual(idleEvents);
  });

  test(`a job of ${vendors} round trips: at most ${eventsPerRoundTrip} events and ${bytesPerRoundTrip} bytes for each`, async () => {
    const company = await world.company({
      settings: { writeSetSize: 1 },
      billcom: {
        vendors: Array.from({ length: vendors }, (_, index) => ({ name: `Vendor ${index + 1}` })),
      },
    });
    const preview = await company.ask();
    await company.finish();
    expect(preview).toBe(1);
    const load = await measured(company, async () => {
      await company.accept();
      return company.finish();
    });
    expect(load.roundTrips).toBeGreaterThanOrEqual(vendors);
    console.info(`a job of ${vendors} sets: ${said(load)}`);
    expect(load.events / load.roundTrips).toBeLessThanOrEqual(eventsPerRoundTrip);
    expect(load.bytes / load.roundTrips).toBeLessThanOrEqual(bytesPerRoundTrip);
  }, 120_000);
});

interface Size {
  readonly events: number;
  readonly bytes: number;
}
const sizeIn = (workflow: { historyLength: number; historySize?: number }): Size => ({
  events: workflow.historyLength,
  bytes: workflow.historySize ?? 0,
});

const said = (run: { roundTrips: number; events: number; bytes: number }): string =>
  `${run.roundTrips} round trips, ${run.events} events, ${run.bytes} bytes`;
