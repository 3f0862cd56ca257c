import { bookName } from '../checks/evidence';
import { block, chapter, columns, gap, item, many, tell } from '../say';
import type { PreviewDocument } from '../world/documents';
import type { Stage } from '../world/stage';
import { manyOf, oneOf } from '../world/words';

/** Nothing is written before somebody has looked. */
export async function firstPreview(stage: Stage): Promise<void> {
  chapter('2  The preview: both books are read, nothing is written');
  const { company } = stage.company;
  const { value: preview, updates } = await stage.simulators.updateWhile(
    stage.tieout.run<PreviewDocument>(['preview', company, '--wait', '--json', '--timeout', '3m'], {
      shown: 'bars',
      alsoFine: [3],
    }),
  );
  stage.cycles.push({ what: 'the first preview', cycle: preview.cycle, applied: 0, refused: 0, updates });
  gap();
  block(
    columns([
      ['', 'new in QuickBooks', 'new in Bill.com', 'changed in QuickBooks', 'changed in Bill.com', 'held'],
      ...preview.counts.map((each) => [
        manyOf(each.entity),
        each.createInQuickbooks,
        each.createInBillcom,
        each.updateInQuickbooks,
        each.updateInBillcom,
        each.held,
      ]),
    ]),
    '    ',
  );
  gap();
  tell('A few lines of it:');
  for (const line of telling(preview)) item(line);
  gap();
  tell(
    `The demo accepts it, as a bookkeeper would after reading all ${many(preview.operations.length, 'line')}.`,
  );
}

/** One line of each kind that a bookkeeper would stop at. */
function telling(preview: PreviewDocument): string[] {
  const create =
    (test: (name: string, asWritten: string) => boolean) => (each: PreviewDocument['operations'][number]) => {
      const name = each.fields.find(({ field }) => field === 'name')?.after;
      return (
        each.book === 'quickbooks' &&
        each.action === 'create' &&
        typeof name === 'string' &&
        test(each.record, name)
      );
    };
  const update = (field: string) => (each: PreviewDocument['operations'][number]) =>
    each.action === 'update' && each.fields.length === 1 && each.fields[0]?.field === field;
  const operations = [
    preview.operations.find(create((name, written) => written === name)),
    preview.operations.find(create((name, written) => written.length === 41 && written !== name)),
    preview.operations.find(create((name, written) => written.length < 41 && written !== name)),
    preview.operations.find(update('name')),
    preview.operations.find(update('phone')),
    preview.operations.find(update('fax')),
  ];
  const lines = operations.flatMap((each) => (each ? [sentence(each)] : []));
  const duplicate = preview.holds.find((hold) => hold.cause === 'possibleDuplicate');
  return duplicate ? [...lines, `held: ${duplicate.sentence}`] : lines;
}

function sentence(each: PreviewDocument['operations'][number]): string {
  const name = each.fields.find(({ field }) => field === 'name')?.after;
  if (each.action === 'create') {
    const as = typeof name === 'string' && name !== each.record ? ` as “${name}”` : '';
    return `new in ${bookName[each.book]}: ${oneOf(each.entity)} “${each.record}”${as}`;
  }
  const changes = each.fields.map(
    ({ field, before, after }) => `${field} ${shown(before)} → ${shown(after)}`,
  );
  return `${oneOf(each.entity)} “${each.record}” in ${bookName[each.book]}: ${changes.join(', ')}`;
}

const shown = (value: unknown): string => (value === null || value === '' ? 'nothing' : `“${String(value)}”`);
