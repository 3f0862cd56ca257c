import fc from 'fast-check';
import type { Decisions } from '../../../src/reconcile/decisions';
import { noDecisions, pairKey } from '../../../src/reconcile/decisions';
import { linked, link, reconcile, record, vendor } from './samples';

/** Vendors of few names, so that many may be the same. */
const names = ['Acme', 'ACME Inc.', 'Acme, LLC', 'Best Concrete', 'Best Concrete Co', 'Zenith'];
const side = (prefix: string) =>
  fc
    .array(
      fc.record({
        name: fc.constantFrom(...names),
        phone: fc.constantFrom(null, '512-555-0100', '(512) 555 0100', '512-555-0199'),
        email: fc.constantFrom(null, 'office@example.com'),
        active: fc.boolean(),
      }),
      { maxLength: 6 },
    )
    .map((rows) => rows.map(({ name, ...fields }, index) => record(`${prefix}${index}`, name, fields)));

const decisionsOf = (
  pairs: readonly { quickbooksId: string; billcomId: string; kind: 'link' | 'apart' | 'unlinked' }[],
): Decisions => {
  const of = (kind: string) =>
    pairs
      .filter((pair) => pair.kind === kind)
      .map(({ quickbooksId, billcomId }, index) => ({
        id: `${kind} ${index}`,
        isOpen: kind === 'link',
        quickbooksId,
        billcomId,
      }));
  return { ...noDecisions, links: of('link'), apart: of('apart'), unlinked: of('unlinked') };
};

const scene = fc
  .record({ quickbooks: side('Q'), billcom: side('B') })
  .filter(({ quickbooks, billcom }) => quickbooks.length > 0 && billcom.length > 0);

test('a rejected pair is never linked and never proposed, whatever else is decided', () => {
  fc.assert(
    fc.property(scene, fc.infiniteStream(fc.nat()), (books, random) => {
      const first = reconcile(vendor, books);
      const rejected = first.proposals.filter(() => (random.next().value as number) % 2 === 0);
      const decisions = decisionsOf(rejected.map((pair) => ({ ...pair, kind: 'apart' as const })));
      const keys = new Set(rejected.map(pairKey));
      const plan = reconcile(vendor, { ...books, decisions });
      expect([...plan.proposals, ...plan.links].filter((pair) => keys.has(pairKey(pair)))).toEqual([]);
    }),
  );
});

test('each pair is proposed once, likeliest first, and every record of one has a hold; nothing of them is written', () => {
  fc.assert(
    fc.property(scene, (books) => {
      const { proposals, holds, operations, links } = reconcile(vendor, books);
      const keys = proposals.map(pairKey);
      expect(new Set(keys).size).toBe(keys.length);
      const scores = proposals.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((one, two) => two - one));
      const asked = new Set(
        holds.filter(({ cause }) => cause === 'possibleDuplicate').map(({ recordId }) => recordId),
      );
      for (const { quickbooksId, billcomId } of proposals)
        expect(asked.has(quickbooksId) && asked.has(billcomId)).toBe(true);
      expect(operations.filter(({ sourceId }) => asked.has(sourceId))).toEqual([]);
      expect(links.filter((made) => asked.has(made.quickbooksId) || asked.has(made.billcomId))).toEqual([]);
    }),
  );
});

test('an accepted pair is linked, and a second run has nothing to link, to propose or to decide about it', () => {
  fc.assert(
    fc.property(scene, (books) => {
      const [pair] = reconcile(vendor, books).proposals;
      if (!pair) return;
      const decisions = decisionsOf([{ ...pair, kind: 'link' }]);
      const plan = reconcile(vendor, { ...books, decisions });
      expect(linked(plan)).toContain(`${pair.quickbooksId}=${pair.billcomId}`);
      expect(plan.decided).toEqual([{ id: 'link 0', state: 'used' }]);
      const links = plan.links.map(({ quickbooksId, billcomId }) =>
        link(
          books.quickbooks.find(({ id }) => id === quickbooksId)!,
          books.billcom.find(({ id }) => id === billcomId)!,
        ),
      );
      const second = reconcile(vendor, { ...books, links });
      expect(linked(second).filter((each) => linked(plan).includes(each))).toEqual([]);
      expect(second.proposals.filter(({ quickbooksId }) => quickbooksId === pair.quickbooksId)).toEqual([]);
      expect(
        second.operations.filter(({ sourceId }) => [pair.quickbooksId, pair.billcomId].includes(sourceId)),
      ).toEqual([]);
    }),
  );
});

test('the order in which records are read changes nothing', () => {
  fc.assert(
    fc.property(scene, (books) => {
      const turned = { quickbooks: [...books.quickbooks].reverse(), billcom: [...books.billcom].reverse() };
      const [one, two] = [reconcile(vendor, books), reconcile(vendor, turned)];
      expect(two.proposals).toEqual(one.proposals);
      expect(new Set(linked(two))).toEqual(new Set(linked(one)));
    }),
  );
});
