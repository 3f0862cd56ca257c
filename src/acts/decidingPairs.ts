import type { Company } from '../ledger/companies';
import { type Deciding } from '../ledger/decide';
import { openProposals, type OpenProposal } from '../ledger/pairProposals';
import { wrongUse } from '../words/problem';
import { oneOf } from '../words/stepProgress';
import { quoted } from '../words/counted';

/** One decided pair, with what is said of it. */
export interface DecidedPair {
  readonly kind: 'link' | 'keepApart' | 'unlink';
  readonly pair: Pick<OpenProposal, 'entity' | 'quickbooksId' | 'billcomId' | 'names'>;
}

/** What a decided pair comes to. */
export function sentenceOf({ kind, pair: { entity, names } }: DecidedPair): string {
  const two = `The ${oneOf(entity)} “${names.quickbooks}” of QuickBooks and “${names.billcom}” of Bill.com`;
  if (kind === 'link') return `${two} are the same.`;
  if (kind === 'keepApart') return `${two} are not the same; each goes to the other book by itself.`;
  return `${two} are unlinked. Both wait until the pair is accepted or rejected, or either is linked to another (--link).`;
}

/** Proposals by their numbers, as a person decides them. @throws Problem where one is not open any more. */
export async function proposalsMeant(
  by: Deciding,
  company: Company,
  numbers: readonly string[],
  kind: 'link' | 'keepApart',
): Promise<DecidedPair[]> {
  const open = await openProposals(by.tx, by.companyId);
  const pairs = [...new Set(numbers)].map((number) => ({
    kind,
    pair: proposalCalled(open, number, company),
  }));
  if (kind === 'link') assertEachOnce(pairs.map(({ pair }) => pair));
  return pairs;
}

function proposalCalled(open: readonly OpenProposal[], number: string, { name }: Company): OpenProposal {
  const found = open.find((each) => String(each.number) === number);
  if (found) return found;
  throw wrongUse(
    `There is no open proposal ${number}.`,
    `tieout links ${quoted(name)} --propose lists them with their numbers.`,
  );
}

/** A record is one thing: it cannot be accepted as two others at once. */
function assertEachOnce(pairs: readonly DecidedPair['pair'][]): void {
  const sides = pairs.flatMap(({ entity, quickbooksId, billcomId, names }) => [
    { key: `${entity} quickbooks ${quickbooksId}`, name: names.quickbooks },
    { key: `${entity} billcom ${billcomId}`, name: names.billcom },
  ]);
  const twice = sides.find(({ key }, index) => sides.findIndex((each) => each.key === key) !== index);
  if (twice) throw wrongUse(`“${twice.name}” is in two of these pairs; it can be the same as one only.`);
}
