import { changeBetween } from '../../../src/acts/changingSettings';
import {
  allowedFor,
  flagOf,
  meaningOf,
  parsePairs,
  settingNames,
  settingsFrom,
  settingsHelp,
} from '../../../src/acts/settingsView';
import { readSettings } from '../../../src/ledger/settings';

test('every setting has a meaning, what is allowed and a flag', () => {
  expect(settingNames.length).toBeGreaterThan(5);
  for (const name of settingNames) {
    expect(meaningOf(name)).toMatch(/\w/);
    expect(allowedFor(name)).not.toMatch(/undefined/);
    expect(settingsHelp()).toContain(name);
  }
  expect(allowedFor('everyMinutes')).toBe('a whole number from 1 to 1440');
  expect(allowedFor('conflictVendors')).toBe('quickbooks, billcom, ask');
  expect(allowedFor('receivablesSince')).toBe('a day such as 2026-01-31');
  expect(flagOf('conflictVendors')).toBe('conflict-vendors');
});

test('pairs are read, values may hold an equals sign', () => {
  expect(parsePairs(['everyMinutes=30', 'a=b=c'])).toEqual({ everyMinutes: '30', a: 'b=c' });
  expect(() => parsePairs(['everyMinutes'])).toThrow('“everyMinutes” is not of the form setting=value');
});

test('an unknown setting and a wrong value are told with what is allowed', () => {
  expect(() => settingsFrom({ everyMinute: '5' })).toThrow('There is no setting “everyMinute”');
  expect(() => settingsFrom({ everyMinutes: '0' })).toThrow(
    'everyMinutes is “0”; allowed: a whole number from 1 to 1440.',
  );
  expect(() => settingsFrom({ conflictVendors: 'me' })).toThrow('allowed: quickbooks, billcom, ask.');
});

test('a start date is a day of the calendar', () => {
  expect(settingsFrom({ receivablesSince: '2028-02-29' }).receivablesSince).toBe('2028-02-29');
  for (const wrong of ['2027-02-29', '1/31/2026', ''])
    expect(() => settingsFrom({ receivablesSince: wrong })).toThrow('allowed: a day such as 2026-01-31.');
});

test('what is not given stays, and the change names only what differs', () => {
  const before = readSettings({ everyMinutes: 30 });
  const after = settingsFrom({ conflictVendors: 'ask' }, before);
  expect(after.everyMinutes).toBe(30);
  expect(changeBetween(before, after)).toEqual({
    before: { conflictVendors: 'quickbooks' },
    after: { conflictVendors: 'ask' },
  });
});

test('what is written to neither book has no winner to choose, and one that was stored is no harm', () => {
  expect(settingNames).toContain('conflictInvoices');
  expect(settingNames).not.toContain('conflictCreditMemos');
  expect(readSettings({ conflictCreditMemos: 'billcom', everyMinutes: 30 })).toEqual(
    readSettings({ everyMinutes: 30 }),
  );
  expect(() => settingsFrom({ conflictCreditMemos: 'ask' })).toThrow('There is no setting');
});
