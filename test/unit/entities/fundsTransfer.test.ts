import fc from 'fast-check';
import type { RawRecord } from '../../../src/entities/definition';
import type { BesideMovements } from '../../../src/entities/fundsTransfer/beside';
import { completeMovement } from '../../../src/entities/fundsTransfer/movement';
import { memoOf, numberIn, tokenIn } from '../../../src/entities/fundsTransfer/token';
import { fundsTransferDefinition } from '../../../src/entities/fundsTransfer';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { readRecord } from '../../../src/entities/record';
import { addRequest, modRequest } from '../../../src/quickbooks/listRequests';
import { encodeRequests } from '../../../src/quickbooks/qbxml/encode';

const id = (prefix: string, letter: string): string => prefix + letter.repeat(17);
const movementId = id('mmt', 'M');
const row = {
  id: movementId,
  name: '201904170000123',
  type: '1',
  amount: -1500.25,
  processDate: '2026-11-20',
  status: '1',
  bankAccountId: id('bac', 'B'),
  description: null,
  createdTime: '2026-11-20T08:00:00.000+0000',
  updatedTime: '2026-11-20T08:00:00.000+0000',
};
const beside: BesideMovements = {
  banks: new Map([
    [id('bac', 'B'), { id: id('bac', 'B'), name: 'First Bank …0021', account: id('0ca', 'C') }],
    [id('bac', 'U'), { id: id('bac', 'U'), name: 'Other Bank …0300', account: null }],
  ]),
  defaultBank: null,
  clearing: { moneyOut: { account: id('0ca', 'O') }, moneyIn: { account: id('0ca', 'I') } },
  posted: new Map(),
};
const transfers = fundsTransferDefinition(defaultEntitySettings);
const entries = fundsTransferDefinition({ ...defaultEntitySettings, transfersAs: 'journalEntry' });
const read = (raw: RawRecord, from: BesideMovements = beside) =>
  readRecord(transfers, 'billcom', completeMovement(raw, from))!;

describe('the token in a memo', () => {
  test('says which movement it is, with and without a number', () => {
    expect(memoOf(row)).toBe(`Bill.com transfer 201904170000123 (${movementId})`);
    expect(memoOf({ ...row, name: null, description: 'two payments' })).toBe(
      `Bill.com transfer (${movementId}); two payments`,
    );
    expect(tokenIn('To savings (mmt)')).toBeUndefined();
    expect(tokenIn(undefined)).toBeUndefined();
  });

  test('is found again whatever the number and the description are', () => {
    const words = fc.string({ unit: fc.constantFrom(...'a9 ()-;mt') }).map((each) => each.trim());
    fc.assert(
      fc.property(words, words, (name, description) => {
        const memo = memoOf({ ...row, name, description });
        expect(tokenIn(memo)).toBe(movementId);
        if (!description.includes(movementId)) expect(numberIn(memo) ?? '').toBe(name);
      }),
    );
  });
});

describe('between which accounts a movement goes', () => {
  test.each([
    ['payables leave the bank', '1', -10, 'C', 'O'],
    ['a late return of payables comes back to it', '1', 10, 'O', 'C'],
    ['receivables come to the bank', '2', 10, 'I', 'C'],
    ['a returned receivable leaves it', '2', -10, 'C', 'I'],
  ])('%s', (_what, type, amount, from, to) => {
    const { fields } = read({ ...row, type, amount });
    expect([fields.from, fields.to, fields.amount]).toEqual([id('0ca', from), id('0ca', to), '10.00']);
  });

  test('money of a bank account that is linked to none belongs to the default one, if the company has said one', () => {
    const { fields, facts } = read(
      { ...row, bankAccountId: id('bac', 'U') },
      { ...beside, defaultBank: id('0ca', 'D') },
    );
    expect([fields.from, fields.to, facts.lacks]).toEqual([id('0ca', 'D'), id('0ca', 'O'), undefined]);
  });

  test('one that was posted keeps its accounts, whatever the bank is linked to now', () => {
    const posted = new Map([[movementId, { from: id('0ca', 'X'), to: id('0ca', 'Y') }]]);
    const { fields } = read(row, {
      ...beside,
      posted,
      clearing: { moneyOut: { account: null }, moneyIn: { account: null } },
    });
    expect([fields.from, fields.to]).toEqual([id('0ca', 'X'), id('0ca', 'Y')]);
  });

  test('cents are exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
        const { fields } = read({ ...row, amount: cents / 100 });
        expect(String(fields.amount).replace('.', '')).toBe(String(Math.abs(cents)).padStart(3, '0'));
      }),
    );
  });
});

