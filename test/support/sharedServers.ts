/** What the global set-up leaves for the global tear-down; both run in jest's parent process. */
export interface SharedServers {
  readonly folder: string;
  readonly stops: (() => Promise<void>)[];
}

const place = globalThis as { tieoutTestServers?: SharedServers };

export function setServers(servers: SharedServers): void {
  place.tieoutTestServers = servers;
}

export function takeServers(): SharedServers | undefined {
  const servers = place.tieoutTestServers;
  delete place.tieoutTestServers;
  return servers;
}
