import { z } from 'zod';
import { mergePreferences, toFields } from '../processor/plantSeed';
import { mergeEntries, MERGEABLE_LISTS } from '../processor/merge';
import { StatusError } from '../processor/status';
import { booksAsJson } from './booksAsJson';
import { faultSwitchesSchema, turnSwitches } from './faultSwitches';
import { BadCall, type Call, type Handler, type Outcome } from './http';
import { isFailure } from './sessions';
import type { SetAnswer, SimulatedQuickBooks } from './simulatedQuickBooks';

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
});
const mergeSchema = z.object({ entity: z.enum(MERGEABLE_LISTS), from: z.string(), into: z.string() });
const setSchema = z
  .strictObject({
    companyName: z.string().min(1).max(59),
    legalCompanyName: z.string().max(59),
    fileID: z.string(),
    ownerID: z.string(),
    appLock: z.string(),
    preferences: z.record(z.string(), z.record(z.string(), z.json())),
  })
  .partial();

const ok = (json: unknown): Outcome => ({ status: 200, json });

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

/** What the person at the PC does. */
export function personRoutes(quickBooks: SimulatedQuickBooks): Record<string, Handler> {
  const { file } = quickBooks.parts;
  return {
    'POST /person/process': async (call) => asOutcome(await quickBooks.processForPerson(call.body)),
    'POST /person/merge': (call) => {
      const { entity, from, into } = parse(mergeSchema, call);
      file.commit(refusable(() => mergeEntries(entity, from, into, quickBooks.contextOfPerson())));
      return ok({ merged: true });
    },
    'POST /person/set': (call) => {
      setCompany(quickBooks, parse(setSchema, call));
      return ok({ set: true });
    },
    'POST /person/backup': (call) => ok({ path: file.backup(parse(z.object({ to: z.string() }), call).to) }),
    'POST /person/restore': (call) => {
      const { from } = parse(z.object({ from: z.string() }), call);
      quickBooks.sessions.endAll();
      file.restore(from);
      return ok({ restored: true });
    },
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

function setCompany({ parts: { file } }: SimulatedQuickBooks, given: z.infer<typeof setSchema>): void {
  const { books } = file;
  const names = {
    ...(given.companyName === undefined ? {} : { CompanyName: given.companyName }),
    ...(given.legalCompanyName === undefined ? {} : { LegalCompanyName: given.legalCompanyName }),
  };
  const preferences = mergePreferences(books.preferences, toFields(given.preferences ?? {}));
  const restamped = books.companyDataExt.map((each) => {
    const isMeant = given.ownerID === undefined || each.ownerID === given.ownerID.toUpperCase();
    const text = { FileID: given.fileID, AppLock: given.appLock }[each.name];
    return isMeant && text !== undefined ? { ...each, value: text } : each;
  });
  file.commit([
    { do: 'setCompany', fields: { ...books.company, ...names } },
    { do: 'setPreferences', fields: preferences },
    { do: 'setCompanyDataExt', values: restamped },
  ]);
}

function asOutcome(answer: SetAnswer): Outcome {
  return 'isDropped' in answer ? 'breakConnection' : ok(answer);
}

function ticketOf(call: Call): string {
  return call.path[1] ?? '';
}

function parse<T>(schema: z.ZodType<T>, call: Call): T {
  let json: unknown;
  try {
    json = call.body === '' ? {} : JSON.parse(call.body);
  } catch {
    throw new BadCall(400, 'The body is not JSON.');
  }
  const result = schema.safeParse(json);
  if (!result.success) throw new BadCall(400, z.prettifyError(result.error));
  return result.data;
}

function refusable<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof StatusError) throw new BadCall(409, `${String(error.code)} ${error.message}`);
    throw error;
  }
}
