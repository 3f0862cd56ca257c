import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWorld } from '../scripts/world';
import type { CostModel } from './cycles';
import { costArgs, leastOf, TimedCycles, type Timed } from './timedCycles';
import { liveHeap, watchMemory } from './workerMemory';

/** A first sync (preview, accept, sync) of two large books that know part of each other. */
export interface FirstSyncMeasured {
  readonly costs: CostModel;
  /** Records in both books before it, and those that it made. */
  readonly records: number;
  readonly made: number;
  readonly preview: Timed;
  readonly sync: Timed;
  readonly wallMs: number;
  /** What the simulators' cost model takes for the same requests when nothing else takes any time. */
  readonly leastMs: number;
  readonly msPerRecord: number;
  /** Resident memory, and what of its heap was in use after collections where that was asked for: they cost time. */
  readonly worker: {
    readonly idleMb: number;
    readonly peakMb: number;
    readonly liveHeapMb: number | undefined;
  };
}

export async function measureFirstSync(
  costs: CostModel,
  records: number,
  { looksIntoHeap = false } = {},
): Promise<FirstSyncMeasured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-bench-'));
  const heapFile = path.join(folder, 'heap');
  const world = await startWorld({
    env: { BILLCOM_CALL_SECONDS: '120', ...(looksIntoHeap ? liveHeap(heapFile) : {}) },
  });
  try {
    const company = await world.company({
      ...largeBooks(records),
      quickbooksArgs: costArgs(costs.quickbooks),
      billcomArgs: [...costArgs(costs.billcom), '--hourly-limit', '1000000'],
    });
    const memory = watchMemory(world.stack.process('worker').pid);
    const run = new TimedCycles(world, company, costs);
    const preview = await run.cycle(await company.ask());
    const sync = await run.cycle(await company.accept());
    const { idleMb, peakMb } = await memory.end();
    expectAgreement(records, await company.counts());
    const wallMs = preview.wallMs + sync.wallMs;
    return {
      costs,
      records,
      made: (records * 3) / 5,
      preview,
      sync,
      wallMs,
      leastMs: leastOf(preview) + leastOf(sync),
      msPerRecord: wallMs / records,
      worker: {
        idleMb,
        peakMb,
        liveHeapMb: looksIntoHeap ? Number(readFileSync(heapFile, 'utf8')) : undefined,
      },
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Three fifths of the records are QuickBooks' and two fifths Bill.com's, half vendors and half customers; a fifth of all
 * is in both under the same name. Everything has one time, as after an import.
 */
function largeBooks(records: number) {
  const fifth = records / 5;
  const part = (from: number, to: number, kind: string): string[] =>
    Array.from(
      { length: Math.round(to / 2) - Math.round(from / 2) },
      (_, index) => `${kind} ${String(Math.round(from / 2) + index + 1).padStart(6, '0')}`,
    );
  const phone = (name: string): string => `503-${name.slice(-6, -3)}-${name.slice(-3)}0`;
  const inQuickBooks = (kind: string) =>
    part(0, 3 * fifth, kind).map((Name) => ({
      Name,
      CompanyName: Name,
      Phone: phone(Name),
      Email: `${Name.slice(-6)}@example.com`,
    }));
  const inBillcom = (kind: string) =>
    part(2 * fifth, 4 * fifth, kind).map((name) => ({ name, phone: phone(name) }));
  return {
    quickbooks: { vendors: inQuickBooks('Vendor'), customers: inQuickBooks('Customer') },
    billcom: { vendors: inBillcom('Vendor'), customers: inBillcom('Customer') },
  };
}

/** What was measured counts only when all of it was synced. */
function expectAgreement(
  records: number,
  counts: readonly { entity: string; quickbooks: number; billcom: number; linked: number }[],
): void {
  const things = (records * 2) / 5;
  for (const entity of ['vendor', 'customer']) {
    const count = counts.find((each) => each.entity === entity);
    if (count?.linked !== things || count.quickbooks !== things || count.billcom !== things)
      throw new Error(
        `${String(things)} of ${entity} should be linked, but there are ${JSON.stringify(count)}`,
      );
  }
}
