const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  account: ['account', 'accounts'],
  class: ['class', 'classes'],
  terms: ['payment term', 'payment terms'],
  item: ['item', 'items'],
  customer: ['customer', 'customers and jobs'],
  vendor: ['vendor', 'vendors'],
};

export const oneOf = (entity: string): string => WORDS[entity]?.[0] ?? entity;
export const manyOf = (entity: string): string => WORDS[entity]?.[1] ?? entity;
