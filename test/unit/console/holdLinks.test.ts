import { linksOf } from '../../../src/console/views/holdLinks';
import type { HeldRecordRow } from '../../../src/ledger/heldRecords';
import type { Hold } from '../../../src/reconcile/holds';
import { heldSamples } from '../../../scripts/rules/holds';

const rowOf = ({
  entity,
  book,
  recordId,
  recordName,
  cause,
  field,
  sentence,
  cure,
  detail,
}: Hold): HeldRecordRow => ({
  ...{ entity, book, recordId, recordName, cause, since: new Date(0), decided: false },
  holds: [{ id: 'h', field, sentence, cure, detail, decided: false }],
});
const samples = heldSamples();

/** What is put right elsewhere on the dashboard is one click away. */
describe('a hold leads to where it is put right', () => {
  test.each(
    samples
      .filter(({ cure }) => cure.includes('tieout company set …'))
      .map((hold) => [hold.cure, hold] as const),
  )('the setting: %s', (_cure, hold) => {
    expect(linksOf('c', rowOf(hold)).map(({ href }) => href)).toContainEqual(
      expect.stringMatching(/^\/companies\/c\/settings#\w+$/),
    );
  });
  test.each(
    samples.filter(({ cure }) => cure.includes('links --link')).map((hold) => [hold.cure, hold] as const),
  )('the record that is the same: %s', (_cure, hold) => {
    expect(linksOf('c', rowOf(hold)).map(({ href }) => href)).toContain(
      `/companies/c/records/${hold.entity}/${hold.book}/1/choose?for=twin`,
    );
  });
  test.each(
    samples.filter(({ cure }) => cure.includes('tieout map')).map((hold) => [hold.cure, hold] as const),
  )('what it stands for: %s', (_cure, hold) => {
    expect(linksOf('c', rowOf(hold)).map(({ href }) => href)).toContainEqual(
      expect.stringMatching(/\/records\/(item|customer)\/billcom\/\d\/choose\?for=standsFor$/),
    );
  });
  test('and to nothing once it is decided', () => {
    const [hold] = samples.filter(({ cause }) => cause === 'toMap');
    const row = rowOf(hold as Hold);
    const decided = { ...row, holds: row.holds.map((each) => ({ ...each, decided: true })) };
    expect(linksOf('c', row)).toHaveLength(1);
    expect(linksOf('c', decided)).toEqual([]);
  });
});
