import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { fromFile, historyFolder, type History } from '../../scripts/historyFiles';
import { businessValues } from '../../scripts/historySeeds';
import { decoded } from '../support/histories';

/** Replays what real runs left behind on the workflows as they are shipped (`npm run build` makes the bundle). */
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });

interface Saved {
  readonly name: string;
  readonly workflowId: string;
  readonly history: History;
}

const shipped = path.resolve('dist/workflow-bundle.js');

function savedHistories(folder = historyFolder): Saved[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (files.length === 0)
    throw new Error(`no history in ${folder}: a gate that checks nothing proves nothing`);
  return files.map((file) => ({
    name: path.basename(file, '.json'),
    ...fromFile(readFileSync(path.join(folder, file), 'utf8')),
  }));
}

/** @returns every history that the code did not follow, with the reason. */
async function strayed(code: string, histories: readonly Saved[]): Promise<string[]> {
  const found: string[] = [];
  // One by one: two histories may be of one workflow.
  for (const { name, workflowId, history } of histories) {
    const results = Worker.runReplayHistories({ workflowBundle: { code } }, [{ workflowId, history }]);
    let isReplayed = false;
    for await (const { error } of results) {
      isReplayed = true;
      if (error) found.push(`${name}: ${error.message}`);
    }
    if (!isReplayed) found.push(`${name}: was not replayed`);
  }
  return found;
}

const saved = savedHistories();
const code = readFileSync(shipped, 'utf8');

test('every saved history replays on the workflows as they are shipped', async () => {
  expect(await strayed(code, saved)).toEqual([]);
});

test('an empty folder of histories is a failure', () => {
  expect(() => savedHistories(path.resolve('test/replay'))).toThrow('proves nothing');
});

describe('the gate catches', () => {
  const doctored = (from: string, to: string): string => {
    expect(code).toContain(from);
    return code.replaceAll(from, to);
  };
  const reading = saved.filter(({ name }) => name.endsWith('.cycle'));

  test('a job that is left out', async () => {
    const strays = await strayed(
      doctored('billcomReadAt === undefined ? readBillcom()', 'false ? readBillcom()'),
      reading,
    );
    expect(strays).toHaveLength(reading.length);
    expect(strays.join()).toMatch(/nondeterminism/i);
  });

  test('a job under another name', async () => {
    const strays = await strayed(doctored('.reconcileWorkList(', '.reconcileEverything('), reading);
    expect(strays).toHaveLength(reading.length);
  });

  test("a company's workflow that waits where it did not", async () => {
    const companies = saved.filter(({ name }) => name === 'first-sync.company');
    const from = 'const { cycle, mode, sessionId } = company.begin();';
    const to = `await (0, workflow_1.sleep)(1000); ${from}`;
    expect(await strayed(doctored(from, to), companies)).toHaveLength(1);
  });
});

describe('the saved histories', () => {
  const text = (name: string): string => decoded(of(name));
  const of = (name: string): History => {
    const found = saved.find((each) => each.name === name);
    if (!found) throw new Error(`there is no history “${name}”`);
    return found.history;
  };
  const signals = (name: string): string[] =>
    (of(name).events ?? []).flatMap(
      (event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? [],
    );

  test('are of every kind of run', () => {
    expect(saved.map(({ name }) => name).sort()).toEqual(
      [
        'first-preview.cycle',
        'tied-out.cycle',
        'invoice-emails.emails',
        ...['first-sync', 'idle', 'lost-session', 'paused-and-resumed', 'failed-step'].flatMap((kind) => [
          `${kind}.company`,
          `${kind}.cycle`,
        ]),
        'continue-as-new.company',
        'after-continue-as-new.company',
      ].sort(),
    );
  });

  test('hold what their names say', () => {
    expect(text('lost-session.cycle')).toContain('SessionLost');
    expect(signals('lost-session.cycle')).toContain('sessionOpened');
    expect(signals('paused-and-resumed.cycle')).toEqual(expect.arrayContaining(['pause', 'resume']));
    expect(text('paused-and-resumed.cycle')).toContain('"finished":false');
    expect(text('tied-out.cycle')).toContain('"tieOut":true');
    expect(
      (of('invoice-emails.emails').events ?? []).some((event) => event.timerStartedEventAttributes),
    ).toBe(true);
    expect(text('failed-step.cycle')).toContain('ReadRefused');
    expect(text('failed-step.cycle')).toContain('"result":"failed"');
    expect(of('continue-as-new.company').events?.at(-1)).toHaveProperty(
      'workflowExecutionContinuedAsNewEventAttributes.newExecutionRunId',
    );
    expect(text('after-continue-as-new.company')).toContain('"lastCycle"');
  });

  test.each(saved.map((each) => [each.name, each.history] as const))(
    'hold no name and no value of the books: %s',
    (_name, history) => {
      const whole = decoded(history);
      expect(businessValues().filter((value) => whole.includes(value))).toEqual([]);
    },
  );

  test('are read whole by that search: it finds what is there', () => {
    expect(decoded(of('first-sync.cycle'))).toContain('"entity":"vendor"');
  });
});
