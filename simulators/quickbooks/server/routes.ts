import { z } from 'zod';
import { booksAsJson } from './booksAsJson';
import { faultSwitchesSchema, turnSwitches } from './faultSwitches';
import { asOutcome, ok, parse } from './answers';
import { BadCall, type Call, type Handler } from './http';
import { isFailure } from './sessions';
import type { SimulatedQuickBooks } from './simulatedQuickBooks';

const beginSchema = z.object({
  companyFile: z.string().default(''),
  applicationName: z.string().default(''),
  ownerID: z.string().optional(),
  fileID: z.string().optional(),
  isReadOnly: z.boolean().default(false),
  personalDataPref: z.string().default('pdpOptional'),
});
const stampSchema = z.object({
  machine: z.string().default('BOOKKEEPING-PC'),
  ownerID: z.string().optional(),
  fileID: z.string().optional(),
  appLock: z.string().optional(),
  takesLock: z.boolean().default(false),
});

/** The request processor's door: what a COM client calls. */
export function sessionRoutes(quickBooks: SimulatedQuickBooks): Record<string, Handler> {
  return {
    'POST /session/begin': (call) => ok(quickBooks.begin(parse(beginSchema, call))),
    'POST /session/*/stamp': (call) => {
      const session = quickBooks.sessions.use(ticketOf(call));
      if (isFailure(session)) return ok(session);
      const given = parse(stampSchema, call);
      const ownerID = (given.ownerID ?? session.ownerID)?.toUpperCase();
      const fileID = given.fileID ?? session.fileID;
      if (ownerID === undefined || fileID === undefined)
        throw new BadCall(400, 'ownerID and fileID are needed.');
      return ok(quickBooks.stamp({ ...given, ownerID, fileID }));
    },
    'POST /session/*/process': async (call) =>
      asOutcome(await quickBooks.processForSession(ticketOf(call), call.body)),
    'POST /session/*/end': (call) => ok({ ended: quickBooks.sessions.end(ticketOf(call)) }),
  };
}

/** What a test looks at and turns. */
export function controlRoutes(quickBooks: SimulatedQuickBooks): Record<string, Handler> {
  const { faults, clock, file, cost, log } = quickBooks.parts;
  return {
    'GET /books': () => ok(booksAsJson(quickBooks.contextOfPerson())),
    'GET /log': (call) => ok({ entries: log.since(Number(call.query.get('since') ?? '0')) }),
    'GET /cost': () => ok(cost),
    'GET /faults': () => ok(faults),
    'POST /faults': (call) => {
      const switches = parse(faultSwitchesSchema, call);
      turnSwitches(faults, switches);
      clock.offsetMs = faults.clock;
      if (switches.loseStoredAnswers) file.commit([{ do: 'forgetAllAnswers' }]);
      return ok(faults);
    },
  };
}

function ticketOf(call: Call): string {
  return call.path[1] ?? '';
}
