import { account } from './account';
import { billDefinition } from './bill';
import { billPaymentDefinition } from './billPayment';
import { classDefinition } from './class';
import { creditApplicationDefinition, creditParts } from './creditApplication';
import { creditMemoDefinition } from './creditMemo';
import { customerDefinition } from './customer';
import { defaultEntitySettings } from './defaultSettings';
import type { EntityDefinition, EntityName, EntitySettings } from './definition';
import { fundsTransferDefinition } from './fundsTransfer';
import { invoiceDefinition } from './invoice';
import { item } from './item';
import type { RecordParts } from './parts';
import { receivedPaymentDefinition } from './receivedPayment';
import { terms } from './terms';
import { vendor } from './vendor';
import { vendorCreditDefinition } from './vendorCredit';

/**
 * The definitions of a company, in the order in which creates and updates are written (design §3): a record's
 * references come first. Voids and deletes run the other way round.
 */
export function entityDefinitions(settings: EntitySettings): readonly EntityDefinition[] {
  return [
    account,
    classDefinition(settings),
    terms,
    item,
    customerDefinition(settings),
    vendor,
    billDefinition(settings),
    vendorCreditDefinition(settings),
    billPaymentDefinition(settings),
    creditApplicationDefinition(settings),
    invoiceDefinition(settings),
    creditMemoDefinition(settings),
    receivedPaymentDefinition(settings),
    fundsTransferDefinition(settings),
  ];
}

/** The entities that a company leaves alone by its settings. */
export const switchedOff = (settings: EntitySettings): EntityName[] =>
  entityDefinitions(settings).flatMap(({ name, isOff }) => (isOff === true ? [name] : []));

/** What is read in the records of another list. */
export const partsIn: Readonly<Partial<Record<EntityName, RecordParts>>> = { vendorCredit: creditParts };

export const stepOrder: readonly EntityName[] = entityDefinitions(defaultEntitySettings).map(
  ({ name }) => name,
);
