import { z } from 'zod';

/** Where the Web Connector, or its line to the service, may be cut. */
export const CUT_PLACES = ['afterAuthenticate', 'beforeProcess', 'afterProcess', 'afterReceive'] as const;
export type CutPlace = (typeof CUT_PLACES)[number];

const method = z.enum([
  'serverVersion',
  'clientVersion',
  'authenticate',
  'connectionError',
  'sendRequestXML',
  'receiveResponseXML',
  'getLastError',
  'closeConnection',
]);

/** How often a fault happens, and after how many complete round trips of an update. */
const timing = {
  afterRoundTrip: z.number().int().min(0).default(0),
  times: z.number().int().min(1).default(1),
};

const faultSchema = z.union([
  /** Ends the update there; with `die` the whole process, by SIGKILL. */
  z.strictObject({ cut: z.enum(CUT_PLACES), die: z.boolean().default(false), ...timing }),
  /** Posts receiveResponseXML twice, as a repeated HTTP request would. */
  z.strictObject({ duplicateResponse: z.literal(true), ...timing }),
  /** Waits before a call. */
  z.strictObject({ delayMs: z.number().int().min(1), method: method.optional(), ...timing }),
  /** Posts only so many characters of QuickBooks' answer (true: half of it). */
  z.strictObject({ truncateResponse: z.union([z.literal(true), z.number().int().min(0)]), ...timing }),
  /** Posts the answer of the last update's last set again, under its old ticket, right after authenticate. */
  z.strictObject({ replayOldTicket: z.literal(true), ...timing }),
  /** Sends the call and closes the socket before its answer arrives. */
  z.strictObject({ loseAnswer: method, ...timing }),
  /** Reports an HRESULT instead of handing the set to QuickBooks, or after QuickBooks has done it. */
  z.strictObject({
    hresult: z.string(),
    message: z.string().default('Simulated failure of the request processor.'),
    committed: z.boolean().default(false),
    ...timing,
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
type KindOf<K extends string> = Extract<Fault, Record<K, unknown>>;

/** The faults asked for and not used up yet. Each is taken at most `times` times. */
export class FaultPlan {
  #pending: Fault[] = [];

  /** Adds one fault, or an array of them. Throws a ZodError naming what is wrong with it. */
  add(input: unknown): void {
    this.#pending.push(...(Array.isArray(input) ? input : [input]).map((each) => faultSchema.parse(each)));
  }

  list(): readonly Fault[] {
    return this.#pending;
  }

  clear(): void {
    this.#pending = [];
  }

  /** Takes the first fault of that kind which is due after `roundTrips` and which `accepts` agrees to. */
  take<
    K extends
      | 'cut'
      | 'duplicateResponse'
      | 'delayMs'
      | 'truncateResponse'
      | 'replayOldTicket'
      | 'loseAnswer'
      | 'hresult',
  >(kind: K, roundTrips: number, accepts: (fault: KindOf<K>) => boolean = () => true): KindOf<K> | undefined {
    const due = (fault: Fault): fault is KindOf<K> =>
      kind in fault && roundTrips >= fault.afterRoundTrip && accepts(fault as KindOf<K>);
    const index = this.#pending.findIndex(due);
    const fault = this.#pending[index];
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#pending.splice(index, 1);
    return fault as KindOf<K>;
  }
}
