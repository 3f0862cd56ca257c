import { noteStamp } from '../../../src/activities/quickbooks/noteClock';
import { loadClock } from '../../../src/ledger/pcClock';
import { clockWarning, type PcClock } from '../../../src/quickbooks/pcClock';
import type { QbxmlAnswer } from '../../../src/quickbooks/qbxml/types';
import { openScene, type Scene } from '../exchange/scene';

/** The first write of ours in summer, with what the file's records say of how it prints offsets. */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

const zone = 'America/Chicago';
const sentAt = new Date('2026-07-15T18:00:00Z');
const answeredAt = new Date('2026-07-15T18:00:20Z');

async function haveRecords(companyId: string, modified: readonly string[]): Promise<void> {
  for (const [index, each] of modified.entries())
    await scene.rows(
      `insert into record (company_id, book, entity, id, modified, fields) values ($1, 'quickbooks', 'vendor', $2, $3, '{}')`,
      [companyId, `Q${index}`, each],
    );
}

/** What is known of the clock after a write that QuickBooks stamped so. */
async function noted(
  companyId: string,
  printed: string,
  times: { sentAt: Date; answeredAt: Date } = { sentAt, answeredAt },
): Promise<PcClock | undefined> {
  const answer = {
    responses: [{ records: [{ name: 'VendorRet', fields: { TimeModified: printed } }] }],
  } as unknown as QbxmlAnswer;
  return scene.database.inCompany(companyId, async (tx) => {
    await noteStamp(tx, { companyId, zone }, times, answer);
    return loadClock(tx, companyId);
  });
}

async function clockAfter(printed: string, records: readonly string[]): Promise<PcClock | undefined> {
  const company = await scene.company();
  await haveRecords(company.id, records);
  return noted(company.id, printed);
}

test.each<[string, string, string[], string | undefined]>([
  [
    'an hour ahead, printed exactly: the records tell it from New York',
    '2026-07-15T14:00:10-05:00',
    ['2026-01-15T10:00:00-06:00', '2026-06-15T10:00:00-05:00'],
    'about 60 minutes ahead',
  ],
  [
    'an hour behind, printed by standard time: the records tell it from a PC without daylight saving',
    '2026-07-15T12:00:10-06:00',
    ['2026-01-15T10:00:00-06:00', '2026-06-15T10:00:00-06:00'],
    'about 60 minutes behind',
  ],
  [
    'New York, printed by standard time',
    '2026-07-15T14:00:10-05:00',
    ['2026-01-15T10:00:00-05:00', '2026-06-15T10:00:00-05:00'],
    undefined,
  ],
  [
    'New York, printed exactly',
    '2026-07-15T14:00:10-04:00',
    ['2026-01-15T10:00:00-05:00', '2026-06-15T10:00:00-04:00'],
    undefined,
  ],
  ['an hour ahead or New York: no record says which', '2026-07-15T14:00:10-05:00', [], undefined],
])('%s', async (_what, printed, records, warning) => {
  const said = clockWarning(await clockAfter(printed, records))?.sentence;
  if (warning === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(warning);
});

test('a clock that is some minutes off is a question to the records once an hour, not with every set', async () => {
  const { id } = await scene.company();
  const minutesLater = (minutes: number) => ({
    sentAt: new Date(sentAt.getTime() + minutes * 60_000),
    answeredAt: new Date(answeredAt.getTime() + minutes * 60_000),
  });
  const first = await noted(id, '2026-07-15T13:07:10-05:00');
  expect(first).toMatchObject({ offSeconds: 410, asked: { at: answeredAt.toISOString(), seconds: 410 } });
  // What they say by now is not looked at within the hour.
  await haveRecords(id, ['2026-01-15T10:00:00-06:00', '2026-06-15T10:00:00-05:00']);
  const second = await noted(id, '2026-07-15T13:17:12-05:00', minutesLater(10));
  expect(second).toMatchObject({ offSeconds: 412, asked: first?.asked });
  expect(second).not.toHaveProperty('prints');
  const third = await noted(id, '2026-07-15T14:08:10-05:00', minutesLater(61));
  expect(third).toMatchObject({ offSeconds: 410, prints: 'exact' });
});
