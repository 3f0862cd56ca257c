import { decodeAnswer, peekAnswer } from '../src/quickbooks/qbxml/decode';
import { figure, median } from './figures';

/** How long a large answer of QuickBooks takes to be read, and for how long nothing else can run meanwhile. */
export interface DecodingMeasured {
  readonly what: string;
  readonly megabytes: number;
  readonly records: number;
  /** The median of the runs. */
  readonly milliseconds: number;
  /** The longest time without a turn for anything else, in the median run and in the best one. */
  readonly heldMs: number;
  readonly heldAtBestMs: number;
}

const runs = 7;
const megabyte = 1024 * 1024;

export async function measureDecoding(megabytes: number): Promise<DecodingMeasured[]> {
  const { text, records } = largeAnswer(megabytes * megabyte);
  const measured: DecodingMeasured[] = [];
  for (const [what, read] of [
    ['decoded', decodeAnswer],
    ['peeked at', peekAnswer],
  ] as const) {
    await read(text); // compiled and warm
    const timed: { milliseconds: number; heldMs: number }[] = [];
    for (let run = 0; run < runs; run += 1) timed.push(await timedTurns(() => read(text)));
    const held = timed.map(({ heldMs }) => heldMs);
    measured.push({
      what,
      megabytes,
      records,
      milliseconds: median(timed.map(({ milliseconds }) => milliseconds)),
      heldMs: median(held),
      heldAtBestMs: Math.min(...held),
    });
  }
  return measured;
}

export const decodingRow = (measured: DecodingMeasured) => ({
  answer: `${measured.megabytes} MB ${measured.what}`,
  records: measured.records,
  'median ms': figure(measured.milliseconds),
  'held up ms': figure(measured.heldMs),
  'held up ms, best run': figure(measured.heldAtBestMs),
});

/** An answer to a query, of this many characters at least. */
function largeAnswer(characters: number): { text: string; records: number } {
  const record =
    '<VendorRet><ListID>80000001-1234567890</ListID><Name>ACME &amp; Sons</Name><VendorAddress><Addr1>1 Main St</Addr1>' +
    '<City>Reno</City></VendorAddress><Notes>Caf&#233; and a longer remark about this vendor</Notes></VendorRet>\n';
  const records = Math.ceil(characters / record.length);
  const text =
    '<?xml version="1.0" ?><QBXML><QBXMLMsgsRs><VendorQueryRs requestID="1" statusCode="0" statusSeverity="Info" statusMessage="Status OK">' +
    `${record.repeat(records)}</VendorQueryRs></QBXMLMsgsRs></QBXML>`;
  return { text, records };
}

async function timedTurns(work: () => Promise<unknown>): Promise<{ milliseconds: number; heldMs: number }> {
  const started = performance.now();
  let last = started;
  let heldMs = 0;
  let isDone = false;
  const turn = (): void => {
    const now = performance.now();
    heldMs = Math.max(heldMs, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  turn();
  return { milliseconds: last - started, heldMs };
}
