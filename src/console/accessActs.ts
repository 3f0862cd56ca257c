import { z } from 'zod';
import {
  acceptComputer,
  changeBillcomAccess,
  confirmCompanyName,
  developerKeyOf,
  sayBillcomAccount,
} from '../acts/companyAccess';
import { Problem } from '../words/problem';
import { loadCompany, type Company } from '../ledger/companies';
import { acceptRestoredFile } from '../ledger/restoredFile';
import { seenCompanyName } from '../ledger/sessions';
import { testAccessOnce } from './accessTests';
import { assertConfirmed, type Inside } from './admission';
import type { ConsoleDeps } from './deps';

/** How Bill.com and QuickBooks are reached, and what people accept there: an Administrator's, with the password. */

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\0\r\n]*$/);

export const billcomAccessSchema = z.strictObject({
  user: text(200).min(1).describe('The name of an AP & AR sync token, or a user’s e-mail address'),
  password: text(300).min(1).describe('The sync token’s value, or the user’s password'),
  developerKey: text(200).optional().describe('Left out: as it is'),
});

export const billcomAccountSchema = z.strictObject({
  account: z.enum(['before', 'later']).describe('Whether the Bill.com account was created before 2020-06-05'),
});

export const acceptableGuards = ['computer', 'restored', 'file'] as const;
export const acceptSchema = z.strictObject({
  guard: z
    .enum(acceptableGuards)
    .describe(
      'What is accepted: another computer, an older copy of the company file, the company’s new name',
    ),
  name: text(200)
    .optional()
    .describe(
      'The computer, or the company’s new name as QuickBooks has said it: what somebody has seen is what is accepted',
    ),
});

const confirmed = ({ person, company }: Inside, deps: ConsoleDeps): void =>
  assertConfirmed(person, deps.now(), `/companies/${company.id}/settings`);

/** Tests other credentials of the same organization and stores them. @throws Problem with Bill.com's reason */
export async function changeBillcom(
  by: Inside,
  deps: ConsoleDeps,
  given: z.infer<typeof billcomAccessSchema>,
): Promise<void> {
  confirmed(by, deps);
  const { company, person } = by;
  const connection = {
    ...company.billcom,
    userName: given.user,
    password: given.password,
    devKey: given.developerKey || developerKeyOf(deps.database, company),
  };
  await testAccessOnce(person, deps, connection);
  await changeBillcomAccess(deps.database, company, connection, person.actsAs);
}

export async function sayAccount(
  by: Inside,
  deps: ConsoleDeps,
  { account }: z.infer<typeof billcomAccountSchema>,
): Promise<void> {
  confirmed(by, deps);
  const { company, person } = by;
  await deps.database.inCompany(company.id, (tx) =>
    sayBillcomAccount(tx, company.id, account, person.actsAs),
  );
}

/** Accepts what a guard has stopped the company for. @throws Problem where it has not, or not for that any more */
export async function acceptGuard(
  by: Inside,
  deps: ConsoleDeps,
  { guard, name }: z.infer<typeof acceptSchema>,
): Promise<void> {
  confirmed(by, deps);
  const { person } = by;
  await deps.database.inCompany(by.company.id, async (tx) => {
    const company = await loadCompany(tx, by.company.id);
    if (guard === 'computer') {
      assertCalledLast(company, name);
      return void (await acceptComputer(tx, company, person.actsAs));
    }
    if (guard === 'restored') {
      if (await acceptRestoredFile(tx, company.id, person.actsAs)) return;
      throw new Problem(`Tieout has noticed no older copy of the file of “${company.name}”.`);
    }
    const seen = await seenCompanyName(tx, company.id);
    if (!seen || seen.name === company.quickbooks.companyName)
      throw new Problem('QuickBooks has said no other name yet.', {
        cure: 'Run an update of the Web Connector with the company open.',
      });
    if (name !== seen.name)
      throw new Problem(`QuickBooks says “${seen.name}”, which is not what you have confirmed.`, {
        cure: 'Look at the page again.',
      });
    return confirmCompanyName(tx, company, seen.name, person.actsAs);
  });
}

/** Where none has called there is nothing to compare: acceptComputer says so. @throws Problem */
function assertCalledLast({ quickbooks: { otherComputer } }: Company, seen: string | undefined): void {
  if (typeof otherComputer !== 'string' || otherComputer === '' || otherComputer === seen) return;
  if (seen === undefined)
    throw new Problem(`The computer that has called last is “${otherComputer}”.`, {
      cure: 'Send its name with what you accept.',
    });
  throw new Problem(`Another computer has called since: “${otherComputer}”, which is not “${seen}”.`, {
    cure: 'Look at the page again.',
  });
}
