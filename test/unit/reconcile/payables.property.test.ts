import fc from 'fast-check';
import { faults } from './documents/faults';
import { Payables } from './payables/model';
import { perform } from './payables/people';
import { steps } from './payables/steps';

/** Bills, credits, payments, applications and transfers together, in both modes, with faults in between. */

// Always the same runs; SEED and RUNS search elsewhere and for longer.
const seed = Number(process.env.SEED ?? 501);
const runs = Number(process.env.RUNS ?? 120);

/** Until the first sync people enter what is from before the connection. */
const settings = fc.record({
  isTwoWay: fc.boolean(),
  isVendorUndecided: fc.boolean(),
  outside: fc.constantFrom<'ask' | 'do'>('ask', 'do'),
});

test(`whatever people do to payables, both books come to agree, each payment once (seed ${seed})`, () => {
  fc.assert(
    fc.property(steps, settings, (taken, { isTwoWay, isVendorUndecided, outside }) => {
      const model = new Payables(outside);
      if (isVendorUndecided) model.undecided.add('-1');
      model.switchMode(isTwoWay ? 'on' : 'off');
      for (const each of taken) perform(model, each);
      expect([...faults(model, 'billPayment'), ...model.doubled()]).toEqual([]);
    }),
    { seed, numRuns: runs },
  );
}, 300_000);
