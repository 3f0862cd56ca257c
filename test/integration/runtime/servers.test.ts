import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import { Client } from 'pg';
import { startPostgres } from '../../../src/runtime/postgres';
import { verifyTemporal } from '../../../src/runtime/temporalSources/verify';
import { startTemporal } from '../../../src/runtime/temporalServer';
import { useTemporal } from '../../../src/runtime/useTemporal';
import { createTestDatabase } from '../../support/database';

const folder = mkdtempSync(path.join(tmpdir(), 'tieout-runtime-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (): string => process.env['TEST_TEMPORAL_BINARY'] ?? '';

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

describe('the Temporal server that was found', () => {
  it('is a Temporal server', async () => {
    await expect(verifyTemporal(program())).resolves.toMatch(/^temporal version /);
  });

  it('answers at the address that tests are given', async () => {
    const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
    try {
      const known = await connection.workflowService.describeNamespace({ namespace: 'default' });
      expect(known.namespaceInfo?.name).toBe('default');
    } finally {
      await connection.close();
    }
  });

  it('comes back on the same port and file after a kill, with what it had acknowledged', async () => {
    const dataFile = path.join(folder, 'temporal.db');
    const first = await startTemporal({ program: program(), dataFile });
    const namespace = `kept-${first.pid}`;
    const connection = await Connection.connect({ address: first.address });
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    await connection.close();
    await first.kill();

    const second = await startTemporal({ program: program(), dataFile, port: first.port });
    try {
      expect(second.address).toBe(first.address);
      const again = await Connection.connect({ address: second.address });
      await expect(again.workflowService.describeNamespace({ namespace })).resolves.toBeDefined();
      await again.close();
    } finally {
      await second.stop();
    }
  });

  it('an address that does not answer is an error that names the variable', async () => {
    await expect(
      useTemporal({ address: '127.0.0.1:1', log: () => undefined, connectLimitMs: 600 }),
    ).rejects.toThrow(/127\.0\.0\.1:1 .*TEMPORAL_ADDRESS/s);
  });
});

describe('Postgres', () => {
  it('starts, is killed, and starts again on the same folder with its data', async () => {
    const options = { dataFolder: path.join(folder, 'postgres'), persistent: true };
    const first = await startPostgres(options);
    await ask(first.url, 'create table kept as select 42 as answer');
    process.kill(first.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));

    const second = await startPostgres({ ...options, port: first.port });
    try {
      expect(second.url).toBe(first.url);
      await expect(ask(second.url, 'select answer from kept')).resolves.toEqual([{ answer: 42 }]);
      const [encoding] = await ask<{ server_encoding: string }>(second.url, 'show server_encoding');
      expect(encoding?.server_encoding).toBe('UTF8');
    } finally {
      await second.stop();
    }
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('in a folder its account cannot enter, keeps its cluster elsewhere and says where', async () => {
    const shut = path.join(folder, 'shut');
    mkdirSync(shut, { mode: 0o700 });
    const running = await startPostgres({ dataFolder: path.join(shut, 'postgres'), persistent: false });
    const wanted = path.join(shut, 'postgres', 'cluster');
    const cluster = readFileSync(`${wanted}.is-at`, 'utf8').trim();
    expect(cluster).not.toBe(wanted);
    expect(readFileSync(`${cluster}.belongs-to`, 'utf8').trim()).toBe(wanted);
    await running.stop();
    expect(existsSync(cluster)).toBe(false);
    expect(existsSync(`${cluster}.belongs-to`)).toBe(false);
  });

  it('gives each test a migrated database of its own', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await ask(one.url, 'create table only_here ()');
      await expect(ask(other.url, "select to_regclass('only_here') as place")).resolves.toEqual([
        { place: null },
      ]);
      await expect(ask(other.url, 'select from tieout_migration')).resolves.not.toHaveLength(0);
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
  });
});
