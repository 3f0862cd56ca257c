import type { StoredDecision } from '../ledger/decisions';
import type { ListedLink, OpenProposal } from '../ledger/pairProposals';
import { table } from './output';
import { oneOf } from '../words/stepProgress';
import { moment } from '../words/time';
import { many, quoted } from '../words/counted';

/** Links and proposals: documents for programs, tables for people. Pure. */

export const linkDocument = (link: ListedLink) => ({
  entity: link.entity,
  quickbooksId: link.quickbooksId,
  billcomId: link.billcomId,
  names: link.names,
  madeBy: link.madeBy,
  since: link.since,
});

export const proposalDocument = (proposal: OpenProposal) => ({
  number: proposal.number,
  entity: proposal.entity,
  quickbooksId: proposal.quickbooksId,
  billcomId: proposal.billcomId,
  names: proposal.names,
  score: proposal.score,
  evidence: proposal.evidence,
});

export const apartDocument = ({ entity, recordId, payload, who }: StoredDecision) => ({
  entity,
  quickbooksId: recordId,
  billcomId: (payload as { billcomId: string }).billcomId,
  decidedBy: who,
});

/** Longer lists are cut on the screen; --json has everything. */
const shownAtMost = 200;
const made = { match: 'by matching', create: 'by writing', person: 'by a person' } as const;

export function linksText(
  company: string,
  links: readonly ListedLink[],
  proposals: number,
  apart: number,
): string {
  const rest = links.length - shownAtMost;
  return [
    links.length === 0 ? `Nothing is linked in “${company}”.` : linkTable(links.slice(0, shownAtMost)),
    ...(rest > 0 ? [`… and ${many(rest, 'more', 'more')}: --entity shows one list, --json all.`] : []),
    ...(links.length === 0 ? [] : [`${many(links.length, 'link')}.`]),
    ...(proposals === 0
      ? []
      : [`${many(proposals, 'pair')} may be the same: tieout links ${quoted(company)} --propose`]),
    ...(apart === 0 ? [] : [`${many(apart, 'pair')} ${apart === 1 ? 'is' : 'are'} kept apart.`]),
  ].join('\n');
}

const linkTable = (links: readonly ListedLink[]): string =>
  table(
    [
      { title: '' },
      { title: 'in QuickBooks', wraps: true },
      { title: 'in Bill.com', wraps: true },
      { title: 'linked' },
      { title: 'since' },
    ],
    links.map(({ entity, names, quickbooksId, billcomId, madeBy, since }) => [
      oneOf(entity),
      names.quickbooks ?? quickbooksId,
      names.billcom ?? billcomId,
      made[madeBy],
      moment(since).slice(0, 16),
    ]),
  );

export function proposalsText(company: string, proposals: readonly OpenProposal[]): string {
  if (proposals.length === 0) return `No pair of “${company}” waits for a decision.`;
  const rest = proposals.length - shownAtMost;
  return [
    table(
      [
        { title: 'number', align: 'right' },
        { title: '' },
        { title: 'in QuickBooks', wraps: true },
        { title: 'in Bill.com', wraps: true },
        { title: 'score', align: 'right' },
        { title: 'what speaks for it and against it', wraps: true },
      ],
      proposals
        .slice(0, shownAtMost)
        .map(({ number, entity, names, score, evidence }) => [
          String(number),
          oneOf(entity),
          names.quickbooks,
          names.billcom,
          score,
          evidence.join(', '),
        ]),
    ),
    ...(rest > 0 ? [`… and ${many(rest, 'more', 'more')}: --entity shows one list, --json all.`] : []),
    `Decide with: tieout links ${quoted(company)} --accept NUMBER …, or --reject NUMBER …`,
  ].join('\n');
}
