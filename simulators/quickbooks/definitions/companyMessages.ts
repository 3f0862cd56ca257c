import { flag, group, required } from '../language/contentModel';
import { groupOf, writeFields, type Fields } from '../language/fields';
import { versionsUpTo } from '../language/versions';
import { branch, child, childTexts, leaf, type XmlElement } from '../language/xmlTree';
import { printedDataExt } from '../processor/printEntry';
import { findReferred, mapReferences } from '../processor/references';
import type { RequestContext } from '../processor/requestContext';
import { addressBlock } from '../processor/derivations';
import { refused } from '../processor/status';
import { companyRet, preferencesRet } from './companyModel';
import { plainMessage, type MessageDefinition } from './messageDefinition';
import { includeRetElement, ownerIDs } from './parts';

/** HostQuery, CompanyQuery and PreferencesQuery: what the Web Connector asks first (qbwc.md §4). */
export const companyMessages: readonly MessageDefinition[] = [
  plainMessage(
    'HostQueryRq',
    [group('IncludeListMetaData', [required(flag('IncludeMaxCapacity'))]), includeRetElement],
    'reads',
    (request, context) => {
      if (child(request, 'IncludeListMetaData')) throw refused.notSimulated('IncludeListMetaData');
      return { rets: [host(request, context)] };
    },
  ),
  plainMessage('CompanyQueryRq', [includeRetElement, ownerIDs], 'reads', (request, context) => ({
    rets: [company(request, context)],
  })),
  plainMessage('PreferencesQueryRq', [includeRetElement], 'reads', (request, context) => ({
    rets: [wanted(branch('PreferencesRet', writeFields(preferencesFor(context), preferencesRet)), request)],
  })),
];

/** The preferences as this application sees them: the right to personal data is its own. */
function preferencesFor(context: RequestContext): Fields {
  const { books, personalDataAllowed } = context;
  const rights = groupOf(books.preferences.CurrentAppAccessRights);
  const own = { ...rights, IsPersonalDataAccessAllowed: String(personalDataAllowed) };
  return mapReferences(
    { ...books.preferences, CurrentAppAccessRights: own },
    preferencesRet,
    (kept, { refersTo }) => {
      const found = findReferred(kept, refersTo ?? [], context);
      return found ? { ListID: found.id, ...kept } : kept;
    },
  );
}

function host(request: XmlElement, { host: facts }: RequestContext): XmlElement {
  const [major = '', minor = '0'] = facts.programVersion.split('.');
  const ret = branch('HostRet', [
    leaf('ProductName', facts.productName),
    leaf('MajorVersion', major),
    leaf('MinorVersion', minor),
    leaf('Country', facts.country),
    ...versionsUpTo(facts.highestVersion).map((version) => leaf('SupportedQBXMLVersion', version)),
    leaf('IsAutomaticLogin', 'false'),
    leaf('QBFileMode', facts.fileMode),
  ]);
  return wanted(ret, request);
}

function company(request: XmlElement, { books }: RequestContext): XmlElement {
  const owners = childTexts(request, 'OwnerID').map((owner) => owner.toUpperCase());
  const dataExt = books.companyDataExt.filter(({ ownerID }) => owners.includes(ownerID)).map(printedDataExt);
  const fields: Fields = {
    ...books.company,
    ...block('AddressBlock', books.company, 'Address'),
    DataExtRet: dataExt,
  };
  return wanted(branch('CompanyRet', writeFields(fields, companyRet)), request);
}

function block(name: string, fields: Fields, from: string): Fields {
  const lines = addressBlock(fields[from]);
  return lines ? { [name]: lines } : {};
}

function wanted(ret: XmlElement, request: XmlElement): XmlElement {
  const names = childTexts(request, 'IncludeRetElement');
  if (names.length === 0) return ret;
  return branch(
    ret.name,
    ret.children.filter((each) => names.includes(each.name)),
  );
}
