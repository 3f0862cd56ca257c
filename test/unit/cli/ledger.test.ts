import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandConfig } from '../../../src/cli/ledger';
import type { Problem } from '../../../src/words/problem';
import { stackFileIn } from '../../../src/cli/runningStack';
import { stackFile } from '../../../src/processes/devStack';

const key = randomBytes(32).toString('base64');
const environment = { DATABASE_URL: 'postgres://me:pw@db/env', TIEOUT_SECRET_KEY: key };

function folderOfStack(pid = process.pid): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-cli-'));
  const stack = {
    DATABASE_URL: 'postgres://me:pw@127.0.0.1:5555/stack',
    TEMPORAL_ADDRESS: '127.0.0.1:7777',
    TEMPORAL_NAMESPACE: 'default',
    TIEOUT_SECRET_KEY: key,
    GATEWAY_PUBLIC_URL: 'http://127.0.0.1:8888',
    pid,
  };
  writeFileSync(stackFileIn(folder), JSON.stringify(stack));
  return folder;
}

function problem(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    return error as Problem;
  }
  throw new Error('nothing was wrong');
}

test('the stack writes its file where commands look for it', () => {
  expect(stackFileIn('/data')).toBe(stackFile('/data'));
});

test('the environment comes before a stack, a folder named by --data before the environment', () => {
  const data = folderOfStack();
  expect(commandConfig({}, { ...environment, TIEOUT_DATA: data }).DATABASE_URL).toContain('/env');
  expect(commandConfig({}, { TIEOUT_DATA: data }).DATABASE_URL).toContain('/stack');
  expect(commandConfig({ data }, environment)).toMatchObject({
    DATABASE_URL: 'postgres://me:pw@127.0.0.1:5555/stack',
    TEMPORAL_ADDRESS: '127.0.0.1:7777',
    GATEWAY_PUBLIC_URL: 'http://127.0.0.1:8888',
  });
});

test('a tunnel’s name in front of the stack wins over the stack’s own address', () => {
  const config = commandConfig({ data: folderOfStack() }, { GATEWAY_PUBLIC_URL: 'https://sync.example.com' });
  expect(config.GATEWAY_PUBLIC_URL).toBe('https://sync.example.com');
});

test('neither stack nor environment: one error names both', () => {
  const { message, cure, exit } = problem(() => commandConfig({}, { TIEOUT_DATA: tmpdir() }));
  expect(message).toContain('no running stack');
  expect(cure).toMatch(/tieout dev.*DATABASE_URL, TIEOUT_SECRET_KEY/);
  expect(exit).toBe(78);
});

test('a stack whose process is gone is told apart from none', () => {
  const { message, cure } = problem(() => commandConfig({ data: folderOfStack(999_999_999) }, {}));
  expect(message).toContain('no longer runs');
  expect(cure).toContain('tieout dev --data');
});

test('a wrong setting names the variable and ends with 78, without its value', () => {
  const wrong = problem(() => commandConfig({}, { ...environment, TIEOUT_SECRET_KEY: 'short' }));
  expect(wrong.exit).toBe(78);
  expect(wrong.message).toContain('TIEOUT_SECRET_KEY');
  expect(wrong.message).not.toContain('short');
});
