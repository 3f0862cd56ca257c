import { UnreadableAnswer, UnsupportedQuickBooks } from '../../../../src/quickbooks/qbxml/errors';
import { decodeHostAnswer } from '../../../../src/quickbooks/qbxml/host';
import { negotiateVersion } from '../../../../src/quickbooks/qbxml/version';

const OK = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
const field = (ownerID: string, name: string, value: string): string =>
  `<DataExtRet><OwnerID>${ownerID}</OwnerID><DataExtName>${name}</DataExtName>` +
  `<DataExtType>STR255TYPE</DataExtType><DataExtValue>${value}</DataExtValue></DataExtRet>`;
const HOST =
  `<HostQueryRs ${OK}><HostRet><ProductName>QuickBooks Pro 2024</ProductName><MajorVersion>34</MajorVersion>` +
  '<MinorVersion>0</MinorVersion><Country>US</Country><SupportedQBXMLVersion>12.0</SupportedQBXMLVersion>' +
  '<SupportedQBXMLVersion>13.0</SupportedQBXMLVersion><QBFileMode>MultiUser</QBFileMode></HostRet></HostQueryRs>';
const COMPANY =
  `<CompanyQueryRs ${OK}><CompanyRet><CompanyName>M&amp;M</CompanyName>${field('{A}', 'FileID', '{f}')}` +
  `${field('{B}', 'AppLock', 'LOCKED:PC1:1')}${field('{B}', 'FileID', '{g}')}</CompanyRet></CompanyQueryRs>`;
const preferences = (inner: string): string =>
  `<PreferencesQueryRs ${OK}><PreferencesRet>${inner}</PreferencesRet></PreferencesQueryRs>`;
const hcp = (...parts: string[]): string =>
  `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs>${parts.join('')}</QBXMLMsgsRs></QBXML>`;

test('host, company and preferences are read', async () => {
  const answer = await decodeHostAnswer(
    hcp(
      HOST,
      COMPANY,
      preferences(
        '<AccountingPreferences><IsUsingAccountNumbers>true</IsUsingAccountNumbers><IsRequiringAccounts>1</IsRequiringAccounts>' +
          '<IsUsingClassTracking>false</IsUsingClassTracking><ClosingDate>2025-12-31</ClosingDate></AccountingPreferences>' +
          '<MultiCurrencyPreferences><IsMultiCurrencyOn>true</IsMultiCurrencyOn><HomeCurrencyRef>' +
          '<ListID>80000096-1</ListID><FullName>US Dollar</FullName></HomeCurrencyRef></MultiCurrencyPreferences>' +
          '<SalesTaxPreferences><PaySalesTax>Monthly</PaySalesTax></SalesTaxPreferences>' +
          '<SalesAndCustomersPreferences><IsAutoApplyingPayments>true</IsAutoApplyingPayments></SalesAndCustomersPreferences>' +
          '<CurrentAppAccessRights><IsPersonalDataAccessAllowed>true</IsPersonalDataAccessAllowed></CurrentAppAccessRights>',
      ),
    ),
  );
  expect(answer).toEqual({
    productName: 'QuickBooks Pro 2024',
    majorVersion: '34',
    minorVersion: '0',
    country: 'US',
    supportedVersions: ['12.0', '13.0'],
    fileMode: 'MultiUser',
    companyName: 'M&M',
    fileIDs: [
      { ownerID: '{A}', value: '{f}' },
      { ownerID: '{B}', value: '{g}' },
    ],
    appLocks: [{ ownerID: '{B}', value: 'LOCKED:PC1:1' }],
    preferences: {
      accountNumbers: true,
      salesTax: true,
      requiresAccounts: true,
      classTracking: false,
      multiCurrency: true,
      homeCurrency: { listID: '80000096-1', fullName: 'US Dollar' },
      closingDate: '2025-12-31',
      autoApplyPayments: true,
      personalData: true,
    },
  });
});

test('preferences that are not printed are off, and books without closing date are open', async () => {
  const { preferences: found } = await decodeHostAnswer(hcp(HOST, COMPANY, preferences('')));
  expect(found).toEqual({
    accountNumbers: false,
    salesTax: false,
    requiresAccounts: false,
    classTracking: false,
    multiCurrency: false,
    autoApplyPayments: false,
    personalData: false,
  });
});

test('a missing part stops everything, with the reason QuickBooks gave', async () => {
  const refused =
    '<CompanyQueryRs statusCode="3260" statusSeverity="Error" statusMessage="Insufficient permission"/>';
  await expect(decodeHostAnswer(hcp(HOST, refused, preferences('')))).rejects.toThrow(
    'QuickBooks did not tell Tieout about its company (Insufficient permission). Nothing was changed.',
  );
  await expect(decodeHostAnswer(hcp(HOST, COMPANY))).rejects.toThrow(UnreadableAnswer);
  await expect(decodeHostAnswer('')).rejects.toThrow(UnreadableAnswer);
});

test.each([
  [['1.0', '13.0'], '13.0'],
  [['16.0', '13.0', '14.0'], '16.0'],
  [['13.0', '14.0', '17.0'], '14.0'],
  [[' 15.0 '], '15.0'],
])('of %j version %s is spoken', (offered, expected) => {
  expect(negotiateVersion(offered)).toBe(expected);
});

test.each([[['12.0', '11.0']], [['CA13.0']], [[]]])('of %j none is spoken', (offered) => {
  expect(() => negotiateVersion(offered)).toThrow(UnsupportedQuickBooks);
});
