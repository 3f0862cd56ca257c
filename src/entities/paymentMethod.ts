import type { QuickBooksList } from './definition';
import { nameList } from './nameList';

declare module './definition' {
  interface EntityNames {
    paymentMethod: true;
  }
}

/** QuickBooks' payment methods: nobody can change what is there from outside, and none is made. */
export const paymentMethods: QuickBooksList = nameList(
  'PaymentMethod',
  { one: 'payment method', many: 'payment methods' },
  'paymentMethod',
  31,
);

interface Way {
  /** As in a sentence. */
  readonly word: string;
  /** What QuickBooks' method for it is called; the first that is there and active counts. */
  readonly names: readonly string[];
}

/** How a customer paid, by ReceivedPay.paymentType (billcom.md §7.14). QuickBooks' cards have brands, which Bill.com does not tell. */
const ways: Readonly<Record<string, Way>> = {
  '0': { word: 'cash', names: ['Cash'] },
  '1': { word: 'check', names: ['Check'] },
  '2': { word: 'card', names: ['Credit Card', 'Card'] },
  '3': { word: 'ACH', names: ['ACH', 'E-Check', 'EFT'] },
  '4': { word: 'PayPal', names: ['PayPal'] },
  '5': { word: 'other', names: ['Other'] },
};

export const wayInWords = (paymentType: unknown): string | undefined => ways[String(paymentType)]?.word;

/** An active method of QuickBooks. */
export interface Method {
  readonly id: string;
  readonly name: string;
}

/** Which method of QuickBooks each paymentType of Bill.com is; one that has none is left out. */
export const methodsOf = (methods: readonly Method[]): { paymentType: string; id: string }[] =>
  Object.entries(ways).flatMap(([paymentType, { names }]) => {
    const [found] = names.flatMap((name) =>
      methods.filter((method) => method.name.toLowerCase() === name.toLowerCase()),
    );
    return found ? [{ paymentType, id: found.id }] : [];
  });
