import { billcomObject } from '../../../src/activities/billcom/rowSchemas';
import type { CanonicalValue, EntityDefinition, FieldDefinition } from '../../../src/entities/definition';
import { kindsOf } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { listsOf } from '../../../src/entities/listsOf';
import { entityDefinitions } from '../../../src/entities/registry';
import { retElementsOf } from '../../../src/quickbooks/qbxml/messages';

const definitions = [
  ...entityDefinitions(defaultEntitySettings),
  ...entityDefinitions({ ...defaultEntitySettings, classesAs: 'accountingClass' }),
].map((definition): [string, EntityDefinition] => [definition.words.many, definition]);

const sampleOf = ({ kind }: FieldDefinition): CanonicalValue => {
  if (kind === 'flag') return true;
  if (kind === 'address') return { line1: 'x', postalCode: 'x' };
  return kind === 'number' ? '12.5' : 'x';
};

test.each(definitions)(
  'the rows of %s keep every field that the definition has in Bill.com',
  (_many, definition) => {
    const { schema } = billcomObject(definition);
    const kept = Object.keys((schema as unknown as { shape: object }).shape);
    const written = Object.values(definition.fields).flatMap((field) =>
      Object.keys(field.write.billcom(sampleOf(field))),
    );
    const { quickbooksToBillcom, billcomToQuickbooks } = definition.flows;
    expect(written.length > 0).toBe(quickbooksToBillcom || billcomToQuickbooks);
    expect(kept).toEqual(
      expect.arrayContaining([
        ...written,
        'id',
        ...(definition.document ? [] : ['mergedIntoId']),
        'updatedTime',
      ]),
    );
  },
);

test.each(definitions)('the kinds of %s are those of QuickBooks’ answers', (_many, definition) => {
  for (const list of listsOf(definition)) {
    const elements = kindsOf(list).map((kind) => `${kind}Ret`);
    expect([...(retElementsOf(list.quickbooks.list) ?? [])].sort()).toEqual(elements.sort());
  }
  expect(listsOf(definition).flatMap(kindsOf).sort()).toEqual([...kindsOf(definition)].sort());
});
