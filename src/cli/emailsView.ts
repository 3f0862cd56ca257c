import type { ListedEmail } from '../ledger/emailList';
import { table } from './output';
import { many, quoted } from '../words/counted';
import { mayBeSent, stateWords } from '../words/emailWords';

export function emailsText(company: string, list: readonly ListedEmail[]): string {
  if (list.length === 0)
    return `No invoice of “${company}” is marked to be e-mailed in QuickBooks, as last read.`;
  const ready = list.filter((each) => mayBeSent(each, false)).length;
  return [
    table(
      [
        { title: 'number' },
        { title: 'customer', wraps: true },
        { title: 'to', wraps: true },
        { title: 'total', align: 'right' },
        { title: 'changed in QuickBooks' },
        { title: 'how it stands', wraps: true },
      ],
      list.map((each) => [
        each.number ?? '–',
        each.customer ?? '–',
        each.address ?? '–',
        each.total ?? '–',
        each.changedAt?.slice(0, 16).replace('T', ' ') ?? '–',
        stateWords(each),
      ]),
    ),
    ready === 0
      ? 'None of them can be sent now.'
      : `${many(ready, 'invoice')} can be sent: tieout emails ${quoted(company)} --send all (or numbers)`,
  ].join('\n');
}
