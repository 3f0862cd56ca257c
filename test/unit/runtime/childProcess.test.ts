import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readyMessage, startChild } from '../../../src/runtime/childProcess';
import { watchdog } from '../../../src/runtime/ownedProcesses';
import { isAlive, waitForEnd } from '../../../src/runtime/processLife';

const folder = mkdtempSync(path.join(tmpdir(), 'tieout-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, text: string) {
  const file = path.join(folder, `${name}.cjs`);
  writeFileSync(file, text);
  return { name, script: file, logFile: path.join(folder, `${name}.log`) };
}

describe('a process of ours', () => {
  it('is ready when it says so, logs to its file and stops when asked', async () => {
    const child = await startChild({
      ...script(
        'good',
        `process.on('SIGTERM', () => process.exit(0));
         console.error('other words');
         console.log('{"level":30,"msg":"not this one"}');
         console.log(JSON.stringify({ listening: 'http://127.0.0.1:1', greeting: process.env.GREETING }));
         setInterval(() => {}, 1000);`,
      ),
      env: { GREETING: 'hello' },
    });
    expect(child.ready).toEqual({ listening: 'http://127.0.0.1:1', greeting: 'hello' });
    expect(isAlive(child.pid)).toBe(true);
    await child.stop();
    await expect(child.ended).resolves.toEqual({ code: 0, signal: null });
    expect(readFileSync(child.logFile, 'utf8')).toContain('other words');
  });

  it('can be killed', async () => {
    const child = await startChild(
      script('killed', `console.log('{"ready":true}'); setInterval(() => {}, 1000);`),
    );
    await child.kill();
    await expect(child.ended).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('that ends first is an error with its last words', async () => {
    await expect(
      startChild(script('bad', `console.error('DATABASE_URL is not set'); process.exit(2);`)),
    ).rejects.toThrow(/bad ended before it was ready \(exit code 2\)[\s\S]*DATABASE_URL is not set/);
  });

  it('that is never ready is ended', async () => {
    await expect(
      startChild({ ...script('slow', 'setInterval(() => {}, 1000);'), readyWithinMs: 300 }),
    ).rejects.toThrow(/slow was not ready within 0.3 s/);
  });

  it('a line is a ready message when it says so', () => {
    expect(readyMessage('{"listening":"x"}')).toEqual({ listening: 'x' });
    expect(readyMessage('{"ready":true,"port":1}')).toEqual({ ready: true, port: 1 });
    expect(readyMessage('{"msg":"listening"}')).toBeUndefined();
    expect(readyMessage('{listening')).toBeUndefined();
  });
});

describe('a process whose starter is killed', () => {
  it('ends soon after', async () => {
    const long = path.join(folder, 'long.cjs');
    writeFileSync(long, `setInterval(() => {}, 1000);`);
    const pid = spawn(process.execPath, [long], { detached: true, stdio: 'ignore' }).pid ?? 0;
    // The starter: a process that owns it and is killed.
    const starter = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    spawn('/bin/sh', ['-c', watchdog, 'watchdog', String(starter.pid), String(pid), 'TERM'], {
      stdio: 'ignore',
    });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(isAlive(pid)).toBe(true);
    starter.kill('SIGKILL');
    await expect(waitForEnd(pid, 4_000)).resolves.toBe(true);
  });
});
