import { LISTS } from './lists';
import { companyMessages } from './companyMessages';
import { customer } from './customer';
import { dataExtMessages } from './dataExtMessages';
import { deletionMessages } from './deletionMessages';
import { employee } from './employee';
import { ITEM_KINDS } from './items';
import { messagesOfList, queryMessage } from './listMessages';
import type { MessageDefinition } from './messageDefinition';
import { otherName } from './otherName';
import { dateDrivenTerms, standardTerms } from './terms';
import { agingReportQuery } from './transactions/agingReport';
import { billToPayQuery } from './transactions/billToPay';
import { paymentsToDepositQuery } from './transactions/paymentsToDeposit';
import { transactionQuery } from './transactions/transactionQuery';
import { transactionRemovalMessages } from './transactions/removalMessages';
import { TRANSACTIONS } from './transactions';
import { messagesOfTransaction } from './transactions/transactionMessages';
import { vendor } from './vendor';

const severalLists: readonly MessageDefinition[] = [
  queryMessage('EntityQueryRq', [customer, employee, otherName, vendor], {
    hasIterator: true,
    moreFilters: [],
    takesOwnerID: false,
  }),
  queryMessage('TermsQueryRq', [standardTerms, dateDrivenTerms], {
    hasIterator: false,
    moreFilters: [],
    takesOwnerID: false,
  }),
  queryMessage('ItemQueryRq', ITEM_KINDS, { hasIterator: true, moreFilters: [], takesOwnerID: true }),
];

/** Every request this QuickBooks executes, by name. */
export const MESSAGES: ReadonlyMap<string, MessageDefinition> = new Map(
  [
    ...companyMessages,
    ...LISTS.flatMap(messagesOfList),
    ...severalLists,
    ...TRANSACTIONS.flatMap(messagesOfTransaction),
    ...deletionMessages,
    ...transactionRemovalMessages,
    transactionQuery,
    billToPayQuery,
    paymentsToDepositQuery,
    agingReportQuery,
    ...dataExtMessages,
  ].map((message) => [message.name, message]),
);
