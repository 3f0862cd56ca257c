/**
 * Takes a request's body in, within the limits, without holding the event loop: the text is read while it
 * arrives, in slices, with a pause for other connections whenever a few milliseconds have passed. (One socket
 * may deliver megabytes in a single turn of the loop.)
 */
import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { EnvelopeReader, type SoapRequest } from './envelope';
import type { GatewayLimits } from './limits';
import { Refusal } from './refusal';

const SLICE_CHARS = 32_768;
const LONGEST_TURN_MS = 4;

const XML_TYPE = /^(?:text|application)\/(?:xml|[\w.-]+\+xml)$/;
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** The client went away while it was sending: nobody is left to answer. */
export class ClientGone extends Error {}

/** Bytes of bodies being read at this moment, over all requests of one server. */
export class BodyBudget {
  #used = 0;
  constructor(readonly bytes: number) {}

  take(bytes: number): void {
    if (this.#used + bytes > this.bytes)
      throw new Refusal(503, 'The gateway is reading too much at the moment. It will accept this later.');
    this.#used += bytes;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}

/** What the headers alone decide; nothing of the body has been read yet. */
export function refuseByHeaders(request: IncomingMessage, limits: GatewayLimits): void {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  if (encoding && encoding !== 'identity') throw new Refusal(415, 'Compressed requests are not accepted.');

  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== '' && !XML_TYPE.test(type.trim()))
    throw new Refusal(415, 'This address accepts SOAP requests of type text/xml.');
  const charset = parameters
    .map((each) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(each)?.[1])
    .find(Boolean);
  if (charset && !CHARSETS.has(charset)) throw new Refusal(415, 'Requests have to be encoded in UTF-8.');

  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) throw tooLarge();
}

/** Reads the whole request. Throws a Refusal, or ClientGone. */
export async function readSoapRequest(
  request: IncomingMessage,
  limits: GatewayLimits,
  budget: BodyBudget,
): Promise<SoapRequest & { readonly bytes: number }> {
  const reader = new EnvelopeReader(limits);
  const decoder = new TextDecoder('utf-8', { fatal: true }); // also drops a byte order mark
  // The stream must outlive a refusal, which is still to be answered on the same socket.
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  const turn = new Turn();
  let bytes = 0;
  try {
    for (;;) {
      const next = await nextChunk(chunks, limits.bodyIdleMs);
      if (next.done === true) break;
      if (bytes + next.value.length > limits.bodyBytes) throw tooLarge();
      budget.take(next.value.length);
      bytes += next.value.length;
      await readSlices(reader, decode(decoder, next.value), turn);
    }
    await readSlices(reader, decode(decoder), turn);
    return { ...reader.end(), bytes };
  } finally {
    budget.giveBack(bytes);
    void chunks.return?.(); // lets go of the stream; not awaited, since a late chunk would hold it up
  }
}

async function readSlices(reader: EnvelopeReader, text: string, turn: Turn): Promise<void> {
  for (let at = 0; at < text.length; at += SLICE_CHARS) {
    reader.write(text.slice(at, at + SLICE_CHARS));
    await turn.endIfLong();
  }
}

async function nextChunk(
  chunks: AsyncIterableIterator<Buffer>,
  idleMs: number,
): Promise<IteratorResult<Buffer, unknown>> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(408, 'The request did not arrive in time.')), idleMs);
  });
  try {
    const next = chunks.next().catch(() => {
      throw new ClientGone('the client closed the connection before its request was complete');
    });
    next.catch(() => undefined); // it may fail after the race was lost
    return await Promise.race([next, idle]);
  } finally {
    clearTimeout(timer);
  }
}

function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new Refusal(400, 'The request is not valid UTF-8.');
  }
}

function tooLarge(): Refusal {
  return new Refusal(413, 'The request is larger than this gateway accepts.');
}

/** Gives other connections a turn of the event loop after a few milliseconds of ours. */
class Turn {
  #since = performance.now();

  async endIfLong(): Promise<void> {
    if (performance.now() - this.#since < LONGEST_TURN_MS) return;
    await nextTurn();
    this.#since = performance.now();
  }
}
