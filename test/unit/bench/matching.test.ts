import { measureMatching } from '../../../bench/matching';

/** Twenty thousand records against twenty thousand: what is looked at grows with the lists, not with their product. */
test('matching looks at a few pairs for each record, however long the lists are', () => {
  const [few, many] = [measureMatching(5_000), measureMatching(20_000)];
  expect(few.comparisons).toBeGreaterThan(few.records);
  expect(many.comparisons / many.records).toBeLessThan(1.1 * (few.comparisons / few.records));
  expect(many.comparisons).toBeLessThan(40 * many.records);
  // Six of ten are certain; what is likely is proposed, at most five pairs for each record.
  expect(many.certain).toBe(12_000);
  expect(many.proposed).toBeGreaterThan(2_000);
  expect(many.proposed).toBeLessThan(10 * many.records);
  // Of the processor, since other tests run beside this one; a quadratic matching takes hours.
  expect(many.processorMs).toBeLessThan(30_000);
}, 120_000);
