/** Everything we can send is legal by Intuit's schemas, and everything others captured can be read. */
import fc from 'fast-check';
import { decodeAnswer, peekAnswer } from '../../src/quickbooks/qbxml/decode';
import { encodeMessageSet, encodeRequests } from '../../src/quickbooks/qbxml/encode';
import type { Message, Part } from '../../src/quickbooks/qbxml/grammar';
import { isScalar, namesOf } from '../../src/quickbooks/qbxml/grammar';
import { decodeHostAnswer } from '../../src/quickbooks/qbxml/host';
import { MESSAGES, retElementsOf } from '../../src/quickbooks/qbxml/messages';
import { listDeletedQuery, listQuery } from '../../src/quickbooks/qbxml/queries';
import type { QbxmlRequest, QbxmlResponse, QbxmlVersion } from '../../src/quickbooks/qbxml/types';
import { readXml } from '../../src/quickbooks/qbxml/xmlReader';
import { arbitraryRequest } from './qbxml/arbitraryRequests';
import type { SchemaVersion } from './qbxml/reference';
import {
  describeWithReference,
  listReference,
  readReference,
  schemaErrors,
  schemaType,
} from './qbxml/reference';

jest.setTimeout(120_000);

const SEED = Number(process.env['QBXML_SEED'] ?? 20_260_131);
const PER_MESSAGE = 40;
const VERSIONS: readonly SchemaVersion[] = ['13.0', '16.0'];

/** Every list that Tieout reads. */
const LISTS = MESSAGES.filter(({ body }) => namesOf(body).includes('ActiveStatus')).map(({ name }) =>
  name.replace(/QueryRq$/, ''),
);

const numbered = (requests: readonly QbxmlRequest[]): QbxmlRequest[] =>
  requests.map((request, index) => ({ ...request, requestID: String(index) }));
const set = (requests: readonly QbxmlRequest[], version: QbxmlVersion): string =>
  encodeMessageSet(numbered(requests), { version, onError: 'continueOnError', newMessageSetID: 'A1' });

