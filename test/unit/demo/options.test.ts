import { readOptions, WrongUse } from '../../../demo/options';

test('options of the demo', () => {
  expect(readOptions([])).toEqual({ once: false, pace: 1 });
  expect(readOptions(['--once', '--json', 'out.json', '--data=there', '--pace', '0'])).toEqual({
    once: true,
    jsonFile: 'out.json',
    dataFolder: 'there',
    pace: 0,
  });
  expect(readOptions(['--help'])).toBe('help');
});

test.each([[['--twice']], [['--json']], [['--pace', 'fast']], [['--pace=-1']]])(
  '%j is refused with a sentence',
  (args) => {
    expect(() => readOptions(args)).toThrow(WrongUse);
  },
);
