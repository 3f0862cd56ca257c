import { z } from 'zod';
import { QBXML_VERSIONS } from '../language/versions';
import { NO_FAULTS, type Faults } from '../processor/faults';

const count = z.int().min(0);

/** What POST /faults takes; a switch left out stays as it is. */
export const faultSwitchesSchema = z
  .strictObject({
    reset: z.boolean(),
    state: z.enum([
      'ready',
      'modalDialog',
      'otherFileOpen',
      'notRunning',
      'noFileOpen',
      'cannotStart',
      'accessRefused',
      'notGranted',
      'fileInSingleUserMode',
    ]),
    killAfterRequest: count,
    killBeforeRequest: count,
    killAfterAnswerStored: z.boolean(),
    delayMs: count,
    dropAnswer: z.enum(['no', 'beforeCommit', 'afterCommit']),
    dropCount: count,
    truncateAnswer: count,
    cannotStoreAnswer: count,
    lockNext: count,
    lockCode: z.union([z.literal(3175), z.literal(3180)]),
    internalErrorNext: count,
    refuseNext: count,
    refuseRequest: z.string(),
    refuseCode: z.int().min(1000),
    refuseSetContaining: z.string(),
    country: z.string().length(2),
    highestVersion: z.union([z.enum(QBXML_VERSIONS), z.literal('')]),
    clock: z.int(),
    loseStoredAnswers: z.boolean(),
    addressMod: z.enum(['merge', 'replace']),
    deletedKeptDays: count,
    rawNonAscii: z.enum(['asIs', 'questionMark']),
    nameOrder: z.enum(['digitsFirst', 'lettersFirst']),
    nameRangeEnds: z.enum(['included', 'excluded']),
    creditOnlyAnswer: z.enum(['nothing', 'retWithoutId']),
    creditsOfUndonePayment: z.enum(['stay', 'released']),
    undoingLinked: z.enum(['refused', 'unlinks']),
    smallerThanApplied: z.enum(['refused', 'givesBack']),
    creditLimit: z.enum(['refused', 'ignored']),
  })
  .partial();

export type FaultSwitches = z.infer<typeof faultSwitchesSchema>;

/** Turns switches. `reset` puts all others back first; `dropAnswer` alone means once. */
export function turnSwitches(faults: Faults, switches: FaultSwitches): void {
  const { reset, loseStoredAnswers: _lose, ...given } = switches;
  if (reset) Object.assign(faults, NO_FAULTS);
  const once = given.dropAnswer !== undefined && given.dropAnswer !== 'no' && given.dropCount === undefined;
  Object.assign(faults, given, once ? { dropCount: 1 } : {});
}
