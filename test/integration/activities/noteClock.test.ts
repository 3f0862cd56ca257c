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

/** What is known of the clock after a write that QuickBooks stamped so. */
async function clockAfter(printed: string, records: readonly string[]): Promise<PcClock | undefined> {
  const company = await scene.company();
  for (const [index, modified] of records.entries())
    await scene.rows(
      `insert into record (company_id, book, entity, id, modified, fields) values ($1, 'quickbooks', 'vendor', $2, $3, '{}')`,
      [company.id, `Q${index}`, modified],
    );
  const answer = {
    responses: [{ records: [{ name: 'VendorRet', fields: { TimeModified: printed } }] }],
  } as unknown as QbxmlAnswer;
  return scene.database.inCompany(company.id, async (tx) => {
    await noteStamp(tx, { companyId: company.id, zone }, { sentAt, answeredAt }, answer);
    return loadClock(tx, company.id);
  });
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
