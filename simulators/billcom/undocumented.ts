/**
 * What no source says, and what this Bill.com does there. A product must not depend on any of it. About payables:
 *
 * - dueAmount is what no paid payment and no applied credit covers; a scheduled payment is in scheduledAmount and
 *   lowers dueAmount only when it is paid; a payment in approval counts as scheduled;
 * - paymentStatus is 4 while scheduled payments cover all that is due, 2 when something is paid, 0 when nothing is due;
 * - credits count as applied from the day their payment is made, and are free again when it is canceled or void;
 * - a payment, a void and a cancellation leave the updatedTime of bills and credits alone: the nightly job renews it;
 * - a payment is refused (BDC_1143) beyond what is due, and so is an edit of a bill that makes it smaller than that;
 * - a failed payment is void; a request to void one shows in v3's singleStatus only, v2 has a new updatedTime;
 * - a payment that only applies credits has amount 0, no batch takes it, and it is paid on its process date;
 * - a bank balance is kept whether or not an account is linked; without a link nobody sees it.
 *
 * And about receivables:
 *
 * - amountDue and paymentStatus of an invoice follow its payments and credits by the rules of bills;
 * - a number is refused (BDC_1171) while another invoice that is not deleted has it, of whichever customer;
 * - a percentage on a line counts all lines above it: v3's page says so, v2's says “other lines”, and both examples have
 *   it last; a line with a price and no quantity counts once; half a cent goes away from zero;
 * - the tax is that of the item when the invoice is written, of the taxable lines' sum, rounded once;
 * - an invoice that got smaller than what is paid, scheduled and credited is refused (BDC_1143), so is one below zero, and the
 *   deletion of one with payments or credits; so is the deletion of a credit memo that is applied;
 * - invoices of a payment or credit memo are of that customer itself, not of its jobs, and go to no other afterwards;
 * - only paid payments can be applied anew; one that is void or canceled keeps its lines and has nothing unapplied;
 * - VoidARPayment voids what was recorded, at once; what came through Bill.com is refused (BDC_1143), people void it;
 * - the batch brings ACH alone to the bank: the money of cards and PayPal takes another way;
 * - an outside payment names the bank account for receivables all the same, as in a sample;
 * - an e-mail that is sent takes isToBeEmailed away; a sixth e-mail within a minute is BDC_1144 for the developer key;
 * - without receivables in the plan every call on them is BDC_1145.
 */
export const PAYMENT_RENEWS_UPDATED_TIME = false;

/** The codes of SentPay.status. */
export const PAYMENT = {
  approving: '0',
  scheduled: '1',
  paid: '2',
  canceled: '3',
  void: '4',
} as const;

/** The codes of MoneyMovement.status. */
export const MOVEMENT = { sent: '0', confirmed: '1', void: '2' } as const;

/** The codes of ReceivedPay.status: not those of SentPay. */
export const RECEIPT = { paid: '0', void: '1', scheduled: '2', canceled: '3' } as const;

/** The code of ReceivedPay.paymentType whose money comes with the batches. */
export const ACH = '3';

/** The codes of Item.type that can be an invoice's tax: sales tax and sales tax group. */
export const TAX_ITEM_TYPES = ['6', '11'];

export const SENDING_CLEARS_TO_BE_EMAILED = true;

/** What a plan without receivables does not have. Customers and items are there without it. */
export const RECEIVABLES = ['Invoice', 'CreditMemo', 'ReceivedPay', 'RPConvFee', 'InvoiceCredit'];

/** Calls that move money: no session here is trusted by MFA, so that they are always refused (BDC_1361). */
export const NEVER_WITHOUT_MFA = ['PayBills', 'VoidAPPayment', 'CancelAPPayment', 'ChargeCustomer'];
