import { atLeastOne, id, oneOf, required } from '../language/contentModel';
import { groupOf, readFields, textOf } from '../language/fields';
import { branch, childText, childTexts, leaf, type XmlElement } from '../language/xmlTree';
import type { DeletedEntry } from '../books/records';
import { deleteEntry } from '../processor/listDelete';
import { wallRange } from '../processor/listQuery';
import type { RequestContext } from '../processor/requestContext';
import { NOTHING_FOUND } from '../processor/status';
import { plainMessage, type MessageDefinition } from './messageDefinition';
import { deletedDateRange, includeRetElement } from './parts';

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
  {
    name: 'ListDeletedQueryRq',
    model: [atLeastOne(oneOf('ListDelType', LIST_DEL_TYPES)), deletedDateRange, includeRetElement],
    takesMetaData: true,
    takesIterator: false,
    writes: false,
    run: (request, context) => {
      const found = deletedLately(request, context);
      const isCounted = (request.attributes.metaData ?? 'NoMetaData') !== 'NoMetaData';
      return {
        rets:
          request.attributes.metaData === 'MetaDataOnly'
            ? []
            : found.map((each) => deletedRet(each, request, context)),
        ...(isCounted ? { attributes: { retCount: String(found.length) } } : {}),
        ...(found.length === 0 ? { status: NOTHING_FOUND } : {}),
      };
    },
  },
];

function deletedLately(request: XmlElement, { books, clock, behaviour }: RequestContext): DeletedEntry[] {
  const types = childTexts(request, 'ListDelType');
  const range = groupOf(readFields(request, [deletedDateRange]).DeletedDateRangeFilter);
  const isAsked = wallRange(
    textOf(range?.FromDeletedDate),
    textOf(range?.ToDeletedDate),
    clock.asked.bind(clock),
  );
  const oldest = clock.now() - behaviour.deletedKeptDays * 24 * 60 * 60;
  return books.deleted.filter(
    (each) =>
      types.includes(each.listDelType) &&
      each.timeDeleted >= oldest &&
      (!isAsked || isAsked(clock.local(each.timeDeleted))),
  );
}

function deletedRet(entry: DeletedEntry, request: XmlElement, context: RequestContext): XmlElement {
  const wanted = childTexts(request, 'IncludeRetElement');
  const fields = deletedFields(entry, context, 'withCreation');
  return branch(
    'ListDeletedRet',
    wanted.length > 0 ? fields.filter(({ name }) => wanted.includes(name)) : fields,
  );
}

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
