import { temporalTrouble, workerCheck, type Asking } from '../../../src/cli/doctorTemporal';

const asking = (...identities: string[]): Asking[] =>
  ['workflows', 'jobs in QuickBooks'].map((kind) => ({
    kind,
    workers: identities.map((identity) => ({ identity, agoMs: 13_000 })),
  }));

describe('whether a worker works', () => {
  test('one that lives and asks does', () => {
    expect(workerCheck(asking('1@a'), ['1@a'])).toMatchObject({ works: true });
    expect(workerCheck(asking('1@a', '2@b', '3@c'), ['1@a', '2@b']).sentence).toBe('2 share the work.');
  });

  test('one that was killed does not, though it asked for work 13 seconds ago', () => {
    const check = workerCheck(asking('1@a'), []);
    expect(check).toMatchObject({ works: false, sentence: 'None is running.' });
    expect(check.cure).toContain('tieout worker');
  });

  test('one that lives does not make up for the dead one whose work it does not ask for', () => {
    const [workflows, jobs] = asking('1@a');
    const check = workerCheck([workflows as Asking, { ...(jobs as Asking), workers: [] }], ['1@a']);
    expect(check).toMatchObject({ works: false });
    expect(check.sentence).toContain('none asks Temporal for work of these kinds: jobs in QuickBooks');
    expect(workerCheck(asking('1@a'), ['2@b']).sentence).toContain('none asks Temporal for work.');
  });

  test('without Postgres the word of Temporal counts', () => {
    expect(workerCheck(asking('1@a'), undefined)).toMatchObject({ works: true });
    expect(workerCheck(asking(), undefined).sentence).toBe('Nobody has asked for work in the last minutes.');
  });
});

describe('what is wrong with Temporal', () => {
  const at = { address: '127.0.0.1:7233', namespace: 'books' };
  const grpc = (code: number) =>
    Object.assign(new Error(`${code} said`), { code, details: '', metadata: {} });

  test.each([
    [new Error('Failed to connect before the deadline'), 'Does not answer at 127.0.0.1:7233', 'Start it'],
    [grpc(14), 'Does not answer at 127.0.0.1:7233', 'Start it'],
    [grpc(5), 'has no namespace “books”', 'TEMPORAL_NAMESPACE'],
    [grpc(7), 'does not let us in', 'right'],
  ])('%s', (error, sentence, cure) => {
    const check = temporalTrouble(error, at);
    expect(check).toMatchObject({ link: 'Temporal', works: false });
    expect(check.sentence).toContain(sentence);
    expect(check.cure).toContain(cure);
  });
});