describe('when a movement stands back', () => {
  const standing = (raw: RawRecord, isLinked = false, from = beside) => {
    const { fields, facts } = read(raw, from);
    return transfers.standsBack?.(fields, facts, 'billcom', isLinked);
  };

  test('only a confirmed one is posted', () => {
    expect(standing(row)).toBeUndefined();
    expect(standing({ ...row, status: '0' })).toMatchObject({ cause: 'waiting' });
    expect(standing({ ...row, status: '2' })).toMatchObject({ cause: 'ownerRule' });
    expect(standing({ ...row, status: '7' })?.because).toContain('status “7”');
    expect(standing({ ...row, type: '3' })?.because).toContain('type “3”');
    expect(standing({ ...row, amount: 0 })?.because).toContain('no money moves');
  });

  test('a bank that is not linked, and a clearing account that is not set or not there, are said in words', () => {
    const unlinked = { ...row, bankAccountId: id('bac', 'U') };
    expect(standing(unlinked)?.because).toContain('its bank account Other Bank …0300 is not linked');
    expect(standing({ ...row, bankAccountId: id('bac', '?') })?.because).toContain(
      'its bank account is not linked',
    );
    const trouble = {
      because: 'the Money In Clearing account “MIC” is inactive in QuickBooks',
      cure: 'Make it active.',
    };
    const clearing = { moneyOut: { account: null }, moneyIn: { account: id('0ca', 'I'), trouble } };
    expect(standing(row, false, { ...beside, clearing })?.cure).toContain('moneyOutClearing=');
    expect(standing({ ...row, type: '2' }, false, { ...beside, clearing })).toEqual({
      cause: 'toPutRight',
      ...trouble,
    });
  });

  test('one that is recorded stands back only when it is void afterwards', () => {
    expect(standing(row, true)).toBeUndefined();
    expect(standing({ ...row, status: '0' }, true)).toBeUndefined();
    expect(standing({ ...row, status: '2' }, true)).toMatchObject({
      cause: 'cannotChange',
      because: expect.stringContaining('1500.25 on 2026-11-20') as string,
    });
  });

  test('it is of the day on which the money moves, or later if it was entered later', () => {
    expect(read(row).facts.made).toBe('2026-11-20T12:00:00.000+0000');
    expect(read({ ...row, createdTime: '2026-11-23T08:00:00.000+0000' }).facts.made).toBe(
      '2026-11-23T08:00:00.000+0000',
    );
  });
});

const sent = {
  name: '201904170000123',
  date: '2026-11-20',
  from: '80-BANK',
  to: '80-OUT',
  amount: '1500.25',
  memo: memoOf(row),
};
const operation = { id: 'o1', fields: sent, externalGuid: null };

describe('as a Transfer', () => {
  test('it is written with the token in its memo, and read back as it was sent', () => {
    const request = addRequest(transfers, operation);
    expect(encodeRequests([request])).toBe(
      `<TransferAddRq requestID="o1"><TransferAdd><TxnDate>2026-11-20</TxnDate>` +
        `<TransferFromAccountRef><ListID>80-BANK</ListID></TransferFromAccountRef>` +
        `<TransferToAccountRef><ListID>80-OUT</ListID></TransferToAccountRef>` +
        `<Amount>1500.25</Amount><Memo>${memoOf(row)}</Memo></TransferAdd></TransferAddRq>`,
    );
    const back = readRecord(transfers, 'quickbooks', {
      TxnID: 'T1',
      ...(request.body.TransferAdd as RawRecord),
    });
    expect(back).toMatchObject({ id: 'T1', fields: sent, problem: null });
  });

  test('a change sends the whole of it', () => {
    const now = { version: '7', fields: sent, facts: {} };
    const request = modRequest(transfers, { id: 'o2', recordId: 'T1', fields: { amount: '10.00' } }, now);
    expect(request.body).toEqual({
      TransferMod: {
        TxnID: 'T1',
        EditSequence: '7',
        TxnDate: '2026-11-20',
        TransferFromAccountRef: { ListID: '80-BANK' },
        TransferToAccountRef: { ListID: '80-OUT' },
        Amount: '10.00',
        Memo: memoOf(row),
      },
    });
  });
});

