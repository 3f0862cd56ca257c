import type { Config } from '../config';
import { findCompany, listCompanies, type Company } from '../ledger/companies';
import { type Database } from '../ledger/database';
import { exitCode, Problem } from '../words/problem';

/** The open ledger, with the settings it was found by. */
export interface Ledger {
  readonly database: Database;
  readonly config: Config;
  /** Who does it, for the audit log. */
  readonly by: string;
}

/** The company that a person means: its name in any case, or its id. */
export async function companyCalled(database: Database, idOrName: string): Promise<Company> {
  const company = await database.asSystem((tx) => findCompany(tx, idOrName));
  if (company) return company;
  const names = (await database.asSystem((tx) => listCompanies(tx))).map(({ name }) => `“${name}”`);
  throw new Problem(`There is no company “${idOrName}”.`, {
    cure:
      names.length === 0
        ? 'There is none yet: add it with “tieout company add”.'
        : `There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
    exit: exitCode.wrongUse,
  });
}
