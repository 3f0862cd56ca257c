import fc from 'fast-check';
import {
  billcomAccountType,
  billcomUrls,
  chartOfAccountRow,
  decimalText,
  isActiveFlag,
  isoTime,
  moneyText,
  quickbooksAccountType,
  referencedId,
  referenceField,
  unsetReference,
  v2Time,
  vendorRow,
  wireNumber,
} from '../../../src/billcom';
import { endpointAfterLogin } from '../../../src/billcom/connection';
import { readRow } from '../../../src/billcom/rows';
import { vendorWire } from './scriptedServer';

describe('money', () => {
  test.each([
    ['0', '0.00'],
    ['-0', '0.00'],
    ['12.5', '12.50'],
    ['12.50', '12.50'],
    ['-1234.56', '-1234.56'],
    ['0.1', '0.10'],
    ['1e2', '100.00'],
    ['9999999999999.99', '9999999999999.99'],
    ['-0.01', '-0.01'],
  ])('the literal %s is the amount %s', (literal, text) => {
    expect(moneyText(JSON.parse(literal) as number)).toBe(text);
  });

  test.each([0.001, 12.345, Number('99999999999999.99'), 1e21, NaN, Infinity, 0.1 + 0.2])(
    '%d is refused',
    (value) => {
      expect(() => moneyText(value)).toThrow(RangeError);
    },
  );

  test('every amount of up to 15 digits comes through JSON to the cent and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (cents) => {
        const digits = String(Math.abs(cents)).padStart(3, '0');
        const text = `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(moneyText(JSON.parse(text) as number)).toBe(text);
        expect(moneyText(JSON.parse(JSON.stringify(wireNumber(text))) as number)).toBe(text);
      }),
    );
  });

  test('unit prices keep their decimals', () => {
    expect(decimalText(0.0000012345)).toBe('0.0000012345');
    expect(decimalText(1.23456789)).toBe('1.23456789');
    expect(wireNumber('007.1000')).toBe(7.1);
    expect(wireNumber('-0.00')).toBe(0);
    expect(() => wireNumber('1234567890123456.7')).toThrow(RangeError);
    expect(() => wireNumber('12,5')).toThrow(RangeError);
    expect(() => wireNumber('')).toThrow(RangeError);
  });
});

describe('ids, flags and times', () => {
  test('twenty zeros refer to nothing', () => {
    expect([unsetReference, null, undefined, ''].map(referencedId)).toEqual(Array(4).fill(undefined));
    expect(referencedId('0ca01UDEGLGDXULOdumd')).toBe('0ca01UDEGLGDXULOdumd');
    expect(referenceField(undefined)).toBe('00000000000000000000');
  });

  test('"2" is inactive', () => {
    expect([isActiveFlag('1'), isActiveFlag('2')]).toEqual([true, false]);
  });

  test.each([
    ['2016-11-24T08:33:44.000+0000', '2016-11-24T08:33:44.000Z'],
    ['2026-12-15T23:15:23.127+00:00', '2026-12-15T23:15:23.127Z'],
    ['2024-07-01T00:00:00-0700', '2024-07-01T07:00:00.000Z'],
  ])('%s is %s', (billcom, iso) => {
    expect(isoTime(billcom)).toBe(iso);
  });

  test('a time goes back as v2 writes it; what is no time is refused', () => {
    expect(v2Time('2016-11-24T08:33:44.000Z')).toBe('2016-11-24T08:33:44.000+0000');
    for (const text of ['2016-11-24', '2016-13-24T08:33:44.000+0000', ''])
      expect(() => isoTime(text)).toThrow(RangeError);
  });
});

describe('rows as they come', () => {
  test('unknown fields are dropped, unknown codes kept', () => {
    const reading = readRow(vendorWire(1, { isActive: '99' }), vendorRow);
    expect(reading).toMatchObject({ row: { name: 'Vendor 1', isActive: '99', track1099: false } });
    expect(JSON.stringify(reading)).not.toContain('vendorVCardStatus');
  });

  test('a wrong type is a problem of that row that names the field', () => {
    expect(readRow(vendorWire(1, { name: 17, track1099: '0' }), vendorRow)).toMatchObject({
      problem: {
        id: vendorWire(1).id,
        because: 'field "name": is missing or not text; field "track1099": is not true or false',
      },
    });
    expect(readRow('nonsense', vendorRow)).toMatchObject({ problem: { raw: 'nonsense' } });
  });

  test("an account's type in both books' words, one to one", () => {
    const account = {
      id: '0ca01UDEGLGDXULOdumd',
      name: 'Office Expenses',
      isActive: '1',
      accountType: '14',
      createdTime: '2016-12-09T16:44:40.000+0000',
      updatedTime: '2016-12-09T16:44:40.000+0000',
    };
    expect(quickbooksAccountType(chartOfAccountRow.parse(account).accountType)).toBe('OtherExpense');
    const codes = Array.from({ length: 16 }, (_, n) => String(n + 1));
    expect(codes.map((code) => billcomAccountType(quickbooksAccountType(code) ?? ''))).toEqual(codes);
    expect([
      quickbooksAccountType('0'),
      quickbooksAccountType('toString'),
      billcomAccountType('Cash'),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('addresses', () => {
  test('environments go by name or by URL', () => {
    expect(billcomUrls('production').v2Url).toBe('https://api.bill.com/api/v2');
    expect(billcomUrls({ v2Url: 'http://localhost:9000/api/v2/', v3Url: 'http://127.0.0.1/v3' })).toEqual({
      v2Url: 'http://localhost:9000/api/v2',
      v3Url: 'http://127.0.0.1/v3',
    });
    expect(() => billcomUrls('prod')).toThrow('allowed: sandbox, production');
    for (const v2Url of ['http://api.example.com/v2', 'ftp://localhost', 'x', 'https://me:pw@api.bill.com']) {
      expect(() => billcomUrls({ v2Url, v3Url: 'https://a.b' })).toThrow(TypeError);
    }
  });

  test('the endpoint that a login names is followed only to the same or a Bill.com host', () => {
    const asked = 'https://api.bill.com/api/v2';
    expect(endpointAfterLogin(asked, 'https://app02.us.bill.com/api/v2')).toBe(
      'https://app02.us.bill.com/api/v2',
    );
    for (const offered of [
      'https://evilbill.com/api',
      'http://api.bill.com/api/v2',
      'https://x.bill.com.evil.io',
      '',
      null,
    ]) {
      expect(endpointAfterLogin(asked, offered)).toBe(asked);
    }
  });
});
