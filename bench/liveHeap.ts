import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into a process before its script (`node --require`), to tell what of its heap is in use: collects once a second
 * and keeps the most that was left, in megabytes, in the file that BENCH_HEAP_FILE names. Only for scripts of that name
 * (BENCH_HEAP_SCRIPT).
 */
const everyMs = 1_000;
const { BENCH_HEAP_FILE: file, BENCH_HEAP_SCRIPT: script } = process.env;

if (file !== undefined && script !== undefined && isMainThread && process.argv[1]?.endsWith(script)) {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  let most = 0;
  setInterval(() => {
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed / 1_048_576);
    writeFileSync(file, String(most));
  }, everyMs).unref();
}
