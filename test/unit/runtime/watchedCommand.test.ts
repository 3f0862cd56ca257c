import { lastLine, runWatched } from '../../../src/runtime/watchedCommand';

const node = (script: string) => ({ command: process.execPath, args: ['-e', script] });

describe('a watched command', () => {
  it('ends with its code and what it printed', async () => {
    const end = await runWatched({
      ...node('console.log("a"); console.error("b"); process.exit(3)'),
      silenceMs: 5_000,
    });
    expect(end.code).toBe(3);
    expect(end.output).toContain('a');
    expect(end.output).toContain('b');
  });

  it('is given up when it is silent', async () => {
    const started = Date.now();
    await expect(runWatched({ ...node('setTimeout(() => {}, 60000)'), silenceMs: 500 })).rejects.toThrow(
      /no sign of progress/,
    );
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('is left alone while something grows, and beats meanwhile', async () => {
    let size = 0;
    const beats: number[] = [];
    const end = await runWatched({
      ...node('setTimeout(() => {}, 1500)'),
      silenceMs: 600,
      progress: () => (size += 1),
      beatMs: 400,
      onBeat: (elapsed) => beats.push(elapsed),
    });
    expect(end.code).toBe(0);
    expect(beats.length).toBeGreaterThanOrEqual(2);
  });

  it('that is not there is an error', async () => {
    await expect(runWatched({ command: 'no-such-program', args: [], silenceMs: 1_000 })).rejects.toThrow(
      /ENOENT/,
    );
  });

  it('gives its last words as the reason', () => {
    expect(lastLine('one\ntwo\n\n')).toBe('two');
    expect(lastLine('')).toBe('it printed nothing');
  });
});
