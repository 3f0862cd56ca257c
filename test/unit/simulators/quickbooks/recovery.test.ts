import { checksumOf, decideRecovery } from '../../../../simulators/quickbooks/processor/recovery';
import { answersIn, messageSet, ProcessKilled, setIn, statusOf, TestCompany } from './testCompany';

const vendor = (name: string) => `<VendorAddRq><VendorAdd><Name>${name}</Name></VendorAdd></VendorAddRq>`;
const set = (requests: string, ids: string, onError = 'stopOnError') =>
  messageSet(requests, `${ids} onError="${onError}"`);

let company: TestCompany;
beforeEach(() => {
  company = new TestCompany();
});
afterEach(() => company.remove());

const vendorCount = () => company.quickBooks.parts.file.books.entries('Vendor').length;
const setCode = async (document: string) => {
  const answer = setIn(await company.send(document));
  return [answer.attributes.messageSetStatusCode, answer.children.length];
};

describe('deciding', () => {
  const stored = new Map([['A', { id: 'A', checksum: checksumOf('one'), text: 'answer of A' }]]);
  const ask = (newMessageSetID?: string, oldMessageSetID?: string, isEmpty = false, content = 'one') =>
    decideRecovery({ newMessageSetID, oldMessageSetID, isEmpty, checksum: checksumOf(content) }, stored);
  const forget = { do: 'forgetAnswer', id: 'A' };

  test.each([
    ['no ids', ask(), { do: 'run', before: [], code: 0 }],
    ['a new id', ask('B'), { do: 'run', before: [], code: 0 }],
    ['the same id, the same content', ask('A'), { do: 'answerAgain', text: 'answer of A' }],
    ['the same id, other content', ask('A', undefined, false, 'two'), { do: 'answerEmpty', code: 9001 }],
    ['a check of what is stored', ask('A', 'A', true, 'x'), { do: 'answerAgain', text: 'answer of A' }],
    ['a check of what is not', ask('B', 'B', true, 'x'), { do: 'answerEmpty', code: 9002 }],
    ['erasing', ask(undefined, 'A', true), { do: 'run', before: [forget], code: 0 }],
    ['erasing and going on', ask('B', 'A'), { do: 'run', before: [forget], code: 0 }],
    ['erasing what is not there', ask(undefined, 'C', true), { do: 'run', before: [{ do: 'forgetAnswer', id: 'C' }], code: 600 }],
    ['erasing what is not there and going on', ask('B', 'C'), { do: 'run', before: [{ do: 'forgetAnswer', id: 'C' }], code: 0 }],
    ['erasing all', ask(undefined, 'ClearAllMessageSets', true), { do: 'run', before: [{ do: 'forgetAllAnswers' }], code: 0 }],
    ['an id of 24 characters', ask('x'.repeat(24)), { do: 'run', before: [], code: 0 }],
    ['an id of 25 characters', ask('x'.repeat(25)), { do: 'answerEmpty', code: 9004 }],
  ])('%s', (_what, step, expected) => {
    expect(step).toEqual(expected);
  }); // prettier-ignore
});

describe('a lost answer', () => {
  test('is given again, word for word, and nothing runs twice', async () => {
    const document = set(vendor('A') + vendor('B'), 'newMessageSetID="S1"');
    const first = await company.send(document);
    expect(setIn(first).attributes).toEqual({ newMessageSetID: 'S1', messageSetStatusCode: '0' });
    company.restart();
    expect(await company.send(document)).toEqual(first);
    expect(await company.send(set('', 'oldMessageSetID="S1" newMessageSetID="S1"'))).toEqual(first);
    expect(vendorCount()).toBe(2);
  });

  test('is not given for other content, nor after it was erased', async () => {
    await company.send(set(vendor('A'), 'newMessageSetID="S1"'));
    expect(await setCode(set(vendor('X'), 'newMessageSetID="S1"'))).toEqual(['9001', 0]);
    expect(await setCode(set(vendor('B'), 'newMessageSetID="S2" oldMessageSetID="S1"'))).toEqual(['0', 1]);
    expect(await setCode(set('', 'newMessageSetID="S1" oldMessageSetID="S1"'))).toEqual(['9002', 0]);
    expect(await setCode(set('', 'oldMessageSetID="ClearAllMessageSets"'))).toEqual(['0', 0]);
    expect(await setCode(set('', 'newMessageSetID="S2" oldMessageSetID="S2"'))).toEqual(['9002', 0]);
    expect(vendorCount()).toBe(2);
  });

  test('9004: the id is too long, nothing runs. 600: the old one is unknown. 9005: the answer is not kept', async () => {
    expect(await setCode(set(vendor('A'), `newMessageSetID="${'x'.repeat(25)}"`))).toEqual(['9004', 0]);
    expect(vendorCount()).toBe(0);
    expect(await setCode(set('', 'oldMessageSetID="nobody"'))).toEqual(['600', 0]);
    company.turn({ cannotStoreAnswer: 1 });
    expect(await setCode(set(vendor('A'), 'newMessageSetID="S1"'))).toEqual(['9005', 1]);
    expect(await setCode(set('', 'newMessageSetID="S1" oldMessageSetID="S1"'))).toEqual(['9002', 0]);
  });

  test('is gone with a restored file, together with the new records', async () => {
    await company.addVendor('Old');
    company.quickBooks.parts.file.backup('monday');
    await company.send(set(vendor('New'), 'newMessageSetID="S1"'));
    company.quickBooks.parts.file.restore('monday');
    expect(vendorCount()).toBe(1);
    expect(await setCode(set('', 'newMessageSetID="S1" oldMessageSetID="S1"'))).toEqual(['9002', 0]);
  });
});

describe('onError', () => {
  const requests = vendor('A') + vendor('A') + vendor('B');
  test.each([
    ['stopOnError', [0, 3100, 3231], 1],
    ['continueOnError', [0, 3100, 0], 2],
    ['rollbackOnError', [0, 3100, 0], 2],
  ])('%s', async (onError, codes, count) => {
    const answers = answersIn(await company.send(messageSet(requests, `onError="${onError}"`)));
    expect(answers.map((answer) => statusOf(answer)[0])).toEqual(codes);
    expect(vendorCount()).toBe(count);
  });
});

describe('a kill', () => {
  const document = set([1, 2, 3, 4].map((n) => vendor(String(n))).join(''), 'newMessageSetID="S1"');
  const check = set('', 'newMessageSetID="S1" oldMessageSetID="S1"');

  test.each([
    ['after the second request', { killAfterRequest: 2 }, 2, '9002'],
    ['before the second request', { killBeforeRequest: 2 }, 1, '9002'],
    ['after the last request', { killAfterRequest: 4 }, 4, '9002'],
    ['after the answer was stored', { killAfterAnswerStored: true }, 4, '0'],
  ])('%s', async (_when, fault, committed, code) => {
    company.turn(fault);
    await expect(company.send(document)).rejects.toThrow(ProcessKilled);
    company.restart();
    expect(vendorCount()).toBe(committed);
    expect((await setCode(check))[0]).toBe(code);
    expect(company.quickBooks.parts.log.since(0)[0]).toMatchObject({ fate: 'killed' });
  });

  test('does not come for a set that only reads', async () => {
    company.turn({ killAfterRequest: 1 });
    expect((await company.ask('<HostQueryRq/>'))[0]?.attributes.statusCode).toBe('0');
  });
});