describeWithReference('what we send', () => {
  test.each(VERSIONS)('random requests of every table are valid qbXML %s', async (version) => {
    const requests = MESSAGES.flatMap((message) =>
      fc.sample(arbitraryRequest(message, version), { numRuns: PER_MESSAGE, seed: SEED }),
    );
    expect(await schemaErrors(version, [set(requests, version)])).toEqual([]);
  });

  test.each(VERSIONS)('the questions we ask are valid qbXML %s', async (version) => {
    const requests = LISTS.flatMap((list) => [
      listQuery(list),
      listQuery(list, { ids: ['80000001-1'] }),
      listQuery(list, { fullNames: ['A:B', 'C'] }),
      listQuery(list, {
        modifiedFrom: '2026-01-01T00:00:00',
        modifiedTo: '2026-02-01T00:00:00',
        maxReturned: 100,
        iterator: 'Start',
        ownerID: '0',
        elements: ['ListID', 'EditSequence'],
      }),
    ]);
    requests.push(listDeletedQuery(LISTS, '2026-01-01T00:00:00'));
    expect(await schemaErrors(version, [set(requests, version)])).toEqual([]);
  });

  test('the schema would have found a fault', async () => {
    const broken = set([listQuery('Vendor', { maxReturned: 5 })], '13.0').replace(
      /(<MaxReturned>5<\/MaxReturned>)(<ActiveStatus>All<\/ActiveStatus>)/,
      '$2$1',
    );
    expect(await schemaErrors('13.0', [broken])).not.toEqual([]);
  });

  test('a request is a function of its content, not of the order of its keys', () => {
    for (const message of MESSAGES) {
      fc.assert(
        fc.property(arbitraryRequest(message), (request) => {
          const mirrored = { ...request, body: backwards(request.body) as QbxmlRequest['body'] };
          expect(encodeRequests([mirrored])).toBe(encodeRequests([request]));
        }),
        { numRuns: 20, seed: SEED },
      );
    }
  });

  test('what we write can be read back', async () => {
    const requests = MESSAGES.flatMap((message) =>
      fc.sample(arbitraryRequest(message), { numRuns: 5, seed: SEED }),
    );
    let elements = 0;
    await readXml(set(requests, '13.0'), { open: () => (elements += 1), close: () => undefined });
    expect(elements).toBeGreaterThan(requests.length);
  });
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}

/** One row of the element table that was derived from Intuit's schema. */
interface ElementRow {
  readonly path: string;
  readonly min: number;
  readonly max: number | '*';
  readonly type?: string;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  readonly choice?: readonly string[];
  readonly us?: false;
}

/** Elements whose type the table lost, since Intuit's schema gives them an attribute (useMacro) that we never write. */
const withLostType = (row: ElementRow): ElementRow =>
  /\/(CreditTxnID|AppliedToTxnAdd\/TxnID)$/.test(row.path) ? { ...row, type: 'IDTYPE', maxLength: 36 } : row;

const TYPES: Readonly<Record<string, string>> = {
  text: 'STRTYPE',
  name: 'STRTYPE',
  integer: 'INTTYPE',
  enum: 'ENUMTYPE',
  amount: 'AMTTYPE',
  price: 'PRICETYPE',
  quantity: 'QUANTYPE',
  percent: 'PERCENTTYPE',
  float: 'FLOATTYPE',
  date: 'DATETYPE',
  datetime: 'DATETIMETYPE',
  boolean: 'BOOLTYPE',
  id: 'IDTYPE',
  guid: 'GUIDTYPE',
};

/** Types of deleted transactions that 13.0 does not know; ours are the same in every version. */
const ONLY_IN_16 = ['PayrollLiabilityAdjustment', 'PayrollPriorPayment', 'PayrollYearToDateAdjustment'];

/** Queries that the element table leaves out. The schema gives them the content of ItemQueryRq, without iterator. */
const AS_ITEM_QUERY = ['EmployeeQueryRq', 'OtherNameQueryRq'];

/**
 * What Tieout refuses although the US editions have it: a silent cut of lists without iterator, card numbers, and
 * posting earlier transactions to another account.
 */
const REFUSED_BY_US =
  /^MaxReturned$|^Customer(Add|Mod)\/CreditCardInfo\b|^ReceivePayment(Add|Mod)\/CreditCardTxnInfo|\/Apply\w+ToExistingTxns$/;

/** Reports are not in the element table; Intuit's schema itself judges what we write of them. */
const inTable = MESSAGES.filter(({ name }) => name !== 'AgingReportQueryRq');

const isWithin = (path: string, tops: readonly string[]): boolean =>
  tops.some((top) => path === top || path.startsWith(`${top}/`));

describeWithReference('our tables', () => {
  type Reference = Record<string, { attrs: string[]; rows: ElementRow[] }>;
  const reference = (): Reference => {
    const { messages } = JSON.parse(readReference('qbxml-schema/elements-160.json')) as {
      messages: Reference;
    };
    const { rows } = messages['ItemQueryRq'] ?? { rows: [] };
    const more = AS_ITEM_QUERY.map((name) => [name, { attrs: ['requestID', 'metaData'], rows }]);
    return { ...Object.fromEntries(more), ...messages };
  };

  test.each(VERSIONS)(
    'the queries that the element table leaves out are those of items by schema %s',
    (version) => {
      const items = schemaType(version, 'ItemQueryRqType');
      expect(items.attributes).toEqual(['requestID', 'metaData', 'iterator', 'iteratorID']);
      for (const name of AS_ITEM_QUERY) {
        expect(schemaType(version, `${name}Type`)).toEqual({
          ...items,
          attributes: ['requestID', 'metaData'],
        });
      }
    },
  );

  test('a list’s entries come in the elements that we expect', () => {
    const tops = (name: string): string[] | undefined => {
      const paths = reference()[name]?.rows.map(({ path }) => path);
      return paths?.filter((path) => !path.includes('/'));
    };
    for (const list of LISTS) {
      const theirs = tops(`${list}QueryRs`);
      if (theirs !== undefined) expect([...(retElementsOf(list) ?? [])].sort()).toEqual(theirs.sort());
    }
    expect(retElementsOf('Item')).toHaveLength(12);
  });

  test.each(inTable.map((message) => [message.name, message] as const))('%s is Intuit’s', (name, message) => {
    const { attrs, rows } = reference()[name] ?? { attrs: [], rows: [] };
    const theirs = rows.filter((row) => !isRefused(message.body, row.path)).map(withLostType);
    expect(flatten(message)).toEqual(
      theirs.map(({ path, min, max, type, maxLength, enum: values, choice }) => ({
        path,
        min,
        max,
        ...(type && { type }),
        ...(maxLength && { maxLength }),
        ...(values && { enum: values.filter((value) => !ONLY_IN_16.includes(value)) }),
        ...(choice && { choice }),
      })),
    );
    expect(message.iterator).toBe(attrs.includes('iterator'));
    expect(message.metaData).toBe(attrs.includes('metaData'));
  });

  test.each(MESSAGES.map((message) => [message.name, message] as const))(
    '%s names exactly what US QuickBooks refuses',
    (name, message) => {
      const rows = reference()[name]?.rows ?? [];
      const notUS = rows.filter((row) => row.us === false).map((row) => row.path);
      expect(notUS.filter((path) => !isRefused(message.body, path))).toEqual([]);
      const refused = rows.filter((row) => isRefused(message.body, row.path)).map((row) => row.path);
      expect(refused.filter((path) => !isWithin(path, notUS) && !REFUSED_BY_US.test(path))).toEqual([]);
    },
  );
});

/** Whether a table lists the element, or one that it stands in, as refused. */
function isRefused(parts: readonly Part[], path: string): boolean {
  const [first, ...rest] = path.split('/');
  return parts.some((part) => {
    if (part.kind === 'refused') return part.names.includes(first ?? '');
    if (part.kind === 'choice') return part.alternatives.some((one) => isRefused(one, path));
    return part.name === first && !isScalar(part.content) && rest.length > 0
      ? isRefused(part.content, rest.join('/'))
      : false;
  });
}

const isText = (type: string): boolean => type === 'text' || type === 'name';

/** A table in the notation of the element rows, choices numbered as they come. */
function flatten(message: Message): ElementRow[] {
  let choices = 0;
  const walk = (parts: readonly Part[], prefix: string, choice: readonly string[]): ElementRow[] =>
    parts.flatMap((part): ElementRow[] => {
      if (part.kind === 'refused') return [];
      if (part.kind === 'choice') {
        const label = `c${(choices += 1)}(${part.min}..${part.repeats ? '*' : 1})`;
        return part.alternatives.flatMap((one, index) =>
          walk(one, prefix, [...choice, `${label}#${index + 1}`]),
        );
      }
      const { content } = part;
      const row: ElementRow = {
        path: `${prefix}${part.name}`,
        min: part.min,
        max: part.max === Infinity ? '*' : part.max,
        ...(isScalar(content) && { type: TYPES[content.type] ?? '?' }),
        ...(isScalar(content) && isText(content.type) && 'max' in content && { maxLength: content.max }),
        ...(isScalar(content) && content.type === 'id' && { maxLength: 36 }),
        ...(isScalar(content) && content.type === 'enum' && { enum: content.values }),
        ...(choice.length > 0 && { choice }),
      };
      return isScalar(content) ? [row] : [row, ...walk(content, `${row.path}/`, [])];
    });
  return walk(message.body, '', []);
}

describeWithReference('what others captured', () => {
  const samples = listReference('qbxml-samples').filter((file) => file.endsWith('.xml'));
  const expectKnownElements = (responses: readonly QbxmlResponse[]): void => {
    for (const { name, records } of responses) {
      const known = retElementsOf(name.replace(/QueryRs$/, ''));
      for (const record of records) expect(known ?? [record.name]).toContain(record.name);
    }
  };

  test.each(samples.filter((file) => /^[A-Z]/.test(file)))('%s decodes', async (file) => {
    const document = readReference(`qbxml-samples/${file}`);
    const { responses } = await decodeAnswer(document);
    expect(responses.length).toBeGreaterThan(0);
    expect(file).toMatch(new RegExp(`^${(responses[0]?.name ?? '').replace(/Rs$/, '')}`));
    for (const { statusCode } of responses) expect(statusCode).toBeGreaterThanOrEqual(0);
    expectKnownElements(responses);
    expect((await peekAnswer(document)).responses.map(({ name }) => name)).toEqual(
      responses.map(({ name }) => name),
    );
  });

  test.each(samples.filter((file) => file.startsWith('soap-')))(
    '%s decodes inside its envelope',
    async (file) => {
      const { responses } = await decodeAnswer(innerDocument(readReference(`qbxml-samples/${file}`)));
      expect(responses.length).toBeGreaterThan(0);
      expectKnownElements(responses);
    },
  );

  test.each(samples.filter((file) => file.startsWith('rq-')))('%s is read as XML', async (file) => {
    const names: string[] = [];
    await readXml(readReference(`qbxml-samples/${file}`), {
      open: (name) => names.push(name),
      close: () => undefined,
    });
    expect(names.slice(0, 2)).toEqual(['QBXML', 'QBXMLMsgsRq']);
  });

  test('strHCPResponse tells about the company', async () => {
    const answer = await decodeHostAnswer(readReference('qbxml-samples/strHCPResponse-QB2014.xml'));
    expect(answer).toMatchObject({
      productName: 'QuickBooks Pro 2014',
      country: 'US',
      fileMode: 'SingleUser',
      companyName: 'myCompany',
      fileIDs: [{ value: '{00000ee-1111-ffff-cccc-5ff123456047}' }],
      appLocks: [{ value: 'LOCKED:REDACTED:631234599990000223' }],
      preferences: { requiresAccounts: true, autoApplyPayments: true, personalData: false },
    });
    expect(answer.supportedVersions.at(-1)).toBe('13.0');
  });
});

/** What stands in the SOAP `response`, escaped or, in edited captures, as it is. */
function innerDocument(soap: string): string {
  const inner = /<response>([\s\S]*)<\/response>/.exec(soap)?.[1] ?? '';
  if (!inner.includes('&lt;QBXML')) return inner;
  return inner
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
