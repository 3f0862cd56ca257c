import type { Command } from 'commander';
import { addCompanyAcceptComputer } from './companyAcceptComputer';
import { addCompanyAdd } from './companyAdd';
import { addCompanyBillcom } from './companyBillcom';
import { addCompanyBillcomAccount } from './companyBillcomAccount';
import { addCompanyFileRestored } from './companyFileRestored';
import { addCompanyList } from './companyList';
import { addCompanyPassword } from './companyPassword';
import { addCompanyRenamed } from './companyRenamed';
import { addCompanySet } from './companySet';
import { addCompanyShow } from './companyShow';

/** A company is one Bill.com organization paired with one QuickBooks company file. */
export function addCompany(program: Command): void {
  const company = program
    .command('company')
    .summary('adds, lists, shows and changes companies')
    .description('A company is one Bill.com organization paired with one QuickBooks company file.');
  addCompanyAdd(company);
  addCompanyList(company);
  addCompanyShow(company);
  addCompanySet(company);
  addCompanyPassword(company);
  addCompanyBillcom(company);
  addCompanyBillcomAccount(company);
  addCompanyRenamed(company);
  addCompanyFileRestored(company);
  addCompanyAcceptComputer(company);
}
