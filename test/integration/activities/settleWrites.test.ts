import { settleWriteAnswer } from '../../../src/activities/quickbooks/settleWrites';
import { vendor } from '../../../src/entities/vendor';
import { exchangesOf } from '../../../src/quickbooks/exchange/exchanges';
import { decodeAnswer } from '../../../src/quickbooks/qbxml/decode';
import { ask, openScene, openSession, queueWrite, reply, stateOf, type Scene } from '../exchange/scene';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

/** QuickBooks' answer to a write, as the worker settles it. @returns what the operation came to. */
async function settled(status: string): Promise<{ state: string; holds: number }> {
  const company = await scene.company();
  const login = await openSession(scene, company);
  const { operation } = await queueWrite(scene, login, 'a write');
  await ask(scene, login);
  const response = `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs><VendorAddRs requestID="${operation}" ${status} statusSeverity="Error" statusMessage="?"></VendorAddRs></QBXMLMsgsRs></QBXML>`;
  await reply(scene, login, { response: response.replace(operation, '1') });
  const [exchange] = await exchangesOf(scene.database, company.id, { keys: ['a write'] });
  if (!exchange) throw new Error('the exchange has disappeared');
  const lease = {
    companyId: company.id,
    cycle: login.cycle,
    book: 'quickbooks',
    step: 'vendor',
    phase: 'write',
    token: '',
  } as const;
  await scene.database.inCompany(company.id, async (tx) =>
    settleWriteAnswer(
      tx,
      { companyId: company.id, lease },
      () => vendor,
      exchange,
      await decodeAnswer(response),
    ),
  );
  const { holds } = await scene.row<{ holds: number }>(
    'select count(*)::int as holds from hold where company_id = $1',
    [company.id],
  );
  return { state: await stateOf(scene, 'operation', operation), holds };
}

test.each([
  ['a status code is missing', '', { state: 'unknown', holds: 0 }],
  ['a status code is negative', 'statusCode="-1"', { state: 'unknown', holds: 0 }],
  ['a status code is no number', 'statusCode="?"', { state: 'unknown', holds: 0 }],
  ['a write is refused', 'statusCode="3140"', { state: 'rejected', holds: 1 }],
  ['it was done, and not read back', 'statusCode="0"', { state: 'unknown', holds: 0 }],
])('%s: only what is known is concluded', async (_, status, expected) => {
  expect(await settled(status)).toEqual(expected);
});

test.each([
  // What the person changed who cures it: the record, a right or a subscription, the closing date.
  ['3140', 'refused', 'recordChanges'],
  ['3100', 'nameInUse', 'recordChanges'],
  ['3250', 'notAllowed', 'allowed'],
  ['3260', 'notAllowed', 'allowed'],
  ['3261', 'notAllowed', 'allowed'],
  ['3263', 'notAllowed', 'allowed'],
  ['3161', 'refused', 'preferencesChange'],
  ['3171', 'refused', 'preferencesChange'],
  ['3175', 'locked', 'nextCycle'],
])('a write that was refused with %s is held as %s until %s', async (code, cause, release) => {
  await settled(`statusCode="${code}"`);
  const hold = await scene.row(
    `select cause, release ->> 'when' as release from hold order by opened_at desc limit 1`,
    [],
  );
  expect(hold).toEqual({ cause, release });
});
