import fc from 'fast-check';
import { cutNames } from '../../../src/activities/quickbooks/nameCut';
import { cutsOf, isUsefulCut } from '../../../src/activities/quickbooks/windows';

type Range = (name: string) => boolean;
type RangeOf = (from: string | null, to: string | null) => Range;

/** Both ends are in a range, in any order of names. */
const inOrder =
  (compare: (one: string, two: string) => number): RangeOf =>
  (from, to) =>
  (name) =>
    (from === null || compare(name, from) >= 0) && (to === null || compare(name, to) <= 0);

const oneMoment = { modifiedFrom: '2026-01-01T00:00:00', modifiedTo: '2026-01-01T00:00:01' };

/** Cuts until each range holds few names, as the first load does. */
function ranges(names: readonly string[], rangeOf: RangeOf, most: number): string[][] {
  const cutAll = (nameFrom: string | null, nameTo: string | null): string[][] => {
    const inside = names.filter(rangeOf(nameFrom, nameTo));
    const cuts = inside.length > most ? cutsOf({ ...oneMoment, nameFrom, nameTo }) : [];
    const cut = cuts.find(([lower, upper]) =>
      isUsefulCut(inside.length, [
        names.filter(rangeOf(lower.nameFrom, lower.nameTo)).length,
        names.filter(rangeOf(upper.nameFrom, upper.nameTo)).length,
      ]),
    );
    return cut ? cut.flatMap((half) => cutAll(half.nameFrom, half.nameTo)) : [inside];
  };
  return cutAll(null, null);
}

const byCode = (one: string, two: string): number => {
  const [a, b] = [one.toLowerCase(), two.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
};
const numbered = Array.from({ length: 3_000 }, (_, index) => `Vendor ${String(index).padStart(5, '0')}`);

test('a cut lies between the ends, ends with no blank, and repeats neither', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (turns) => {
      let [from, to] = [null as string | null, null as string | null];
      for (const takesUpper of turns) {
        const cut = cutNames(from, to);
        if (cut === null) return;
        expect(cut).toBe(cut.trim());
        if (from !== null) expect(from < cut).toBe(true);
        if (to !== null) expect(cut < to).toBe(true);
        if (takesUpper) from = cut;
        else to = cut;
      }
    }),
  );
});

const withBeginnings: RangeOf = (from, to) => (name) =>
  inOrder(byCode)(from, to)(name) ||
  (to !== null && name.toLowerCase().startsWith(to) && (from === null || byCode(name, from) >= 0));

test.each([
  ['not in it', inOrder(byCode)],
  ['in it', withBeginnings],
])('names that begin alike are cut, where those that begin with the end of a range are %s', (_, rangeOf) => {
  const leaves = ranges(numbered, rangeOf, 200);
  expect(Math.max(...leaves.map((leaf) => leaf.length))).toBeLessThanOrEqual(200);
  expect(new Set(leaves.flat()).size).toBe(numbered.length);
});

test('nothing is lost between two ranges, whatever the order of letters', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9 &.\-'éÜ#]{1,12}$/);
  const weights = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 256, maxLength: 256 });
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 60 }), weights, (names, weight) => {
      // Any order in which letters weigh something, several perhaps the same, or nothing at all.
      const key = (text: string): number[] =>
        [...text.toLowerCase()]
          .map((each) => weight[each.charCodeAt(0) % 256] ?? 0)
          .filter((each) => each > 0);
      const compare = (one: string, two: string): number => {
        const [a, b] = [key(one), key(two)];
        for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
          const difference = (a[at] ?? -1) - (b[at] ?? -1);
          if (difference !== 0) return difference;
        }
        return 0;
      };
      expect(new Set(ranges(names, inOrder(compare), 10).flat())).toEqual(new Set(names));
    }),
  );
});

test('names that are all alike to QuickBooks are read in one go', () => {
  expect(
    ranges(
      numbered,
      inOrder(() => 0),
      200,
    ),
  ).toEqual([numbered]);
});
