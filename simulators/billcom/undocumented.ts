/**
 * What no source says about payables, and what this Bill.com does there. A product must not depend on any of it.
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

/** Calls that move money: no session here is trusted by MFA, so that they are always refused (BDC_1361). */
export const NEVER_WITHOUT_MFA = ['PayBills', 'VoidAPPayment', 'CancelAPPayment'];
