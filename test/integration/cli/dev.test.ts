import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from './commandLine';

/** Postgres, Temporal, worker and gateway of its own: the slowest test of the command line, so there is one. */
describe('tieout dev', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-dev-'));
  let child: ChildProcess | undefined;
  afterAll(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<any> => {
    const { PATH, HOME } = process.env;
    child = spawn(process.execPath, [path.resolve('dist/src/cli.js'), 'dev', '--json'], {
      cwd: folder,
      env: { PATH, HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let line = '';
    for await (const chunk of child.stdout as NodeJS.ReadableStream) {
      line += String(chunk);
      if (line.includes('\n')) return JSON.parse(line);
    }
    throw new Error('it ended before it was ready');
  };
  const stop = async (): Promise<number> => {
    const ended = once(child as ChildProcess, 'exit');
    child?.kill('SIGTERM');
    return (await ended)[0] as number;
  };

  test('reports its addresses in one line, is found by other commands, ends in order and keeps its port', async () => {
    const first = await start();
    expect(first).toMatchObject({
      ready: true,
      gateway: expect.stringMatching(/^http:/),
      postgres: expect.stringMatching(/^postgres:/),
      temporal: expect.stringMatching(/:\d+$/),
    });
    const doctor = await runProgram(['doctor', '--json'], { folder });
    expect(doctor.json()).toMatchObject({ works: true });
    expect(doctor.code).toBe(0);
    const twice = await runProgram(['dev', '--json'], { folder });
    expect(twice.code).toBe(1);
    expect(twice.json()).toMatchObject({
      error: `Tieout runs in .tieout already (process ${first.pid}); its gateway is ${first.gateway}/qbwc.`,
      cure: expect.stringContaining('--data'),
    });
    expect(twice.stderr).not.toContain('port');
    expect(await stop()).toBe(0);
    expect((await runProgram(['status'], { folder })).code).toBe(78);

    const second = await start();
    expect(second.gateway).toBe(first.gateway);
    expect((await runProgram(['company', 'list', '--json'], { folder })).json()).toEqual([]);
    expect(await stop()).toBe(0);
  }, 180_000);
});
