/** Reads what the Web Connector says about QuickBooks, the company file and its preferences (`strHCPResponse`). */
import { decodeAnswer } from './decode';
import { UnreadableAnswer } from './errors';
import type {
  CompanyPreferences,
  HostAnswer,
  OwnedValue,
  QbxmlAnswer,
  QbxmlObject,
  QbxmlValue,
} from './types';

/**
 * All three parts must be there: the guards compare the company, and preferences that were not read could let
 * something be written into a closed period.
 * @param strHCPResponse the document of the session's first `sendRequestXML`, or the answer to the three queries
 * @throws UnreadableAnswer when it cannot be read or a part is missing, with QuickBooks' own words for why
 */
export async function decodeHostAnswer(strHCPResponse: string): Promise<HostAnswer> {
  const answer = await decodeAnswer(strHCPResponse);
  const host = partOf(answer, 'Host');
  const company = partOf(answer, 'Company');
  return {
    productName: textOf(host['ProductName']),
    majorVersion: textOf(host['MajorVersion']),
    minorVersion: textOf(host['MinorVersion']),
    country: textOf(host['Country']),
    supportedVersions: listOf(host['SupportedQBXMLVersion']).map(textOf),
    fileMode: textOf(host['QBFileMode']),
    companyName: textOf(company['CompanyName']),
    fileIDs: ownedValues(company, 'FileID'),
    appLocks: ownedValues(company, 'AppLock'),
    preferences: preferencesOf(partOf(answer, 'Preferences')),
  };
}

function partOf(answer: QbxmlAnswer, part: 'Host' | 'Company' | 'Preferences'): QbxmlObject {
  const response = answer.responses.find(({ name }) => name === `${part}QueryRs`);
  const record = response?.records.find(({ name }) => name === `${part}Ret`);
  if (record === undefined) {
    const because = response === undefined ? 'the answer is missing' : response.statusMessage;
    throw new UnreadableAnswer(
      `QuickBooks did not tell Tieout about its ${part.toLowerCase()} (${because}). Nothing was changed.`,
    );
  }
  return record.fields;
}

function preferencesOf(preferences: QbxmlObject): CompanyPreferences {
  const accounting = objectOf(preferences['AccountingPreferences']);
  const closingDate = textOf(accounting['ClosingDate']);
  const currencies = objectOf(preferences['MultiCurrencyPreferences']);
  const home = objectOf(currencies['HomeCurrencyRef']);
  const homeCurrency = { listID: textOf(home['ListID']), fullName: textOf(home['FullName']) };
  return {
    accountNumbers: isTrue(accounting['IsUsingAccountNumbers']),
    requiresAccounts: isTrue(accounting['IsRequiringAccounts']),
    classTracking: isTrue(accounting['IsUsingClassTracking']),
    // Without sales tax there is no such group.
    salesTax: preferences['SalesTaxPreferences'] !== undefined,
    multiCurrency: isTrue(currencies['IsMultiCurrencyOn']),
    ...((homeCurrency.listID !== '' || homeCurrency.fullName !== '') && { homeCurrency }),
    ...(closingDate !== '' && { closingDate }),
    autoApplyPayments: isTrue(
      objectOf(preferences['SalesAndCustomersPreferences'])['IsAutoApplyingPayments'],
    ),
    personalData: isTrue(objectOf(preferences['CurrentAppAccessRights'])['IsPersonalDataAccessAllowed']),
  };
}

/** The company's private fields of one name, whoever owns them: the caller looks for its own. */
function ownedValues(company: QbxmlObject, name: string): OwnedValue[] {
  return listOf(company['DataExtRet'])
    .map(objectOf)
    .filter((field) => textOf(field['DataExtName']) === name)
    .map((field) => ({ ownerID: textOf(field['OwnerID']), value: textOf(field['DataExtValue']) }));
}

const listOf = (value: QbxmlValue | undefined): readonly (string | QbxmlObject)[] => {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
};
/** The first, where QuickBooks repeats what it should print once. */
const textOf = (value: QbxmlValue | undefined): string => {
  const [first] = listOf(value);
  return typeof first === 'string' ? first.trim() : '';
};
const objectOf = (value: QbxmlValue | undefined): QbxmlObject => {
  const [first] = listOf(value);
  return typeof first === 'object' ? first : {};
};
/** qbXML prints `true`, and may print `1`. */
const isTrue = (value: QbxmlValue | undefined): boolean =>
  ['true', '1'].includes(textOf(value).toLowerCase());
const isList = (value: QbxmlValue): value is readonly (string | QbxmlObject)[] => Array.isArray(value);
