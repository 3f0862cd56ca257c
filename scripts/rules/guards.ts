/** What stops a company, and what QuickBooks' preferences hold, with the cure of each. */
import type { EntityDefinition, Feature } from '../../src/entities/definition';
import { features } from '../../src/reconcile/guards/bookRules';
import { guards, type Lifted } from '../../src/reconcile/guards/catalogue';
import { table, type Row } from './document';

const goesOn: Readonly<Record<Lifted, string>> = {
  sessionOpened: 'the next update of the Web Connector finds it in order',
  openingRead: 'the next update of the Web Connector finds what was seen last',
  billcomRead: 'Bill.com answers as it should',
  planned: 'a later cycle would not change so much',
};

export function guardsTable(): string {
  const rows = Object.values(guards).map(({ title, stops, cure, command, lifted }): Row => [
    title,
    stops === 'everything' ? 'writes to both books' : 'its book, as far as it cannot be reached',
    command === undefined ? cure : `${cure} (\`tieout ${command}\`)`,
    goesOn[lifted],
  ]);
  return table(['what happened', 'stops', 'what to do', 'goes on by itself when'], rows);
}

/** What needs a feature is asked of the definitions. */
export function featuresTable(definitions: readonly EntityDefinition[]): string {
  const rows = (Object.keys(features) as Feature[]).map((feature): Row => {
    const lists = definitions.filter(({ needs }) => needs === feature).map(({ words }) => words.many);
    const fields = definitions.flatMap(({ words, fields: all }) =>
      Object.values(all)
        .filter(({ needs }) => needs === feature)
        .map(({ label }) => `the ${label} of ${words.many}`),
    );
    const { because, cure } = features[feature];
    return [because, [...lists, ...fields].join(', '), cure];
  });
  return table(['while', 'this is left alone', 'what to do'], rows);
}
