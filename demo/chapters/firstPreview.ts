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
      ['', 'in both', 'new in QuickBooks', 'changed there', 'new in Bill.com', 'changed there', 'held'],
      ...preview.counts.map((each) => [
        manyOf(each.entity),
        each.link,
        each.createInQuickbooks,
        each.updateInQuickbooks,
        each.createInBillcom,
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

type Operation = PreviewDocument['operations'][number];

/** One line of each kind that a bookkeeper would stop at. */
function telling(preview: PreviewDocument): string[] {
  const creates = preview.operations.filter(({ action }) => action === 'create');
  const into = (book: Operation['book'], entity: string): Operation[] =>
    creates.filter((each) => each.book === book && each.entity === entity);
  const madeBy = (rule: RegExp): Operation | undefined =>
    creates.find((each) => rule.test(nameOf(each)?.rule?.rule ?? ''));
  const changes = (label: string): Operation | undefined =>
    preview.operations.find(
      ({ action, fields }) => action === 'update' && fields.length === 1 && fields[0]?.label === label,
    );
  const operations = [
    into('quickbooks', 'vendor').find((each) => nameOf(each)?.rule === null),
    madeBy(/^shortened/),
    madeBy(/^characters replaced/),
    into('quickbooks', 'terms')[0],
    into('billcom', 'item')[0],
    into('billcom', 'customer').find((each) => each.fields.some(({ field }) => field === 'parent')),
    changes('name'),
    changes('phone'),
    changes('fax'),
  ];
  const lines = operations.flatMap((each) => (each ? [sentence(each)] : []));
  const [pair] = preview.links.filter(({ quickbooks, billcom }) => quickbooks !== billcom);
  const [duplicate] = preview.holds.filter((hold) => hold.cause === 'possibleDuplicate');
  return [
    ...(pair
      ? [
          `the same: ${oneOf(pair.entity)} “${pair.quickbooks}” in QuickBooks and “${pair.billcom}” in Bill.com`,
        ]
      : []),
    ...lines,
    ...(duplicate ? [`held: ${duplicate.sentence}`] : []),
  ];
}

const nameOf = ({ fields }: Operation) => fields.find(({ field }) => field === 'name');

function sentence(each: Operation): string {
  if (each.action === 'create') {
    const name = nameOf(each);
    const as = name?.rule ? ` as “${name.words.after}” (${name.rule.rule})` : '';
    const parent = each.fields.find(({ field }) => field === 'parent')?.words.after;
    const below = parent ? ` of “${parent}”` : '';
    const what = parent && each.entity === 'customer' ? 'job' : oneOf(each.entity);
    return `new in ${bookName[each.book]}: ${what} “${each.record}”${below}${as}`;
  }
  const changes = each.fields.map(
    ({ label, words, because }) => `${label} ${shown(words.before)} → ${shown(words.after)} (${because})`,
  );
  return `${oneOf(each.entity)} “${each.record}” in ${bookName[each.book]}: ${changes.join(', ')}`;
}

const shown = (words: string): string => (words === '' ? 'nothing' : `“${words}”`);
