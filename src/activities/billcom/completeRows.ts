import type { BillcomClient } from '../../billcom/client';
import { bankAccountRow, type BankAccountRow } from '../../billcom/wire/bankAccount';
import type { EntityDefinition, RawRecord } from '../../entities/definition';
import { unsetReference } from '../../entities/fields';
import type { AccountSetting } from '../../entities/companyAccounts';
import type { BesideMovements, Clearing, ClearingAccount } from '../../entities/fundsTransfer/beside';
import { postedMovements, saveBankAccounts, type StoredBankAccount } from '../../ledger/bankAccounts';
import { loadCompany } from '../../ledger/companies';
import { companyAccounts } from '../../ledger/companyAccounts';
import type { Transaction } from '../../ledger/database';
import { twinOf } from '../../ledger/links';
import type { ActivityDeps } from '../deps';
import { billcomRows } from './rowSchemas';

/** What is added to each row of a list before it is read; for lists whose rows say too little, what it takes is read first. */
export async function rowCompletion(
  deps: ActivityDeps,
  companyId: string,
  client: BillcomClient,
  { billcom }: EntityDefinition,
): Promise<(row: RawRecord) => RawRecord> {
  const { complete, beside: other } = billcom;
  if (other) return withRowsBeside(client, other);
  if (!complete) return (row) => row;
  const banks: StoredBankAccount[] = [];
  for await (const { rows } of client.list('BankAccount', bankAccountRow)) banks.push(...rows.map(bankOf));
  const beside = await deps.database.inCompany(companyId, async (tx): Promise<BesideMovements> => {
    await saveBankAccounts(tx, companyId, banks);
    return {
      banks: new Map(banks.map((bank) => [bank.id, bank])),
      ...(await accountsOf(tx, companyId)),
      posted: await postedMovements(tx, companyId),
    };
  });
  return (row) => complete(row, beside);
}

/** Each row with those of another object that name it. */
async function withRowsBeside(
  client: BillcomClient,
  { object, names, as }: NonNullable<EntityDefinition['billcom']['beside']>,
): Promise<(row: RawRecord) => RawRecord> {
  const found = new Map<unknown, RawRecord[]>();
  const rowsBeside = billcomRows(object);
  for await (const { rows } of client.list(rowsBeside.object, rowsBeside.schema))
    for (const row of rows) {
      const owner = row[names];
      found.set(owner, [...(found.get(owner) ?? []), row]);
    }
  return (row) => ({ ...row, [as]: found.get(row.id) ?? [] });
}

function bankOf({ id, isActive, bankName, accountNumber, chartOfAccountId, primaryAP }: BankAccountRow) {
  const digits = accountNumber?.replace(/\D/g, '') ?? '';
  const isLinked = chartOfAccountId && chartOfAccountId !== unsetReference;
  return {
    id,
    name: [bankName ?? 'without a name', ...(digits === '' ? [] : [`…${digits}`])].join(' '),
    account: isLinked ? chartOfAccountId : null,
    isPrimary: isActive === '1' && primaryAP === true,
  };
}

/** The company's accounts that movements go through, as Bill.com knows them. */
async function accountsOf(
  tx: Transaction,
  companyId: string,
): Promise<Pick<BesideMovements, 'clearing' | 'defaultBank'>> {
  const accounts = await companyAccounts(tx, await loadCompany(tx, companyId));
  const twin = async (setting: AccountSetting): Promise<string | null> => {
    const { id } = accounts[setting];
    return id === '' ? null : ((await twinOf(tx, companyId, 'account', 'quickbooks', id)) ?? null);
  };
  const clearing = async (setting: `${Clearing}Clearing`): Promise<ClearingAccount> => {
    const { trouble } = accounts[setting];
    return { account: await twin(setting), ...(trouble && { trouble }) };
  };
  return {
    defaultBank: accounts.defaultBank.trouble ? null : await twin('defaultBank'),
    clearing: { moneyOut: await clearing('moneyOutClearing'), moneyIn: await clearing('moneyInClearing') },
  };
}
