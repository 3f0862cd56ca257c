import path from 'node:path';
import { Connection } from '@temporalio/client';
import { startChild } from '../../../src/runtime/childProcess';
import { eventually } from '../../support/world';
import { openCommandLine, type CommandLine } from './commandLine';

/** Links of the chain that break while their neighbours go on remembering them. */
describe('the doctor', () => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = await openCommandLine();
  });
  afterAll(() => cli.end());

  const checkOf = async (link: string, env: Record<string, string> = {}): Promise<any> => {
    const { checks } = (await cli.run(['doctor', '--json'], { env })).json();
    return checks.find((check: any) => check.link === link);
  };

  test('knows at once that the only worker was killed, though Temporal still lists it', async () => {
    // A namespace of its own: this worker must not take the work of other tests.
    const namespace = `doctor-${process.pid}`;
    const connection = await Connection.connect({ address: cli.env.TEMPORAL_ADDRESS as string });
    try {
      await connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
      });
      const env = { TEMPORAL_NAMESPACE: namespace };
      await eventually('the namespace is there', async () =>
        (await checkOf('Temporal', env)).works === true ? true : undefined,
      );
      expect(await checkOf('worker', env)).toMatchObject({ works: false, sentence: 'None is running.' });
      const worker = await startChild({
        name: 'worker',
        script: path.resolve('dist/src/worker.js'),
        env: { ...cli.env, ...env, HEALTH_PORT: '0' },
        logFile: path.join(cli.folder, 'worker.log'),
      });
      try {
        await eventually('it works', async () =>
          (await checkOf('worker', env)).works === true ? true : undefined,
        );
      } finally {
        await worker.kill();
      }
      expect(await checkOf('worker', env)).toMatchObject({ works: false, sentence: 'None is running.' });
    } finally {
      await connection.close();
    }
  });

  test('tells a Temporal that is not there from one without the namespace', async () => {
    expect(await checkOf('Temporal', { TEMPORAL_ADDRESS: '127.0.0.1:9' })).toMatchObject({
      works: false,
      sentence: expect.stringContaining('Does not answer at 127.0.0.1:9'),
    });
    expect(await checkOf('Temporal', { TEMPORAL_NAMESPACE: 'nowhere' })).toMatchObject({
      works: false,
      sentence: expect.stringContaining('has no namespace “nowhere”'),
    });
  });

  test('tells a wrong password of the Web Connector from silence', async () => {
    const id = await cli.company('Hill Builders');
    expect(await checkOf('Web Connector')).toMatchObject({ sentence: 'Has never called.' });
    await cli.rows('update company set refused_login_at = now() where id = $1', [id]);
    expect(await checkOf('Web Connector')).toMatchObject({
      works: false,
      sentence: expect.stringContaining('with a wrong password'),
      cure: expect.stringContaining('tieout company password "Hill Builders"'),
    });
    expect((await cli.run(['status', 'Hill Builders'])).stdout).toContain('with a wrong password');
    expect((await cli.run(['company', 'show', 'Hill Builders'])).stdout).toContain('with a wrong password');
  });
});
