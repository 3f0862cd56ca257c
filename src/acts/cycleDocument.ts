import type { Cycle } from '../ledger/cycles';

/** A cycle as programs are told of it. */
export type CycleDocument = Pick<Cycle, 'number' | 'mode' | 'state' | 'startedAt' | 'endedAt' | 'message'>;

export const cycleDocument = ({
  number,
  mode,
  state,
  startedAt,
  endedAt,
  message,
}: Cycle): CycleDocument => ({ number, mode, state, startedAt, endedAt, message });
