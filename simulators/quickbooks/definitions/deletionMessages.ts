import { id, oneOf, required } from '../language/contentModel';
import { childText, leaf, type XmlElement } from '../language/xmlTree';
import type { DeletedEntry } from '../books/records';
import { deleteEntry } from '../processor/listDelete';
import type { RequestContext } from '../processor/requestContext';
import { deletedQuery } from './deletedQuery';
import { plainMessage, type MessageDefinition } from './messageDefinition';

const LIST_DEL_TYPES = [
  'Account', 'BillingRate', 'Class', 'Currency', 'Customer', 'CustomerMsg', 'CustomerType', 'DateDrivenTerms',
  'Employee', 'InventorySite', 'ItemDiscount', 'ItemFixedAsset', 'ItemGroup', 'ItemInventory',
  'ItemInventoryAssembly', 'ItemNonInventory', 'ItemOtherCharge', 'ItemPayment', 'ItemSalesTax',
  'ItemSalesTaxGroup', 'ItemService', 'ItemSubtotal', 'JobType', 'OtherName', 'PaymentMethod',
  'PayrollItemNonWage', 'PayrollItemWage', 'PriceLevel', 'SalesRep', 'SalesTaxCode', 'ShipMethod',
  'StandardTerms', 'ToDo', 'UnitOfMeasureSet', 'Vehicle', 'Vendor', 'VendorType', 'WorkersCompCode',
] as const; // prettier-ignore

/** Deleting list entries, and asking what was deleted in the last 90 days. */
export const deletionMessages: readonly MessageDefinition[] = [
  plainMessage(
    'ListDelRq',
    [required(oneOf('ListDelType', LIST_DEL_TYPES)), required(id('ListID'))],
    'writes',
    (request, context) => {
      const list = childText(request, 'ListDelType') ?? '';
      const changes = deleteEntry(list, childText(request, 'ListID') ?? '', context);
      const entry = changes.flatMap((change) => (change.do === 'noteDeleted' ? [change.entry] : []));
      return { rets: entry.flatMap((each) => deletedFields(each, context, 'withoutCreation')), changes };
    },
  ),
  deletedQuery({
    of: 'List',
    types: LIST_DEL_TYPES,
    remembered: ({ books }) => books.deleted,
    typeOf: (entry) => entry.listDelType,
    print: (entry, context) => deletedFields(entry, context, 'withCreation'),
  }),
];

function deletedFields(
  entry: DeletedEntry,
  { clock }: RequestContext,
  creation: 'withCreation' | 'withoutCreation',
): XmlElement[] {
  return [
    leaf('ListDelType', entry.listDelType),
    leaf('ListID', entry.id),
    ...(creation === 'withCreation' ? [leaf('TimeCreated', clock.printed(entry.timeCreated))] : []),
    leaf('TimeDeleted', clock.printed(entry.timeDeleted)),
    leaf('FullName', entry.fullName),
  ];
}
