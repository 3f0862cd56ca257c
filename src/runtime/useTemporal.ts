import type { Report } from './report';
import { seconds } from './report';
import type { RunningTemporal, TemporalOptions } from './temporalServer';
import { startTemporal } from './temporalServer';
import { temporalAnswers } from './temporalAnswers';

/** A Temporal that is there to be used: one of our own, or the one that the settings name. */
export interface UsableTemporal {
  readonly address: string;
  readonly startedInMs: number;
  /** Set when we started it; an existing cluster is nobody's to stop. */
  readonly own?: RunningTemporal;
  stop(): Promise<void>;
}

/** How long an existing cluster may take to answer. */
const connectLimitMs = 20_000;

/**
 * TEMPORAL_ADDRESS if it is set: then that one and no other, because who names a cluster does not want a
 * second one. Else a server of our own.
 */
export async function useTemporal(
  options: TemporalOptions & { address?: string; namespace?: string; connectLimitMs?: number; log: Report },
): Promise<UsableTemporal> {
  const address = options.address ?? process.env['TEMPORAL_ADDRESS'];
  if (address === undefined || address === '') {
    const own = await startTemporal(options);
    return { address: own.address, startedInMs: own.startedInMs, own, stop: () => own.stop() };
  }
  const started = Date.now();
  options.log(`Connecting to the Temporal server at ${address} (TEMPORAL_ADDRESS) …`);
  try {
    await temporalAnswers(address, {
      withinMs: options.connectLimitMs ?? connectLimitMs,
      ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    });
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}. It is named by TEMPORAL_ADDRESS: ` +
        'start it, correct the address, or unset the variable to use a server of our own.',
    );
  }
  const startedInMs = Date.now() - started;
  options.log(`Temporal answers at ${address} (${seconds(startedInMs)}).`);
  return { address, startedInMs, stop: () => Promise.resolve() };
}
