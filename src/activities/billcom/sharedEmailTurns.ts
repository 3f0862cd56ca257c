import type { EmailTurns } from '../../billcom/ports';
import type { Database } from '../../ledger/database';
import { endTurn, takeTurn, untilNextTurn } from '../../ledger/emailTurns';

/** Bill.com: 5 e-mails in a minute per developer key (billcom.md §2). */
const perMinute = 5;
/** From the end of a call: when Bill.com counted it is not known. The clocks' seconds need not begin together. */
const minuteMs = 61_000;
/** So that the workers of a key do not look again in the same moment. */
const jitterMs = 2_000;

/** The e-mails of a developer key, whichever processes send them. A process that dies in a call keeps its turn until that must be over. */
export const sharedEmailTurns =
  (database: Database, callLimitMs: number) =>
  (developerKey: string): EmailTurns => ({
    take: async () => {
      const turn = await takeTurn(database, developerKey, {
        turns: perMinute,
        forMs: callLimitMs + minuteMs,
      });
      if (turn !== undefined)
        return { granted: true, over: () => endTurn(database, developerKey, turn, minuteMs) };
      const left = await untilNextTurn(database, developerKey);
      return { granted: false, retryAfterMs: left + Math.ceil(Math.random() * jitterMs) };
    },
  });
