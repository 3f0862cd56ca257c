/** Every request that Tieout can write. Adding one is adding its table to a file here and the file to this list. */
import { QbxmlRefused } from '../errors';
import type { Message } from '../grammar';
import { accountMessages } from './account';
import { billMessages } from './bill';
import { billPaymentMessages } from './billPayment';
import { classMessages } from './class';
import { creditMemoMessages } from './creditMemo';
import { customerMessages } from './customer';
import { deletedMessages } from './deleted';
import { entityMessages } from './entity';
import { hostMessages } from './host';
import { invoiceMessages } from './invoice';
import { itemMessages } from './item';
import { journalEntryMessages } from './journalEntry';
import { receivedPaymentMessages } from './receivedPayment';
import { reportMessages } from './report';
import { termsMessages } from './terms';
import { transactionMessages } from './transaction';
import { transferMessages } from './transfer';
import { vendorMessages } from './vendor';
import { vendorCreditMessages } from './vendorCredit';

export const MESSAGES: readonly Message[] = [
  ...hostMessages,
  ...accountMessages,
  ...classMessages,
  ...termsMessages,
  ...itemMessages,
  ...customerMessages,
  ...vendorMessages,
  ...billMessages,
  ...vendorCreditMessages,
  ...billPaymentMessages,
  ...receivedPaymentMessages,
  ...invoiceMessages,
  ...creditMemoMessages,
  ...transferMessages,
  ...journalEntryMessages,
  ...entityMessages,
  ...deletedMessages,
  ...transactionMessages,
  ...reportMessages,
];

const byName: ReadonlyMap<string, Message> = new Map(MESSAGES.map((message) => [message.name, message]));

/** The table of a request, e.g. `VendorAddRq`. @throws QbxmlRefused for a request Tieout does not write */
export function messageNamed(name: string): Message {
  const message = byName.get(name);
  if (message === undefined) {
    throw new QbxmlRefused({ path: name, because: 'Tieout has no such request' });
  }
  return message;
}

/**
 * The elements in which a list's entries come, e.g. `VendorRet`; `Terms` has two, `Item` twelve, `Entity` four.
 * Undefined for a list that Tieout does not read.
 */
export function retElementsOf(list: string): readonly string[] | undefined {
  const query = byName.get(`${list}QueryRq`);
  return query && (query.answers ?? [`${list}Ret`]);
}
