import { capital, manyOf } from '../../words/stepProgress';
import type { ExchangeSpan, SessionSpan } from '../../ledger/cycleHistory';
import { tookWords } from './cycleWords';
import { many } from './words';

/** A session in a drawing of `parts` equal parts, with the exchanges that went out in it. Pure. */
export interface SessionMark {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly exchanges: readonly ExchangeMark[];
}
/** Where one or more exchanges went out, as near to each other as a drawing can tell. */
export interface ExchangeMark {
  readonly at: number;
  readonly title: string;
}

/** @param span the whole of the drawing, milliseconds since the epoch */
export function sessionMarks(
  sessions: readonly { readonly session: SessionSpan; readonly exchanges: readonly ExchangeSpan[] }[],
  span: { readonly from: number; readonly to: number },
  parts: number,
): SessionMark[] {
  const width = Math.max(1, span.to - span.from) / parts;
  const place = (at: number): number => Math.min(parts, Math.max(0, (at - span.from) / width));
  return sessions.map(({ session, exchanges }, index) => {
    const { openedAt, closedAt, closeReason } = session;
    const end = closedAt?.getTime() ?? span.to;
    const took = `Session ${index + 1}: ${tookWords(end - openedAt.getTime())}, ${many(exchanges.length, 'exchange')}`;
    return {
      from: place(openedAt.getTime()),
      to: place(end),
      title: closeReason === null ? took : `${took}; it ended because ${closeReason}`,
      exchanges: marksOf(exchanges, (at) => Math.floor(place(at))),
    };
  });
}

function marksOf(exchanges: readonly ExchangeSpan[], place: (at: number) => number): ExchangeMark[] {
  const byPlace = new Map<number, ExchangeSpan[]>();
  for (const exchange of exchanges) {
    const at = place(exchange.sentAt.getTime());
    const there = byPlace.get(at);
    if (there) there.push(exchange);
    else byPlace.set(at, [exchange]);
  }
  return [...byPlace].map(([at, these]) => ({
    at,
    title:
      these.length > titledAtMost
        ? `${many(these.length, 'exchange')}, from “${exchangeWords(these[0])}” to “${exchangeWords(these.at(-1))}”`
        : these.map((each) => `${exchangeWords(each)}${answerWords(each)}`).join('\n'),
  }));
}

const titledAtMost = 4;

const exchangeWords = (exchange: ExchangeSpan | undefined): string => {
  if (!exchange) return '';
  const { kind, step, requests } = exchange;
  if (kind === 'closing') return 'Closing';
  if (kind === 'check') return 'What became of a write whose answer was lost';
  if (step === 'guard') return 'Which company file is open';
  if (step === 'tieOut') return 'Tying out the books';
  if (kind === 'write') return `${capital(manyOf(step))}: ${many(requests, 'write')}`;
  return step === 'read' ? 'Reading' : `Reading ${manyOf(step)}`;
};

const answerWords = ({ sentAt, answeredAt }: ExchangeSpan): string =>
  answeredAt === null ? ', no answer' : `, ${tookWords(answeredAt.getTime() - sentAt.getTime())}`;
