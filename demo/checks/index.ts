import { auditCoversWrites } from './auditCoversWrites';
import { companiesApart } from './companiesApart';
import { everyThingOnce } from './everyThingOnce';
import { everythingAccountedFor } from './everythingAccountedFor';
import type { Evidence, Invariant } from './evidence';
import { ledgerBeforeWrite } from './ledgerBeforeWrite';
import { onlyEditedFieldsChanged } from './onlyEditedFieldsChanged';
import { pairsAgree } from './pairsAgree';
import { clearingStands } from './payables/clearingStands';
import { documentsAgree } from './payables/documentsAgree';
import { linesMakeTotals } from './payables/linesMakeTotals';
import { payablesAgree } from './payables/payablesAgree';
import { paymentsOnce } from './payables/paymentsOnce';
import { invoicesOnce } from './receivables/invoicesOnce';
import { linesAgree } from './receivables/linesAgree';
import { moneyInStands } from './receivables/moneyInStands';
import { receiptsOnce } from './receivables/receiptsOnce';
import { receivablesAgree } from './receivables/receivablesAgree';
import { receivablesTold } from './receivables/receivablesTold';

/** What must always hold, of lists first; I3 and P1 to P4 are about bills, credits, payments and transfers, R1 to R6 about invoices. */
export const invariants: readonly {
  readonly id: string;
  readonly title: string;
  readonly check: (evidence: Evidence) => Invariant | undefined;
}[] = [
  { id: 'I1', title: 'Every thing exists exactly once in each book', check: everyThingOnce },
  { id: 'I2', title: 'Linked records agree on every synced field', check: pairsAgree },
  {
    id: 'I3',
    title: 'What is owed to each vendor agrees to the cent, or each difference is named',
    check: payablesAgree,
  },
  { id: 'I4', title: 'No field changed that nobody edited', check: onlyEditedFieldsChanged },
  {
    id: 'I5',
    title: 'Every record that is not synced is listed with a reason',
    check: everythingAccountedFor,
  },
  { id: 'I6', title: 'No write without a ledger row before it', check: ledgerBeforeWrite },
  { id: 'I7', title: 'The audit log covers every write', check: auditCoversWrites },
  { id: 'I8', title: 'No company sees another’s data', check: companiesApart },
  { id: 'P1', title: 'Every payment of Bill.com is in QuickBooks exactly once', check: paymentsOnce },
  {
    id: 'P2',
    title: 'The lines of every bill and credit make its total, in both books',
    check: linesMakeTotals,
  },
  {
    id: 'P3',
    title: 'The clearing account holds what is paid and has not left the bank',
    check: clearingStands,
  },
  {
    id: 'P4',
    title: 'Linked documents say the same; every other one is held with a reason',
    check: documentsAgree,
  },
  { id: 'R1', title: 'Every invoice is in both books exactly once', check: invoicesOnce },
  {
    id: 'R2',
    title: 'Every payment that Bill.com has received is in QuickBooks exactly once',
    check: receiptsOnce,
  },
  { id: 'R3', title: 'Lines and sales tax make the total of every invoice, line by line', check: linesAgree },
  {
    id: 'R4',
    title: 'What each customer owes agrees to the cent, or each difference is named',
    check: receivablesAgree,
  },
  {
    id: 'R5',
    title: 'Money In Clearing holds what is received and has not come to the bank',
    check: moneyInStands,
  },
  {
    id: 'R6',
    title: 'Every invoice and payment is linked, or it is said why not',
    check: receivablesTold,
  },
];
