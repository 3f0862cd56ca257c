import { chapter, many, seconds, tell } from '../say';
import type { SyncDocument } from '../world/documents';
import type { Stage } from '../world/stage';
import { played } from './played';

/** Nothing has changed: what does it cost to find out? */
export async function idle(stage: Stage): Promise<void> {
  chapter('6  The next sync: nothing to do');
  const { value: sync, updates } = await stage.simulators.updateWhile(
    stage.tieout.run<SyncDocument>(['sync', stage.company.company, '--wait', '--timeout', '2m', '--json'], {
      shown: 'lines',
    }),
  );
  played(stage, 'nothing to do', sync, updates);
  const roundTrips = updates.reduce((sum, update) => sum + update.roundTrips, 0);
  const duration = updates.reduce((sum, update) => sum + update.durationMs, 0);
  tell(
    `Cycle ${sync.cycle.number}: ${many(roundTrips, 'round trip')} with QuickBooks in ${seconds(duration)}, ${many(sync.applied, 'change')} written. What was shortened or had an accent did not come back as an edit.`,
  );
  if (roundTrips > 1) {
    tell(
      'One would have been enough. Reading Bill.com and comparing took longer than the two seconds that QuickBooks is kept waiting for, so the session was closed by a message of its own; on a quieter computer it is one.',
    );
  }
}