describe('as a JournalEntry', () => {
  test('it debits where the money goes and credits where it comes from', () => {
    const guid = '0b1c2d3e-0000-5000-8000-000000000001';
    const request = addRequest(entries, {
      ...operation,
      fields: { ...sent, name: '70000000123' },
      externalGuid: guid,
    });
    expect(encodeRequests([request])).toBe(
      `<JournalEntryAddRq requestID="o1"><JournalEntryAdd><TxnDate>2026-11-20</TxnDate><RefNumber>70000000123</RefNumber>` +
        `<ExternalGUID>{${guid}}</ExternalGUID>` +
        `<JournalDebitLine><AccountRef><ListID>80-OUT</ListID></AccountRef><Amount>1500.25</Amount><Memo>${memoOf(row)}</Memo></JournalDebitLine>` +
        `<JournalCreditLine><AccountRef><ListID>80-BANK</ListID></AccountRef><Amount>1500.25</Amount><Memo>${memoOf(row)}</Memo></JournalCreditLine>` +
        `</JournalEntryAdd></JournalEntryAddRq>`,
    );
    const [JournalDebitLine] = (request.body.JournalEntryAdd as { JournalDebitLine: RawRecord[] })
      .JournalDebitLine;
    const raw = { TxnID: 'J1', ...(request.body.JournalEntryAdd as RawRecord), JournalDebitLine };
    expect(readRecord(entries, 'quickbooks', raw)).toMatchObject({
      fields: { ...sent, name: '70000000123' },
      facts: { externalGuid: `{${guid}}` },
    });
  });

  test('its number is the end of the batch’s', () => {
    expect(entries.fields.name?.inBook.quickbooks('201904170000123')).toBe('04170000123');
  });

  test('a change lists both lines by their ids', () => {
    const now = {
      version: '7',
      fields: { ...sent, name: '2026-11-20 over 5.00' },
      facts: { debitLine: 'L1', creditLine: 'L2' },
    };
    const request = modRequest(entries, { id: 'o2', recordId: 'J1', fields: { from: '80-NEW' } }, now);
    expect(request.body.JournalEntryMod).toMatchObject({
      JournalLineMod: [
        { TxnLineID: 'L1', JournalLineType: 'Debit', AccountRef: { ListID: '80-OUT' }, Amount: '1500.25' },
        { TxnLineID: 'L2', JournalLineType: 'Credit', AccountRef: { ListID: '80-NEW' }, Amount: '1500.25' },
      ],
    });
    expect(encodeRequests([request])).toContain('<JournalLineMod><TxnLineID>L1</TxnLineID>');
  });

  test('one of three lines is no transfer', () => {
    const line = (account: string, Amount: string) => ({ AccountRef: { ListID: account }, Amount });
    const raw = {
      TxnID: 'J2',
      TxnDate: '2026-11-20',
      JournalDebitLine: [line('80-OUT', '5.00'), line('80-FEE', '1.00')],
      JournalCreditLine: line('80-BANK', '6.00'),
    };
    expect(readRecord(entries, 'quickbooks', raw)?.fields).toMatchObject({
      from: null,
      to: null,
      amount: null,
    });
  });
});

test('of QuickBooks’ transfers those are kept that are ours or move a clearing account', () => {
  const kept = (from: string, to: string, memo: string | null = null): boolean | undefined =>
    transfers.quickbooks.keeps?.({ from, to, memo }, ['80-OUT', '80-IN']);
  expect(kept('80-BANK', '80-SAVINGS')).toBe(false);
  expect(kept('80-BANK', '80-OUT')).toBe(true);
  expect(kept('80-IN', '80-BANK')).toBe(true);
  expect(kept('80-A', '80-B', memoOf(row))).toBe(true);
});

describe('money of received payments', () => {
  const off = fundsTransferDefinition({ ...defaultEntitySettings, receivables: 'off' });
  test.each([
    ['goes over while receivables do', transfers, '2', false],
    ['stays in Bill.com while they are off', off, '2', true],
    ['of payables goes over all the same', off, '1', false],
  ])('%s', (_what, definition, type, isSilent) => {
    const { fields, facts } = read({ ...row, type });
    expect(definition.staysSilently?.(fields, 'billcom', facts) !== undefined).toBe(isSilent);
  });
});
