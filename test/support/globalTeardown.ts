import { rmSync } from 'node:fs';
import { takeServers } from './sharedServers';

export default async function globalTeardown(): Promise<void> {
  const servers = takeServers();
  if (servers === undefined) return;
  await Promise.all(servers.stops.map((stop) => stop().catch((error: unknown) => console.error(error))));
  rmSync(servers.folder, { recursive: true, force: true });
}
