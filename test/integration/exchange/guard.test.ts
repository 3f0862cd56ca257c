import { expectComputer } from '../../../src/ledger/companyFile';
import { guardCompany } from '../../../src/quickbooks/exchange/guard';
import type { HostFacts, Scene } from './scene';
import {
  ask,
  companyFile,
  firstCall,
  hostAnswer,
  laterCall,
  logIn,
  openScene,
  openSession,
  queue,
  reply,
} from './scene';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

const known = {
  name: 'Harbour',
  ownerId: '11111111-2222-3333-4444-55555555aaaa',
  fileId: '99999999-2222-3333-4444-55555555bbbb',
  recorded: {},
};
const stamp = { ownerID: `{${known.ownerId.toUpperCase()}}`, value: `{${known.fileId}}` };
const host = { companyName: 'Harbour Builders', country: 'US', fileIDs: [stamp], appLocks: [] };
const lock = (machine: string) => ({ ...stamp, value: `LOCKED:${machine}:638999999990000223` });
const recorded = { companyName: 'Harbour Builders', fileIdSeen: true };

test.each([
  ['first contact, stamped', known, host, '', { companyName: 'Harbour Builders', fileIdSeen: true }],
  [
    'first contact, not yet stamped',
    known,
    { ...host, fileIDs: [] },
    '',
    { companyName: 'Harbour Builders', fileIdSeen: false },
  ],
  ['the same file again', { ...known, recorded }, host, '', recorded],
  [
    'stamped by another application',
    known,
    { ...host, fileIDs: [{ ownerID: '{x}', value: '{y}' }] },
    '',
    { companyName: 'Harbour Builders', fileIdSeen: false },
  ],
  [
    'a computer is recorded at first contact',
    known,
    { ...host, appLocks: [lock('OFFICE-PC')] },
    '',
    { ...recorded, computer: 'OFFICE-PC' },
  ],
  [
    'the same computer, marked again and in other capitals',
    { ...known, recorded: { ...recorded, computer: 'OFFICE-PC' } },
    { ...host, appLocks: [{ ...lock('X'), ownerID: '{another application}' }, lock('Office-PC')] },
    '',
    { ...recorded, computer: 'OFFICE-PC' },
  ],
  [
    'a file without the mark of a computer',
    { ...known, recorded: { ...recorded, computer: 'OFFICE-PC' } },
    host,
    '',
    recorded,
  ],
  ['the country is printed by the Web Connector only', known, { ...host, country: '' }, 'US', recorded],
])('passes: %s', (_, company, answer, country, record) => {
  expect(guardCompany(company, answer, country)).toEqual({ passes: true, record });
});

test.each([
  ['another country', known, { ...host, country: 'CA' }, '', /the CA edition \(company “Harbour Builders”\)/],
  ['another country, by the Web Connector', known, { ...host, country: '' }, 'UK', /the UK edition/],
  ['no company name', known, { ...host, companyName: '' }, '', /did not say which company/],
  [
    'another company’s stamp',
    { ...known, recorded },
    { ...host, companyName: 'Pier Ltd', fileIDs: [{ ...stamp, value: '{other}' }] },
    '',
    /“Pier Ltd”, belongs to another Tieout connection than “Harbour Builders”/,
  ],
  ['the stamp is gone', { ...known, recorded }, { ...host, fileIDs: [] }, '', /does not carry the mark/],
  [
    'another name',
    { ...known, recorded },
    { ...host, companyName: 'Pier Ltd' },
    '',
    /is “Pier Ltd”, but Tieout connects “Harbour” with “Harbour Builders”.*Open “Harbour Builders”/,
  ],
])('stops: %s', (what, company, answer, country, sentence) => {
  expect(guardCompany(company, answer, country)).toEqual({
    passes: false,
    guard: what.startsWith('another country') ? 'country' : 'file',
    sentence: expect.stringMatching(sentence),
  });
});

test('what is recorded at first contact', async () => {
  const company = await scene.company();
  const login = await openSession(scene, company);
  expect(
    await scene.row('select company_file, quickbooks from company where id = $1', [company.id]),
  ).toMatchObject({
    company_file: companyFile,
    quickbooks: { companyName: 'Harbour Builders', fileIdSeen: true, country: 'US', qbxmlVersion: '16.0' },
  });
  expect(
    await scene.row('select guarded_at, qbxml_version, host from web_connector_session where id = $1', [
      login.sessionId,
    ]),
  ).toMatchObject({
    guarded_at: scene.clock.now,
    qbxml_version: '16.0',
    host: { companyName: 'Harbour Builders' },
  });
});

