import { spawn } from 'node:child_process';
import { sendSignal } from './processLife';

/**
 * The servers that this process started. They run detached, so that Ctrl-C reaches us alone and they are
 * stopped in order. Should we end without having stopped them they end with us: at once when we can still
 * tell them, and within a second when we were killed.
 */
const owned = new Map<number, NodeJS.Signals>();
let isListening = false;

export function own(pid: number, endSignal: NodeJS.Signals): void {
  owned.set(pid, endSignal);
  watchOver(pid, endSignal);
  if (isListening) return;
  isListening = true;
  process.once('exit', () => {
    for (const [left, signal] of owned) sendSignal(left, signal);
  });
}

export function disown(pid: number): void {
  owned.delete(pid);
}

/** Ends by itself with the process it watches; when its owner goes first, it ends that process. */
export const watchdog = `while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done
kill -s "$3" "$2" 2>/dev/null`;

function watchOver(pid: number, endSignal: NodeJS.Signals): void {
  if (process.platform === 'win32') return;
  const args = [
    '-c',
    watchdog,
    'tieout-watchdog',
    String(process.pid),
    String(pid),
    endSignal.replace(/^SIG/, ''),
  ];
  const watching = spawn('/bin/sh', args, { detached: true, stdio: 'ignore', cwd: '/' });
  watching.once('error', () => undefined);
  watching.unref();
}
