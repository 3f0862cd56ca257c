import { readFileSync } from 'node:fs';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeEntries } from '../../../../simulators/quickbooks/processor/merge';
import { StatusError } from '../../../../simulators/quickbooks/processor/status';
import {
  FILE,
  field,
  idOf,
  messageSet,
  mod,
  OWNER,
  sequenceOf,
  setIn,
  statusOf,
  TestCompany,
} from './testCompany';

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany({
    accounts: [
      { Name: 'Rent', AccountType: 'Expense', Balance: '10.00' },
      { Name: 'Rents', AccountType: 'Expense', Balance: '5.00' },
    ],
    terms: [{ Name: 'Net 30' }],
    vendors: [{ Name: 'Acme', PrefillAccountRef: [{ FullName: 'Rents' }] }, { Name: 'Acme Inc' }],
  });
});
afterEach(() => company.remove());

const host = '<HostQueryRq/>';

describe('a person', () => {
  test('edits by the same rules while an application still holds the old version', async () => {
    const acme = await company.done('<VendorQueryRq><FullName>Acme</FullName></VendorQueryRq>');
    const edit = messageSet(mod('Vendor', acme, '<Phone>1</Phone>'));
    setIn(await company.quickBooks.processForPerson(edit));
    expect(await company.code(mod('Vendor', acme, '<Phone>2</Phone>'))).toBe(3200);
    expect(company.quickBooks.parts.log.since(0).map(({ by }) => by)).toEqual([
      'session',
      'person',
      'session',
    ]);
  });

  test('merges: the loser vanishes and shows as deleted, references and balances move', async () => {
    const { file } = company.quickBooks.parts;
    const before = await company.done('<VendorQueryRq><FullName>Acme</FullName></VendorQueryRq>');
    file.commit(mergeEntries('Account', 'Rents', 'Rent', company.quickBooks.contextOfPerson()));
    expect(await company.code('<AccountQueryRq><FullName>Rents</FullName></AccountQueryRq>')).toBe(500);
    const rent = await company.done('<AccountQueryRq><FullName>Rent</FullName></AccountQueryRq>');
    expect(field(rent, 'Balance')).toBe('15.00');
    const after = await company.done('<VendorQueryRq><FullName>Acme</FullName></VendorQueryRq>');
    expect(field(after, 'PrefillAccountRef', 'FullName')).toBe('Rent');
    expect(sequenceOf(after)).not.toBe(sequenceOf(before));
    const trace = await company.done(
      '<ListDeletedQueryRq><ListDelType>Account</ListDelType></ListDeletedQueryRq>',
    );
    expect(field(trace, 'FullName')).toBe('Rents');
    expect(idOf(trace)).not.toBe(idOf(rent));
    expect(() => mergeEntries('Vendor', 'Acme', 'Nobody', company.quickBooks.contextOfPerson())).toThrow(
      StatusError,
    );
  });

  test('has the company stamped at the first contact only', async () => {
    const stamp = (machine: string) => company.quickBooks.stamp({ ownerID: OWNER, fileID: FILE, machine });
    expect(stamp('PC-1')).toMatchObject({ fileID: FILE, isNew: true });
    const again = stamp('PC-2');
    expect(again?.isNew).toBe(false);
    expect(again?.appLock).toMatch(/^LOCKED:PC-1:\d{18}$/);
    const ret = await company.done(`<CompanyQueryRq><OwnerID>${OWNER}</OwnerID></CompanyQueryRq>`);
    expect(ret.children.filter(({ name }) => name === 'DataExtRet')).toHaveLength(2);
    const plain = await company.done('<CompanyQueryRq/>');
    expect(plain.children.some(({ name }) => name === 'DataExtRet')).toBe(false);
  });
});

