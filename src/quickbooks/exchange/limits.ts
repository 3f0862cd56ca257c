/** Every limit and delay of the exchange in one place; tests shorten them. */
export interface ExchangeLimits {
  /** A ticket that was not used for this long is worth nothing. */
  readonly ticketIdleMs: number;
  readonly ticketAbsoluteMs: number;
  /** How long sendRequestXML waits for something to hand out before NoOp. */
  readonly requestWaitMs: number;
  /** How long receiveResponseXML waits for the worker's word before a percentage. */
  readonly verdictWaitMs: number;
  /** An answer that is not stored within this time is answered with -1. */
  readonly storeWithinMs: number;
  /** A session that has been fed nothing but NoOp for this long ends. */
  readonly noOpMs: number;
  /** sendRequestXML asked again this long after a hand-out proves that the hand-out or its answer was lost. */
  readonly handOutGraceMs: number;
  /** Page size of iterators, and what one page may weigh and take. */
  readonly pageRecordsMin: number;
  readonly pageRecordsMax: number;
  readonly pageBytes: number;
  readonly pageMs: number;
}

const second = 1_000;
const minute = 60 * second;

export const exchangeLimits: ExchangeLimits = {
  ticketIdleMs: 30 * minute,
  ticketAbsoluteMs: 12 * 60 * minute,
  requestWaitMs: 4 * second,
  verdictWaitMs: 2 * second,
  storeWithinMs: 20 * second,
  noOpMs: minute,
  handOutGraceMs: 10 * second,
  pageRecordsMin: 100,
  pageRecordsMax: 500,
  pageBytes: 4 * 1024 * 1024,
  pageMs: 20 * second,
};

/** When the worker may call a session silent (design §4.9). */
export interface SilenceLimits {
  /** The Web Connector owes us its next call. */
  readonly owedMs: number;
  /** QuickBooks is working on a set. */
  readonly sentMs: number;
  /** After the login: the Web Connector starts QuickBooks and opens the company file. */
  readonly openingMs: number;
}

export const silenceLimits: SilenceLimits = {
  owedMs: 90 * second,
  sentMs: 15 * minute,
  openingMs: 5 * minute,
};
