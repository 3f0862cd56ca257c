import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findTemporal } from '../../src/runtime/findTemporal';
import { startPostgres } from '../../src/runtime/postgres';
import { useTemporal } from '../../src/runtime/useTemporal';
import { makeTemplate } from './database';
import type { SharedServers } from './sharedServers';
import { setServers } from './sharedServers';

/** One Postgres and one Temporal for all test files that talk to them; each file takes a database of its own. */
export default async function globalSetup(): Promise<void> {
  const say = (message: string): void => void process.stderr.write(`[test set-up] ${message}\n`);
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-test-'));
  // Started as root, Postgres runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  const servers: SharedServers = { folder, stops: [] };
  setServers(servers);
  try {
    const postgres = await startPostgres({
      dataFolder: path.join(folder, 'postgres'),
      persistent: false,
      log: say,
    });
    servers.stops.push(() => postgres.stop());
    process.env['TEST_DATABASE_URL'] = postgres.url;
    process.env['TEST_TEMPLATE_DATABASE'] = await makeTemplate(postgres.url);

    const program = await findTemporal({ log: say });
    const temporal = await useTemporal({ program, logFile: path.join(folder, 'temporal.log'), log: say });
    servers.stops.push(() => temporal.stop());
    process.env['TEST_TEMPORAL_BINARY'] = program;
    process.env['TEST_TEMPORAL_ADDRESS'] = temporal.address;
    say(`ready in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    // Jest runs no tear-down when the set-up fails.
    for (const stop of servers.stops.reverse()) await stop().catch(() => undefined);
    throw error;
  }
}
