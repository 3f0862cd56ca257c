import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import type { CompanyData } from './company';
import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';

/** Captures of real QuickBooks answers and Bill.com calls, where they lie beside the repository. */
const FOLDER = path.resolve(__dirname, '../../../../shared/reference');

/** Elements of a sample that a seed knows; what refers to other lists is left out. */
const ACCOUNT_FIELDS = ['Name', 'AccountType', 'AccountNumber', 'Desc'];
const VENDOR_FIELDS = ['Name', 'CompanyName', 'Salutation', 'FirstName', 'LastName', 'VendorAddress', 'Phone', 'AltPhone',
  'Fax', 'Email', 'NameOnCheck', 'AccountNumber']; // prettier-ignore

/** The company with the real records mixed in. `found`: what was added, in words; empty when there are no samples. */
export function withRealSamples(data: CompanyData, folder = FOLDER): { data: CompanyData; found: string[] } {
  const records = (file: string, element: string, fields: readonly string[]): QuickBooksSeedRow[] => {
    const at = path.join(folder, 'qbxml-samples', file);
    return existsSync(at) ? recordsIn(readFileSync(at, 'utf8'), element, fields) : [];
  };
  const accounts = [
    ...records('AccountQueryRs.xml', 'AccountRet', ACCOUNT_FIELDS),
    ...records('AccountAddRs.xml', 'AccountRet', ACCOUNT_FIELDS),
  ].filter((each) => data.quickbooks.accounts.every(({ Name }) => Name !== each.Name));
  const vendors = records('rq-VendorAddRq.xml', 'VendorAdd', VENDOR_FIELDS);
  const rows = billcomAccount(path.join(folder, 'billcom-samples', 'v2-chartofaccount-create.json'));
  const numbers = new Set(data.quickbooks.accounts.map((each) => each.AccountNumber));
  return {
    data: {
      quickbooks: {
        ...data.quickbooks,
        // An account number exists once in a chart; a real one that is taken stays behind.
        accounts: [
          ...data.quickbooks.accounts,
          ...accounts.map(({ AccountNumber, ...rest }): QuickBooksSeedRow =>
            AccountNumber === undefined || numbers.has(AccountNumber) ? rest : { ...rest, AccountNumber },
          ),
        ],
        vendors: [...data.quickbooks.vendors, ...vendors],
      },
      billcom: { ...data.billcom, chartOfAccounts: [...data.billcom.chartOfAccounts, ...rows] },
    },
    found: [
      ...[...accounts, ...vendors].map((each) => `“${each.Name}” in QuickBooks`),
      ...rows.map((each) => `“${each.name}” in Bill.com`),
    ],
  };
}

/** The records of one kind in a qbXML document; groups one level deep. */
export function recordsIn(document: string, element: string, fields: readonly string[]): QuickBooksSeedRow[] {
  const found: QuickBooksSeedRow[] = [];
  const open: string[] = [];
  let record: Record<string, string | Record<string, string>> | undefined;
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    open.push(name);
    text = '';
    if (name === element) record = {};
  });
  parser.on('text', (more) => (text += more));
  parser.on('closetag', ({ name }) => {
    open.pop();
    const depth = open.length - open.lastIndexOf(element);
    if (name === element && record) {
      if (typeof record.Name === 'string') found.push(record as QuickBooksSeedRow);
      record = undefined;
    } else if (record && depth === 1 && fields.includes(name)) {
      if (typeof record[name] !== 'object') record[name] = text.trim();
    } else if (record && depth === 2 && fields.includes(open.at(-1) as string)) {
      const group = (record[open.at(-1) as string] ??= {});
      if (typeof group === 'object') group[name] = text.trim();
    }
    text = '';
  });
  parser.write(document.replace(/^\s+/, '')).close();
  return found;
}

function billcomAccount(file: string): BillcomSeedRow[] {
  if (!existsSync(file)) return [];
  const sample = JSON.parse(readFileSync(file, 'utf8')) as { request?: { obj?: Record<string, string> } };
  const { name, accountNumber, accountType, description } = sample.request?.obj ?? {};
  if (!name || !accountNumber || !accountType) return [];
  return [{ name, accountNumber, accountType, ...(description ? { description } : {}) }];
}
