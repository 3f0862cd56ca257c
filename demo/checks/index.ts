import { auditCoversWrites } from './auditCoversWrites';
import { companiesApart } from './companiesApart';
import { everyThingOnce } from './everyThingOnce';
import { everythingAccountedFor } from './everythingAccountedFor';
import type { Evidence, Invariant } from './evidence';
import { ledgerBeforeWrite } from './ledgerBeforeWrite';
import { onlyEditedFieldsChanged } from './onlyEditedFieldsChanged';
import { pairsAgree } from './pairsAgree';

/** What must always hold, as far as it applies to lists: I3 is about bills and invoices. */
export const invariants: readonly {
  readonly id: string;
  readonly title: string;
  readonly check: (evidence: Evidence) => Invariant | undefined;
}[] = [
  { id: 'I1', title: 'Every thing exists exactly once in each book', check: everyThingOnce },
  { id: 'I2', title: 'Linked records agree on every synced field', check: pairsAgree },
  { id: 'I4', title: 'No field changed that nobody edited', check: onlyEditedFieldsChanged },
  {
    id: 'I5',
    title: 'Every record that is not synced is listed with a reason',
    check: everythingAccountedFor,
  },
  { id: 'I6', title: 'No write without a ledger row before it', check: ledgerBeforeWrite },
  { id: 'I7', title: 'The audit log covers every write', check: auditCoversWrites },
  { id: 'I8', title: 'No company sees another’s data', check: companiesApart },
];