test.each<[string, HostFacts, RegExp]>([
  [
    'another company',
    { companyName: 'Pier Ltd' },
    /is “Pier Ltd”, but Tieout connects .* with “Harbour Builders”/,
  ],
  [
    'another stamp',
    { fileId: '00000000-0000-0000-0000-000000000000' },
    /belongs to another Tieout connection/,
  ],
  ['no stamp any more', { fileId: null }, /does not carry the mark/],
  ['Canada', { country: 'CA' }, /the CA edition/],
  ['an old QuickBooks', { versions: ['10.0', '12.0'] }, /QuickBooks Desktop 2014 or later/],
])(
  'a session with %s is stopped with a sentence, and the right file starts it again',
  async (_, facts, sentence) => {
    const company = await scene.company();
    await openSession(scene, company);

    const wrong = await logIn(scene, company);
    await queue(scene, wrong);
    expect(await scene.gateway.sendRequestXML(firstCall(wrong, company, facts))).toBe('');
    expect(await scene.gateway.getLastError(wrong)).toMatch(sentence);
    expect(await scene.gateway.sendRequestXML(firstCall(wrong, company, facts))).toBe('');
    const stopped = await scene.row<{ because: string; quickbooks: object }>(
      'select because, quickbooks from company_stop join company on id = company_id where id = $1',
      [company.id],
    );
    expect(stopped.because).toMatch(sentence);
    expect(stopped.quickbooks).toMatchObject({ companyName: 'Harbour Builders' });
    expect(await scene.gateway.closeConnection(wrong)).toBe('OK');

    await openSession(scene, company);
    expect(await scene.rows('select from company_stop where company_id = $1', [company.id])).toEqual([]);
  },
);

test('an answer that cannot be read stops the session with its sentence', async () => {
  const company = await scene.company();
  const login = await logIn(scene, company);
  const call = { ...firstCall(login, company), strHCPResponse: '<QBXML><broken' };
  expect(await scene.gateway.sendRequestXML(call)).toBe('');
  expect(await scene.gateway.getLastError(login)).toMatch(/\./);
  expect(await scene.gateway.getLastError(login)).not.toBe('NoOp');
});

test('another computer is refused until it is accepted, and then the one before is', async () => {
  const company = await scene.company();
  const login = await logIn(scene, company);
  const from = (machine: string) => firstCall(login, company, { machine });
  expect(await scene.gateway.sendRequestXML(from('OFFICE-PC'))).toBe('NoOp');

  const call = async (machine: string): Promise<string> => {
    const session = await logIn(scene, company);
    const document = await scene.gateway.sendRequestXML(firstCall(session, company, { machine }));
    return document === '' ? scene.gateway.getLastError(session) : document;
  };
  const stop = async () => scene.rows('select guard from company_stop where company_id = $1', [company.id]);
  expect(await call('LAPTOP')).toMatch(
    /^The Web Connector of the computer “LAPTOP” has called, but Tieout works with “Harbour Builders” on “OFFICE-PC”\. Nothing was read or written\..*tieout company accept-computer/,
  );
  expect(await stop()).toEqual([{ guard: 'computer' }]);
  expect(await call('OFFICE-PC')).toBe('NoOp');
  expect(await stop()).toEqual([]);

  await scene.database.inCompany(company.id, (tx) => expectComputer(tx, company.id, 'LAPTOP'));
  expect(await call('OFFICE-PC')).toContain('The Web Connector of the computer “OFFICE-PC” has called');
  expect(await call('laptop')).toBe('NoOp');
});

describe('a client that tells nothing of QuickBooks', () => {
  test('is asked, and goes on when the answer passes', async () => {
    const company = await scene.company();
    const login = await logIn(scene, company);
    const { id } = await queue(scene, login);
    const questions = await scene.gateway.sendRequestXML(laterCall(login));
    expect(questions).toContain(`<OwnerID>{${company.ownerId}}</OwnerID>`);
    expect(questions).toContain('HostQueryRq');
    expect(await reply(scene, login, { response: hostAnswer(company) })).toBe(1);
    expect(await ask(scene, login)).toContain('VendorQueryRq');
    expect(await scene.row('select state from exchange where id = $1', [id])).toEqual({ state: 'sent' });
  });

  test('is stopped when it does not', async () => {
    const company = await scene.company();
    const login = await logIn(scene, company);
    await scene.gateway.sendRequestXML(laterCall(login));
    expect(await reply(scene, login, { response: hostAnswer(company, { country: 'CA' }) })).toBe(-1);
    expect(await scene.gateway.getLastError(login)).toMatch(/the CA edition/);
  });
});
