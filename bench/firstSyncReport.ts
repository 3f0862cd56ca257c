import { cycleRow, modelWords } from './cycleRows';
import { figure } from './figures';
import type { FirstSyncMeasured } from './firstSync';
import { say, table } from './say';

export function sayFirstSync({
  costs: model,
  records,
  made,
  preview,
  sync,
  wallMs,
  leastMs,
}: FirstSyncMeasured): void {
  say(
    `\nA first sync of ${records} list records of two books (${made} of them are made in the other). ${modelWords(model)}\n` +
      'The cost model’s time is that of the slower book, with the requests that were made.\n',
  );
  table([cycleRow('preview', preview), cycleRow('sync', sync)]);
  say('QuickBooks waited longest between these exchanges:\n');
  table(
    [preview, sync]
      .flatMap(({ webConnector }) => webConnector.longest)
      .sort((a, b) => b.ms - a.ms)
      .slice(0, 20)
      .map(({ after, before, ms }) => ({ after, before, ms: Math.round(ms) })),
  );
  table(
    [['preview', preview] as const, ['sync', sync] as const].flatMap(([cycle, { steps }]) =>
      steps.map(({ step, records: done, ms }) => ({ cycle, step, records: done, s: figure(ms / 1_000) })),
    ),
  );
  say(
    `Together ${figure(wallMs / 1_000)} s, the cost model alone ${figure(leastMs / 1_000)} s: a ratio of ${figure(wallMs / leastMs)} (goal: 1.10 at 20,000 records).\n` +
      'The model counts what QuickBooks and Bill.com need. A round trip of the Web Connector is two calls more over the internet, which no model counts here:' +
      ` ${preview.webConnector.count + sync.webConnector.count} round trips, of ${figure((1_000 * records) / (preview.webConnector.count + sync.webConnector.count)) / 1_000} records each.\n`,
  );
}

export function sayGrowth(measured: readonly FirstSyncMeasured[]): void {
  say(
    '\nFirst syncs of books of growing size, preview and sync, the simulators without a cost model. The heap is what is left after collections, one a second.\n',
  );
  table(
    measured.map(({ records, wallMs, msPerRecord, worker }) => ({
      records,
      'wall s': figure(wallMs / 1_000),
      'ms per record': figure(msPerRecord),
      'worker MB at rest': Math.round(worker.idleMb),
      'worker MB at most': Math.round(worker.peakMb),
      'heap in use, MB at most': Math.round(worker.liveHeapMb ?? 0),
    })),
  );
}
