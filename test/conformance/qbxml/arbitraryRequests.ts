/** Random requests made from the tables, with every choice and every limit of theirs taken somewhere. */
import fc from 'fast-check';
import type { ChoicePart, ElementPart, Message, Part, Scalar } from '../../../src/quickbooks/qbxml/grammar';
import { isScalar } from '../../../src/quickbooks/qbxml/grammar';
import type {
  QbxmlObject,
  QbxmlRequest,
  QbxmlRequestAttributes,
  QbxmlVersion,
} from '../../../src/quickbooks/qbxml/types';

type Value = string | QbxmlObject | (string | QbxmlObject)[];
type Fields = Record<string, Value>;

const upperBound = 3;

/** A request that the encoder must accept in that version. The keys of its objects come in random order. */
export function arbitraryRequest(
  message: Message,
  version: QbxmlVersion = '13.0',
): fc.Arbitrary<QbxmlRequest> {
  return fc
    .tuple(arbitraryFields(knownTo(version, message.body)), fc.uuid(), arbitraryAttributes(message))
    .map(([body, requestID, attributes]) => ({
      name: message.name,
      requestID,
      attributes: body['MaxReturned'] === undefined ? withoutIterator(attributes) : attributes,
      body,
    }));
}

/** The parts without those that are younger than a version. */
function knownTo(version: QbxmlVersion, parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part): Part[] => {
    if (part.kind === 'choice')
      return [{ ...part, alternatives: part.alternatives.map((one) => knownTo(version, one)) }];
    if (part.kind === 'refused') return [part];
    if (part.since !== undefined && Number(part.since) > Number(version)) return [];
    return [isScalar(part.content) ? part : { ...part, content: knownTo(version, part.content) }];
  });
}

function arbitraryAttributes(message: Message): fc.Arbitrary<QbxmlRequestAttributes> {
  const iterators: fc.Arbitrary<QbxmlRequestAttributes> = fc.constantFrom<QbxmlRequestAttributes>(
    {},
    { iterator: 'Start' },
    { iterator: 'Continue', iteratorID: '{eb05f701-e727-472f-8ade-6753c4f67a46}' },
  );
  const metaData: fc.Arbitrary<QbxmlRequestAttributes> = fc.constantFrom<QbxmlRequestAttributes>(
    {},
    { metaData: 'NoMetaData' },
    { metaData: 'MetaDataAndResponseData' },
  );
  return fc
    .tuple(message.iterator ? iterators : fc.constant({}), message.metaData ? metaData : fc.constant({}))
    .map(([one, two]) => ({ ...one, ...two }));
}

const withoutIterator = ({ metaData }: QbxmlRequestAttributes): QbxmlRequestAttributes =>
  metaData === undefined ? {} : { metaData };

function arbitraryFields(parts: readonly Part[]): fc.Arbitrary<Fields> {
  return fc
    .tuple(...parts.map(arbitraryPart))
    .map((pieces) => Object.assign({}, ...pieces) as Fields)
    .chain(shuffled);
}

const shuffled = (fields: Fields): fc.Arbitrary<Fields> => {
  const entries = Object.entries(fields);
  return fc
    .shuffledSubarray(entries, { minLength: entries.length })
    .map((mixed) => Object.fromEntries(mixed));
};

function arbitraryPart(part: Part): fc.Arbitrary<Fields> {
  if (part.kind === 'refused') return fc.constant({});
  if (part.kind === 'choice') return arbitraryChoice(part);
  const given = arbitraryElement(part).map((value) => ({ [part.name]: value }));
  return part.min === 1 ? given : fc.oneof(fc.constant({}), given);
}

function arbitraryChoice(part: ChoicePart): fc.Arbitrary<Fields> {
  if (part.repeats) return arbitraryFields(part.alternatives.flat());
  const alternatives = part.alternatives.map(arbitraryFields);
  return part.min === 1 ? fc.oneof(...alternatives) : fc.oneof(fc.constant({}), ...alternatives);
}

function arbitraryElement(part: ElementPart): fc.Arbitrary<Value> {
  const { content } = part;
  const one: fc.Arbitrary<string | QbxmlObject> = isScalar(content)
    ? arbitraryScalar(content)
    : arbitraryFields(content).filter(holdsSomething);
  return part.max === 1 ? one : fc.array(one, { minLength: 1, maxLength: Math.min(part.max, upperBound) });
}

const holdsSomething = (fields: Fields): boolean => Object.keys(fields).length > 0;

const digits = (max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: max });
const signed = (number: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('', '-', '+'), number).map((pair) => pair.join(''));
const text = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: fc.constantFrom(...'aZ09 &<>"\'éß€“–…\t\n'), minLength: 1, maxLength: max }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: Math.ceil(max / 2) }),
      fc.constant('W'.repeat(max)),
    )
    .map((value) => (/\P{Cc}/u.test(value) ? value.slice(0, max) : 'x'));
const day: fc.Arbitrary<string> = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2038-01-19'), noInvalidDate: true })
  .map((date) => date.toISOString());

function arbitraryScalar(scalar: Scalar): fc.Arbitrary<string> {
  switch (scalar.type) {
    case 'text':
      return text(scalar.max ?? 200);
    case 'name':
      return text(scalar.max).map((value) => value.replaceAll(':', '-'));
    case 'id':
      return fc.constantFrom('80000001-1234567890', '1', 'X'.repeat(36));
    case 'enum':
      return fc.constantFrom(...scalar.values);
    case 'boolean':
      return fc.constantFrom('true', 'false');
    case 'amount':
      return signed(
        fc.oneof(
          digits(13),
          digits(13).map((whole) => `${whole}.05`),
        ),
      );
    case 'price':
    case 'quantity':
    case 'percent':
      return signed(
        fc.oneof(
          digits(10),
          fc.tuple(digits(10), digits(5)).map((pair) => pair.join('.')),
        ),
      );
    case 'float':
      return fc.tuple(digits(10), digits(5)).map((pair) => pair.join('.'));
    case 'integer':
      return fc.integer({ min: scalar.min ?? -999_999_999, max: scalar.max ?? 999_999_999 }).map(String);
    case 'guid':
      return fc.oneof(
        fc.constant('0'),
        fc.uuid().map((uuid) => `{${uuid}}`),
      );
    case 'date':
      return day.map((iso) => iso.slice(0, 10));
    case 'datetime':
      return fc.oneof(
        day.map((iso) => iso.slice(0, 19)),
        day.map((iso) => iso.slice(0, 10)),
      );
  }
}
