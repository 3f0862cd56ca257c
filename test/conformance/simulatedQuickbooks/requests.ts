import { ITEM_REQUESTS } from './items';
import { address, OWNER, phones } from './parts';
import { PAYABLES_REQUESTS } from './payables';
import { receivablesRequests } from './receivables';

/** One of every kind of message, with as many elements as an entry can show. */
export const REQUESTS: Readonly<Record<string, string>> = {
  host: '<HostQueryRq requestID="0"/>',
  company: `<CompanyQueryRq requestID="1"><OwnerID>${OWNER}</OwnerID></CompanyQueryRq>`,
  preferences: '<PreferencesQueryRq requestID="2"/>',
  defineField: `<DataExtDefAddRq><DataExtDefAdd><OwnerID>${OWNER}</OwnerID><DataExtName>BillcomID</DataExtName><DataExtType>STR255TYPE</DataExtType><AssignToObject>Vendor</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`,
  addAccount:
    '<AccountAddRq><AccountAdd><Name>Sub &#8364;</Name><ParentRef><FullName>Checking</FullName></ParentRef><AccountType>Bank</AccountType><AccountNumber>1010</AccountNumber><BankNumber>99</BankNumber><Desc>d</Desc><OpenBalance>5.00</OpenBalance><OpenBalanceDate>2026-01-01</OpenBalanceDate><TaxLineID>1864</TaxLineID></AccountAdd></AccountAddRq>',
  addClass: '<ClassAddRq><ClassAdd><Name>East</Name></ClassAdd></ClassAddRq>',
  addTerms:
    '<StandardTermsAddRq><StandardTermsAdd><Name>Net 15</Name><StdDueDays>15</StdDueDays><StdDiscountDays>5</StdDiscountDays><DiscountPct>2.5</DiscountPct></StandardTermsAdd></StandardTermsAddRq><DateDrivenTermsAddRq><DateDrivenTermsAdd><Name>10th</Name><DayOfMonthDue>10</DayOfMonthDue><DueNextMonthDays>3</DueNextMonthDays><DiscountDayOfMonth>5</DiscountDayOfMonth><DiscountPct>1</DiscountPct></DateDrivenTermsAdd></DateDrivenTermsAddRq>',
  addVendor: `<VendorAddRq requestID="v"><VendorAdd><Name>Caf&#233;</Name><IsActive>true</IsActive><ClassRef><FullName>East</FullName></ClassRef><CompanyName>C</CompanyName><Salutation>Mr</Salutation><FirstName>A</FirstName><MiddleName>B</MiddleName><LastName>C</LastName><JobTitle>J</JobTitle>${address('VendorAddress')}${address('ShipAddress')}${phones()}<NameOnCheck>N</NameOnCheck><AccountNumber>1</AccountNumber><Notes>n</Notes><TermsRef><FullName>Net 15</FullName></TermsRef><CreditLimit>100</CreditLimit><VendorTaxIdent>12-3456789</VendorTaxIdent><IsVendorEligibleFor1099>1</IsVendorEligibleFor1099><OpenBalance>7.00</OpenBalance><ExternalGUID>${OWNER}</ExternalGUID><PrefillAccountRef><FullName>Checking</FullName></PrefillAccountRef></VendorAdd></VendorAddRq>`,
  addCustomer: `<CustomerAddRq><CustomerAdd><Name>Kern</Name><CompanyName>C</CompanyName>${address('BillAddress')}${address('ShipAddress')}<ShipToAddress><Name>Home</Name><Addr1>1</Addr1><DefaultShipTo>true</DefaultShipTo></ShipToAddress>${phones()}<TermsRef><FullName>10th</FullName></TermsRef><ResaleNumber>1</ResaleNumber><AccountNumber>1</AccountNumber><CreditLimit>1.00</CreditLimit><CreditCardInfo><CreditCardNumber>1</CreditCardNumber><ExpirationMonth>1</ExpirationMonth><ExpirationYear>2030</ExpirationYear></CreditCardInfo><JobStatus>Awarded</JobStatus><JobStartDate>2026-01-01</JobStartDate><JobDesc>d</JobDesc><Notes>n</Notes><PreferredDeliveryMethod>Email</PreferredDeliveryMethod><ExternalGUID>0</ExternalGUID></CustomerAdd></CustomerAddRq><CustomerAddRq><CustomerAdd><Name>Kitchen</Name><ParentRef><FullName>Kern</FullName></ParentRef></CustomerAdd></CustomerAddRq>`,
  addTaxCode:
    '<SalesTaxCodeAddRq><SalesTaxCodeAdd><Name>Tax</Name><IsActive>true</IsActive><IsTaxable>true</IsTaxable><Desc>d</Desc></SalesTaxCodeAdd></SalesTaxCodeAddRq>',
  addCurrency:
    '<CurrencyAddRq><CurrencyAdd><Name>Peso</Name><CurrencyCode>MXN</CurrencyCode><CurrencyFormat><ThousandSeparator>Comma</ThousandSeparator><ThousandSeparatorGrouping>XX_XXX_XXX</ThousandSeparatorGrouping><DecimalPlaces>2</DecimalPlaces><DecimalSeparator>Period</DecimalSeparator></CurrencyFormat></CurrencyAdd></CurrencyAddRq>',
  ...ITEM_REQUESTS,
  addOtherName: `<OtherNameAddRq><OtherNameAdd><Name>Somebody</Name><CompanyName>C</CompanyName>${address('OtherNameAddress')}<Phone>1</Phone><AccountNumber>1</AccountNumber><Notes>n</Notes><ExternalGUID>0</ExternalGUID></OtherNameAdd></OtherNameAddRq>`,
  writeField: `<DataExtAddRq><DataExtAdd><OwnerID>${OWNER}</OwnerID><DataExtName>BillcomID</DataExtName><ListDataExtType>Vendor</ListDataExtType><ListObjRef><FullName>Caf&#233;</FullName></ListObjRef><DataExtValue>009</DataExtValue></DataExtAdd></DataExtAddRq>`,
  accounts: `<AccountQueryRq requestID="a"><ActiveStatus>All</ActiveStatus><FromModifiedDate>2020-01-01T00:00:00</FromModifiedDate><OwnerID>${OWNER}</OwnerID></AccountQueryRq>`,
  classes: '<ClassQueryRq requestID="c" metaData="MetaDataAndResponseData"/>',
  vendors: `<VendorQueryRq requestID="v" iterator="Start"><MaxReturned>1</MaxReturned><ActiveStatus>All</ActiveStatus><OwnerID>${OWNER}</OwnerID></VendorQueryRq>`,
  customers: '<CustomerQueryRq metaData="MetaDataAndResponseData"/>',
  entities: '<EntityQueryRq><ActiveStatus>All</ActiveStatus></EntityQueryRq>',
  terms: '<TermsQueryRq/>',
  fields: `<DataExtDefQueryRq><OwnerID>${OWNER}</OwnerID></DataExtDefQueryRq>`,
  employees: '<EmployeeQueryRq/>',
  taxCodes: '<SalesTaxCodeQueryRq/>',
  currencies: '<CurrencyQueryRq/>',
  items: `<ItemQueryRq iterator="Start"><MaxReturned>50</MaxReturned><ActiveStatus>All</ActiveStatus><OwnerID>${OWNER}</OwnerID></ItemQueryRq>`,
  services:
    '<ItemServiceQueryRq><NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>L</Name></NameFilter><ClassFilter><FullName>East</FullName></ClassFilter></ItemServiceQueryRq>',
  missing: '<VendorQueryRq><ListID>1-1</ListID></VendorQueryRq>',
  nothing:
    '<ClassQueryRq><NameFilter><MatchCriterion>Contains</MatchCriterion><Name>zzz</Name></NameFilter></ClassQueryRq>',
  failures:
    '<VendorAddRq><VendorAdd><Name>caf&#233;</Name></VendorAdd></VendorAddRq><VendorModRq><VendorMod><ListID>1</ListID><EditSequence>1</EditSequence></VendorMod></VendorModRq>',
  unsupported: '<EstimateQueryRq requestID="1"/>',
  ...PAYABLES_REQUESTS,
  ...receivablesRequests(16),
  deletion: '<ListDelRq><ListDelType>Customer</ListDelType><ListID>80000003-1</ListID></ListDelRq>',
  deleted:
    '<ListDeletedQueryRq><ListDelType>OtherName</ListDelType></ListDeletedQueryRq><TxnDeletedQueryRq><TxnDelType>Bill</TxnDelType></TxnDeletedQueryRq>',
};

export function messageSet(requests: string, id: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq newMessageSetID="${id}" onError="continueOnError">${requests}</QBXMLMsgsRq></QBXML>`;
}
