import {
  knownHresults,
  normaliseHresult,
  readHresult,
} from '../../../../src/quickbooks/webconnector/hresults';

test.each([
  ['0x80040400', 'parser', 'parkSet'],
  ['0x80040401', 'unreachable', 'giveUp'],
  ['0x80040402', 'unexpected', 'retryLater'],
  ['0x80040408', 'unreachable', 'retryLater'],
  ['0x80040409', 'file', 'giveUp'],
  ['0x8004040A', 'file', 'tryOpenFile'],
  ['0x8004040D', 'session', 'newSession'],
  ['0x80040410', 'busy', 'retryLater'],
  ['0x80040414', 'busy', 'retryLater'],
  ['0x80040416', 'file', 'tryKnownFile'],
  ['0x80040417', 'file', 'tryKnownFile'],
  ['0x80040418', 'permission', 'giveUp'],
  ['0x8004041B', 'permission', 'giveUp'],
  ['0x80040420', 'permission', 'giveUp'],
  ['0x80004005', 'unexpected', 'retryLater'],
])('%s is %s: %s', (code, group, reaction) => {
  expect(readHresult(code)).toMatchObject({ code, class: group, reaction });
});

test.each([
  ['0X8004040a', '0x8004040A'],
  ['8004040A', '0x8004040A'],
  [' 0x8004040a\r\n', '0x8004040A'],
  ['-2147220470', '0x8004040A'],
  ['0x1', '0x00000001'],
  ['no code at all', 'no code at all'],
  ['', ''],
])('%j is the same as %s', (text, code) => {
  expect(normaliseHresult(text)).toBe(code);
});

test.each(['', '  ', '0', '0x0', '0x00000000'])('%j says that nothing went wrong', (text) => {
  expect(readHresult(text)).toBeUndefined();
});

test('an unreadable code is named and tried again later', () => {
  expect(readHresult('E_FAIL')).toMatchObject({
    code: 'E_FAIL',
    class: 'unexpected',
    reaction: 'retryLater',
  });
});

test('every entry has a sentence and a cure for people, without codes, and stands once', () => {
  for (const { sentence, cure } of knownHresults) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(cure).toMatch(/^[A-Z].*\.$/);
    expect(sentence + cure).not.toMatch(/0x|HRESULT|qbXML|COM\b/);
  }
  expect(new Set(knownHresults.map(({ code }) => code)).size).toBe(knownHresults.length);
});
