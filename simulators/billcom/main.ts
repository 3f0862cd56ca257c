import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { billcomServer } from './server';
import { Service } from './service';

interface Flags {
  port: number;
  data?: string;
  seed?: string;
  msPerRequest: number;
  msPerRecord: number;
  sessionIdleMs?: number;
  tokenIdleMs?: number;
  hourlyLimit?: number;
  clockOffsetMs: number;
}

const flags = new Command('billcom')
  .description('A simulated Bill.com: v2 at /api/v2, v3 at /connect/v3')
  .option('--port <number>', 'port, 0 for any', Number, 0)
  .option('--data <folder>', 'keep the rows there; a seed is planted only for organizations without rows')
  .option('--seed <file>', 'JSON: developer keys, organizations, users, rows')
  .option('--ms-per-request <number>', 'how long every call takes', Number, 0)
  .option('--ms-per-record <number>', 'and every row of it', Number, 0)
  .option('--session-idle-ms <number>', "how long a user's session lives without a call", Number)
  .option('--token-idle-ms <number>', "the same for a sync token's", Number)
  .option('--hourly-limit <number>', 'calls per developer key and hour', Number)
  .option('--clock-offset-ms <number>', 'how far this clock is ahead', Number, 0)
  .parse()
  .opts<Flags>();

const service = new Service({
  ...(flags.seed === undefined ? {} : { seed: JSON.parse(readFileSync(flags.seed, 'utf8')) as unknown }),
  ...(flags.data === undefined ? {} : { dataFolder: flags.data }),
  ...(flags.sessionIdleMs === undefined ? {} : { sessionIdleMs: flags.sessionIdleMs }),
  ...(flags.tokenIdleMs === undefined ? {} : { tokenIdleMs: flags.tokenIdleMs }),
  ...(flags.hourlyLimit === undefined ? {} : { hourlyLimit: flags.hourlyLimit }),
  msPerRequest: flags.msPerRequest,
  msPerRecord: flags.msPerRecord,
  now: () => Date.now() + flags.clockOffsetMs,
});

const server = billcomServer(service);
server.listen(flags.port, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${port}` })}\n`);
});
