import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDevStack, type DevStack } from '../../src/processes/devStack';
import { eventually } from '../support/world';

describe('what `tieout dev` runs', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-dev-'));
  const said: string[] = [];
  let stack: DevStack;

  beforeAll(async () => {
    stack = await startDevStack({
      dataFolder: path.join(folder, 'data'),
      persistent: false,
      supervised: true,
      scripts: path.resolve('dist/src'),
      log: (line) => said.push(line),
    });
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const healthy = async (url: string): Promise<true | undefined> =>
    fetch(url).then(
      (answer) => (answer.ok ? (true as const) : undefined),
      () => undefined,
    );

  test.each([
    ['gateway', () => `${stack.env.GATEWAY_PUBLIC_URL}/health`],
    ['worker', () => stack.env.workerHealth],
  ] as const)('comes back on its port when it was killed: the %s', async (name, url) => {
    const before = stack.process(name).pid;
    process.kill(before, 'SIGKILL');
    await eventually(`another ${name} runs`, () =>
      Promise.resolve(stack.process(name).pid === before ? undefined : true),
    );
    await eventually(`the ${name} answers on its port`, () => healthy(url()));
    expect(said.join('\n')).toContain(`The ${name} has ended; it is started again.`);
  });
});
