/** What one gateway accepts from the internet. Every limit is a number here, so that a test can make it small. */
export interface GatewayLimits {
  /** Answers of QuickBooks are kept under 4 MB by paging; 32 MB leaves room for other people's page sizes. */
  readonly bodyBytes: number;
  /** Bodies being read at one moment, all requests together: bounds memory against many large uploads. */
  readonly bodyBytesInFlight: number;
  /** Requests being answered at one moment; more are told to come back. */
  readonly concurrentRequests: number;
  readonly connections: number;
  readonly headersTimeoutMs: number;
  /** A whole request must have arrived by then: 4 MB over a slow line takes about half a minute. */
  readonly requestTimeoutMs: number;
  /** Between two pieces of a body (slow loris). */
  readonly bodyIdleMs: number;
  /** Longer than the 5 s pause of NoOp, so that a polling session keeps its connection. */
  readonly keepAliveMs: number;
  /** After that the protocol's safe answer is given in the service's place (the client gives up at about 100 s). */
  readonly callTimeoutMs: number;
  /** How long close() lets calls in flight finish. */
  readonly shutdownMs: number;
  readonly xmlDepth: number;
  readonly xmlElements: number;
  readonly xmlAttributes: number;
}

export const defaultLimits: GatewayLimits = {
  bodyBytes: 32 * 1024 * 1024,
  bodyBytesInFlight: 256 * 1024 * 1024,
  concurrentRequests: 200,
  connections: 1000,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 120_000,
  bodyIdleMs: 20_000,
  keepAliveMs: 65_000,
  callTimeoutMs: 45_000,
  shutdownMs: 25_000,
  xmlDepth: 32,
  xmlElements: 512,
  xmlAttributes: 64,
};
