import { z } from 'zod';
import { droppedWords } from '../../acts/receivablesSwitch';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { previewTitle } from '../../reconcile/previewFirst';
import { many, when } from './words';

/** What a page says of what was just done: a word in its address, so that no state is kept. Pure. */
export const saidQuery = z.object({
  did: z
    .enum([
      'sync',
      'preview',
      'pause',
      'resume',
      'decided',
      'decidedMany',
      'accepted',
      'leftOut',
      'takenIn',
      'emailed',
      'wentOut',
      'settings',
      'sameSettings',
      'receivablesOn',
      'receivablesOff',
      'billcom',
      'guard',
      'roleGiven',
      'roleTaken',
      'withdrawn',
    ])
    .optional()
    .catch(undefined),
  cycle: z.coerce.number().int().min(1).optional().catch(undefined),
  mode: z.enum(['sync', 'preview']).optional().catch(undefined),
  count: z.coerce.number().int().min(0).optional().catch(undefined),
  left: z.coerce.number().int().min(0).optional().catch(undefined),
});
export type Said = z.infer<typeof saidQuery>;

/** What is not known says nothing. */
export const sayingOf = (said: { readonly [Name in keyof Said]: Said[Name] | null }): string =>
  new URLSearchParams(
    Object.entries(said).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  ).toString();

export function saidOf(
  { did, cycle, mode, count = 0, left = 0 }: Said,
  facts: CompanyFacts,
  now: Date,
): string | undefined {
  switch (did) {
    case 'sync':
    case 'preview':
      return facts.pausedAt === null
        ? `Cycle ${cycle ?? ''} (a ${did}) was asked for. It begins at the Web Connector’s next call; “Update Selected” there calls at once.`
        : `Cycle ${cycle ?? ''} (a ${did}) was asked for. It begins after the pause.`;
    case 'pause':
      return facts.pausedUntil === null
        ? 'Paused. What is on its way is finished; nothing more is read or written until somebody resumes.'
        : `Paused until ${when(facts.pausedUntil, facts.zone, now)}. What is on its way is finished.`;
    case 'resume':
      return 'It goes on at the Web Connector’s next call.';
    case 'decided':
      return `Decided. ${carriedOut({ cycle, mode }, facts)}`;
    case 'decidedMany':
      return `${count === 0 ? 'Nothing was decided.' : `${many(count, 'record')} decided. ${carriedOut({ cycle, mode }, facts)}`}${leftWords(left)}`;
    case 'emailed':
      return count === 0
        ? 'These are on their way already.'
        : `${many(count, 'invoice')} will be e-mailed by Bill.com, five a minute${facts.pausedAt === null ? '' : ', when the company is resumed'}.`;
    case 'wentOut':
      return 'Noted: it was sent.';
    case 'accepted':
      return `Accepted. Cycle ${cycle ?? ''} writes it, and begins ${facts.pausedAt === null ? 'at the Web Connector’s next call; “Update Selected” there calls at once' : 'after the pause'}.`;
    case 'leftOut':
      return 'Left out: it is not made in the other book. The next cycle works by it; a new preview shows it.';
    case 'takenIn':
      return 'Taken in again. The next cycle works by it; a new preview shows it.';
    case 'settings':
      return 'Saved. The next sync works by it.';
    case 'receivablesOn':
      return `Saved. ${receivablesOnWords(facts)}`;
    case 'receivablesOff':
      return `Saved. Invoices, credit memos and payments of customers are left alone in both books; what is linked stays linked.${count === 0 ? '' : ` ${droppedWords(count)}.`}${facts.acceptedAt === null ? ` Nothing is written before ${previewTitle(facts.previewBecause)} is accepted.` : ''}`;
    case 'sameSettings':
      return 'That is how it is already; nothing was changed.';
    case 'billcom':
      return 'Bill.com accepts the new credentials; they are stored.';
    case 'guard':
      return 'Accepted. The Web Connector’s next update looks again.';
    case 'roleGiven':
      return 'Saved. They have that role from now on.';
    case 'roleTaken':
      return 'They see nothing of this company any more.';
    case 'withdrawn':
      return 'Withdrawn: the link works no more.';
    default:
      return undefined;
  }
}

const receivablesOnWords = ({ acceptedAt, previewBecause }: CompanyFacts): string =>
  acceptedAt === null && previewBecause === null
    ? 'The first preview shows receivables with all else; nothing is written before it is accepted.'
    : 'The next cycle is a preview with receivables: nothing is written in either book, payables neither, until it is accepted.';

const leftWords = (left: number): string =>
  left === 0
    ? ''
    : ` ${many(left, 'record')} could not be decided that way and ${left === 1 ? 'stays' : 'stay'} as before.`;

function carriedOut(
  { cycle, mode }: Pick<Said, 'cycle' | 'mode'>,
  { pausedAt, previewBecause }: CompanyFacts,
): string {
  if (cycle === undefined)
    return `The ${previewBecause === null ? 'first ' : ''}sync carries it out, after ${previewTitle(previewBecause)} is accepted.`;
  const start = pausedAt === null ? 'at the Web Connector’s next call' : 'after the pause';
  return mode === 'preview'
    ? `The preview that was asked for (${cycle}) comes first, ${start}; it acts in the sync after it.`
    : `It acts in the next cycle (${cycle}), ${start}.`;
}
