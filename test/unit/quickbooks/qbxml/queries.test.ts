import { encodeRequests } from '../../../../src/quickbooks/qbxml/encode';
import { QbxmlRefused } from '../../../../src/quickbooks/qbxml/errors';
import { listDeletedQuery, listQuery } from '../../../../src/quickbooks/qbxml/queries';
import type { QbxmlRequest } from '../../../../src/quickbooks/qbxml/types';

const written = (request: QbxmlRequest): string => encodeRequests([request]);

test('a list is always asked for its inactive entries too', () => {
  for (const list of [
    'Account',
    'Class',
    'Terms',
    'Item',
    'Customer',
    'Vendor',
    'Entity',
    'Employee',
    'OtherName',
  ]) {
    expect(written(listQuery(list))).toBe(
      `<${list}QueryRq requestID="${list}"><ActiveStatus>All</ActiveStatus></${list}QueryRq>`,
    );
  }
});

test('everything that may be asked stands in order', () => {
  expect(
    written(
      listQuery('Vendor', {
        requestID: 'v1',
        ownerID: '0',
        elements: ['ListID', 'EditSequence'],
        modifiedTo: '2026-02-01T00:00:00',
        modifiedFrom: '2026-01-01T00:00:00',
        maxReturned: 100,
        iterator: 'Continue',
        iteratorID: '{a}',
      }),
    ),
  ).toBe(
    '<VendorQueryRq requestID="v1" iterator="Continue" iteratorID="{a}"><MaxReturned>100</MaxReturned>' +
      '<ActiveStatus>All</ActiveStatus><FromModifiedDate>2026-01-01T00:00:00</FromModifiedDate>' +
      '<ToModifiedDate>2026-02-01T00:00:00</ToModifiedDate>' +
      '<IncludeRetElement>ListID</IncludeRetElement><IncludeRetElement>EditSequence</IncludeRetElement>' +
      '<OwnerID>0</OwnerID></VendorQueryRq>',
  );
});

test('a list without an iterator is never cut, and not asked for what it cannot have', () => {
  expect(written(listQuery('Class', { maxReturned: 10, iterator: 'Start', ownerID: '0' }))).toBe(
    '<ClassQueryRq requestID="Class"><ActiveStatus>All</ActiveStatus></ClassQueryRq>',
  );
});

test('ids and names are asked for alone, active or not', () => {
  expect(written(listQuery('Vendor', { ids: ['1', '2'], modifiedFrom: '2026-01-01', maxReturned: 5 }))).toBe(
    '<VendorQueryRq requestID="Vendor"><ListID>1</ListID><ListID>2</ListID></VendorQueryRq>',
  );
  expect(written(listQuery('Account', { fullNames: ['Bank:Main'] }))).toContain(
    '<FullName>Bank:Main</FullName>',
  );
});

test('an empty list of ids never becomes a question for everything', () => {
  expect(() => listQuery('Vendor', { ids: [] })).toThrow(RangeError);
  expect(() => listQuery('Vendor', { fullNames: [] })).toThrow(RangeError);
});

test('deleted entries are asked for by the types of their lists, each once', () => {
  expect(written(listDeletedQuery(['Vendor', 'Terms', 'Vendor'], '2026-01-01T10:00:00'))).toBe(
    '<ListDeletedQueryRq requestID="ListDeleted"><ListDelType>Vendor</ListDelType>' +
      '<ListDelType>StandardTerms</ListDelType><ListDelType>DateDrivenTerms</ListDelType>' +
      '<DeletedDateRangeFilter><FromDeletedDate>2026-01-01T10:00:00</FromDeletedDate></DeletedDateRangeFilter>' +
      '</ListDeletedQueryRq>',
  );
  expect(() => listDeletedQuery([])).toThrow(RangeError);
  const items = written(listDeletedQuery(['Item']));
  for (const type of ['ItemService', 'ItemGroup', 'ItemSalesTaxGroup', 'ItemFixedAsset']) {
    expect(items).toContain(`<ListDelType>${type}</ListDelType>`);
  }
  expect(items.match(/<ListDelType>/g)).toHaveLength(12);
  expect(written(listDeletedQuery(['Item', 'ItemService']))).toBe(items);
  expect(written(listDeletedQuery(['StandardTerms']))).not.toContain('DateDrivenTerms');
  expect(() => listDeletedQuery(['Transfer'])).toThrow(RangeError);
});

test('a list Tieout does not read is refused', () => {
  expect(() => listQuery('Payroll')).toThrow(QbxmlRefused);
});
