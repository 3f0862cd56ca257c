import { sendSignal } from './processLife';

/**
 * The servers that this process started. They run detached, so that Ctrl-C reaches us alone and they are
 * stopped in order; should we end without having stopped them, they are told to end with us.
 */
const owned = new Map<number, NodeJS.Signals>();
let isListening = false;

export function own(pid: number, endSignal: NodeJS.Signals): void {
  owned.set(pid, endSignal);
  if (isListening) return;
  isListening = true;
  process.once('exit', () => {
    for (const [left, signal] of owned) sendSignal(left, signal);
  });
}

export function disown(pid: number): void {
  owned.delete(pid);
}
