import { z } from 'zod';
import { moneyNumber, readMoney } from '../entities/money';
import type { BillcomClient } from './client';
import { errorOfReply } from './classify';
import { amount, date } from './wire/fields';

/** The balance of an organization that Bill.com shows when bills are paid (billcom.md §7.10). */
export interface BankBalance {
  /** Decimal text with two decimals. */
  readonly balance: string;
  /** The day on which it was so, YYYY-MM-DD. */
  readonly asOf: string;
}

const answer = z.object({ bankBalance: amount, bankBalanceDate: date });

/** What Bill.com shows now; undefined before there is any. @throws BillcomError */
export async function getBankBalance(client: BillcomClient): Promise<BankBalance | undefined> {
  const operation = 'GetBankBalance';
  const read = answer.safeParse(await client.raw(operation, {}, { isWrite: false }));
  if (!read.success)
    throw errorOfReply({ kind: 'unreadable' }, undefined, {
      operation,
      isWrite: false,
      redact: (text) => text,
    });
  const { bankBalance, bankBalanceDate } = read.data;
  const balance = readMoney(bankBalance, 'the bank balance');
  return balance === null || !bankBalanceDate ? undefined : { balance, asOf: bankBalanceDate.slice(0, 10) };
}

/** @throws BillcomError */
export async function setBankBalance(client: BillcomClient, { balance, asOf }: BankBalance): Promise<void> {
  await client.raw('SetBankBalance', { bankBalance: moneyNumber(balance), bankBalanceDate: asOf });
}
