import { SideBySide } from '../../../src/activities/sideBySide';

/** Pieces of work that end when the test says so. */
function pieces() {
  const events: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const piece = (name: string) => (): Promise<void> => {
    events.push(`${name} begins`);
    return new Promise((resolve, reject) => {
      ends.set(name, (error) => {
        events.push(`${name} ends`);
        if (error) reject(error);
        else resolve();
      });
    });
  };
  return { events, piece, end: (name: string, error?: Error) => ends.get(name)?.(error) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('there is room for so many pieces at once, and for another one when one has ended', async () => {
  const { events, piece, end } = pieces();
  const work = new SideBySide(2);
  for (const name of ['a', 'b']) {
    await work.room();
    work.begin(piece(name));
  }
  const third = work.room().then(() => work.begin(piece('c')));
  await settled();
  expect(events).toEqual(['a begins', 'b begins']);
  end('b');
  await third;
  expect(events).toEqual(['a begins', 'b begins', 'b ends', 'c begins']);
  end('a');
  end('c');
  await expect(work.over()).resolves.toBeUndefined();
});

test('a failure is told when nothing runs any more, and nothing begins behind it', async () => {
  const { events, piece, end } = pieces();
  const work = new SideBySide(2);
  work.begin(piece('a'));
  work.begin(piece('b'));
  const told = work.room().then(
    () => events.push('room'),
    (error: unknown) => events.push(String(error)),
  );
  end('a', new Error('refused'));
  await settled();
  expect(events).toEqual(['a begins', 'b begins', 'a ends']);
  end('b', new Error('cut off'));
  await told;
  expect(events).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'Error: refused']);
  await expect(work.over()).rejects.toThrow('refused');
});
