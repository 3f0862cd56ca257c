import type { Book, EntitySettings, RawRecord, RecordFacts } from './definition';

/** Approval of bills and vendor credits in Bill.com: 0 unassigned, 1 assigned, 3 approved, 4 approving, 5 denied (billcom.md §7.5). */
const [approved, denied] = ['3', '5'];

export const approvalFact = (raw: RawRecord): RecordFacts => ({
  approval: raw.approvalStatus as string | undefined,
});

export const isDenied = ({ approval }: RecordFacts): boolean => approval === denied;

/** Why a document of Bill.com is not posted while its approvers have not agreed; a denied one never is. */
export function notApproved(
  { billsToSync }: Pick<EntitySettings, 'billsToSync'>,
  facts: RecordFacts,
  book: Book,
): string | undefined {
  if (book === 'quickbooks') return undefined;
  if (isDenied(facts)) return 'It was denied in Bill.com.';
  return billsToSync === 'approved' && facts.approval !== approved
    ? 'It is not approved in Bill.com yet, and only approved ones are posted (the setting billsToSync).'
    : undefined;
}