describe('a session', () => {
  const begin = (companyFile: string) =>
    company.quickBooks.begin({ companyFile, applicationName: 'test', ownerID: OWNER, fileID: FILE });

  test.each([
    ['modalDialog', '', '0x80040414'],
    ['otherFileOpen', 'C:\\Books\\test.qbw', '0x8004040A'],
    ['notRunning', '', '0x80040416'],
    ['noFileOpen', '', '0x80040417'],
    ['cannotStart', '', '0x80040408'],
    ['accessRefused', '', '0x80040420'],
    ['notGranted', '', '0x80040418'],
    ['fileInSingleUserMode', '', '0x80040410'],
    ['ready', 'C:\\Books\\other.qbw', '0x8004040A'],
  ] as const)('cannot begin: %s, asked for "%s"', (state, companyFile, hresult) => {
    company.turn({ state });
    expect(begin(companyFile)).toMatchObject({ hresult });
  });

  test('opens a named file when QuickBooks is not running', async () => {
    company.turn({ state: 'notRunning' });
    company.ticket = company.begin('c:\\books\\TEST.qbw');
    expect(await company.code(host)).toBe(0);
  });

  test('is not known after it ended, after a restart, or when QuickBooks was closed', async () => {
    company.turn({ state: 'notRunning' });
    expect(await company.send(messageSet(host))).toMatchObject({ hresult: '0x8004040D' });
    company.turn({ state: 'ready' });
    expect(await company.send(messageSet(host))).toMatchObject({ hresult: '0x8004040D' });
    const old = company.begin();
    company.restart();
    company.ticket = old;
    expect(await company.send(messageSet(host))).toMatchObject({ hresult: '0x8004040D' });
  });

  test('may be for reading only, and without personal data', async () => {
    const begun = company.quickBooks.begin({
      companyFile: '',
      applicationName: 'reader',
      isReadOnly: true,
      personalDataPref: 'pdpNotNeeded',
    });
    await company.addVendor('Secret', '<VendorTaxIdent>12-3456789</VendorTaxIdent>');
    company.ticket = 'ticket' in begun ? begun.ticket : '';
    const add = '<VendorAddRq><VendorAdd><Name>New</Name></VendorAdd></VendorAddRq>';
    expect(await company.code(add)).toBe(3263);
    const seen = await company.done('<VendorQueryRq><FullName>Secret</FullName></VendorQueryRq>');
    expect(field(seen, 'VendorTaxIdent')).toBeUndefined();
  });

  test('waits behind a dialog and goes on', async () => {
    company.turn({ state: 'modalDialog' });
    expect(await company.send(messageSet(host))).toMatchObject({ hresult: '0x80040414' });
    company.turn({ state: 'ready' });
    expect(await company.code(host)).toBe(0);
  });
});

describe('faults', () => {
  const add = '<VendorAddRq><VendorAdd><Name>New</Name></VendorAdd></VendorAddRq>';

  test('a lock of another user passes', async () => {
    company.turn({ lockNext: 1 });
    const locked = await company.askOne(add);
    expect(statusOf(locked)[0]).toBe(3180);
    expect(statusOf(locked)[2]).toContain('could not be locked. It is in use by another user.');
    company.turn({ lockNext: 1, lockCode: 3175 });
    expect(await company.code(host)).toBe(0);
    expect(await company.code(add)).toBe(3175);
    expect(await company.code(add)).toBe(0);
  });

  test('an internal error passes', async () => {
    company.turn({ internalErrorNext: 1 });
    expect(await company.code(add)).toBe(1000);
    expect(await company.code(add)).toBe(0);
  });

  test('a request of one name is refused with a code of choice, so often as was asked for', async () => {
    company.turn({ refuseNext: 1, refuseRequest: 'VendorAddRq', refuseCode: 3260 });
    expect(await company.code(host)).toBe(0);
    expect(await company.code(add)).toBe(3260);
    expect(await company.code(add)).toBe(0);
  });

  test('an answer is dropped before or after the work, or cut', async () => {
    company.turn({ dropAnswer: 'beforeCommit' });
    expect(await company.send(messageSet(add))).toEqual({ isDropped: true });
    expect(company.quickBooks.parts.file.books.names.byFullName('Vendor', 'New')).toBeUndefined();
    company.turn({ dropAnswer: 'afterCommit' });
    expect(await company.send(messageSet(add))).toEqual({ isDropped: true });
    expect(company.quickBooks.parts.file.books.names.byFullName('Vendor', 'New')).toBeDefined();
    company.turn({ truncateAnswer: 1 });
    const cut = await company.send(messageSet(host));
    expect(() => setIn(cut)).toThrow();
    expect(await company.code(host)).toBe(0);
  });
});

describe('the company file', () => {
  test('a half-written last line never counted', async () => {
    await company.addVendor('Whole');
    const journal = join(company.directory, 'company.journal');
    const whole = readFileSync(journal, 'utf8');
    appendFileSync(journal, '[{"do":"put","record":{"list":"Vend');
    company.restart();
    expect(readFileSync(journal, 'utf8')).toBe(whole);
    expect(await company.code('<VendorQueryRq><FullName>Whole</FullName></VendorQueryRq>')).toBe(0);
  });

  test('a seed that breaks a rule names the entry', () => {
    expect(() => new TestCompany({ vendors: [{ Name: 'A', Nickname: 'B' }] })).toThrow(
      /Seed vendors: .*Nickname/,
    );
    expect(() => new TestCompany({ vendors: [{ Name: 'A' }, { Name: 'a' }] })).toThrow(/3100|already in use/);
  });
});
