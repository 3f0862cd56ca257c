import { scaleUtc } from 'victory-vendor/d3-scale';
import type { PollStrip } from '../views/pollStrip';
import { tookWords } from '../views/cycleWords';
import { clock, counted, many, when } from '../views/words';

const width = 1_000;
const laneHeight = 34;
const height = laneHeight + 26;
/** A minute of a day is narrower than can be seen. */
const markWidth = 2;

/** A day of the Web Connector: when it called, when it was in a session, when it was silent. */
export const PollStripPart = ({ strip, zone, now }: { strip: PollStrip; zone: string; now: Date }) => {
  const isEmpty = strip.callCount + strip.refusedCount + strip.sessions.length === 0;
  if (isEmpty && strip.gaps.length === 0)
    return (
      <p>It has not called yet, as far as is noted. Calls are noted from now on and kept for two days.</p>
    );
  const x = scaleUtc().domain([strip.from, strip.to]).range([0, width]);
  return (
    <>
      <p>
        {many(strip.callCount, 'call')} in the last 24 hours
        {strip.refusedCount > 0 && `, and ${counted(strip.refusedCount)} with a wrong password`}.{' '}
        {strip.gaps.length === 0
          ? 'It was never silent.'
          : `Silent ${strip.gaps.length === 1 ? 'once' : many(strip.gaps.length, 'time')}.`}
      </p>
      <div class="scrolls" tabIndex={0} role="region" aria-label="The Web Connector’s calls of a day">
        <svg
          class="chart strip"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`Calls of the Web Connector in 24 hours; ${many(strip.gaps.length, 'silent time')}, listed below`}
        >
          <rect class="lane" x={0} y={0} width={width} height={laneHeight} />
          {strip.gaps.map(({ from, to }) => (
            <rect
              class="silent"
              key={from.getTime()}
              x={x(from)}
              y={0}
              width={x(to) - x(from)}
              height={laneHeight}
            />
          ))}
          {strip.sessions.map(({ from, to }) => (
            <rect
              class="open"
              key={from.getTime()}
              x={x(from)}
              y={0}
              width={Math.max(markWidth, x(to) - x(from))}
              height={laneHeight}
            />
          ))}
          {strip.calls.map((at) => (
            <rect
              class="call"
              key={at.getTime()}
              x={x(at)}
              y={6}
              width={markWidth}
              height={laneHeight - 12}
            />
          ))}
          {strip.refused.map((at) => (
            <rect class="refused" key={at.getTime()} x={x(at)} y={0} width={markWidth} height={laneHeight} />
          ))}
          {x.ticks(8).map((tick) => (
            <text
              key={tick.getTime()}
              x={x(tick)}
              y={height - 6}
              text-anchor={x(tick) < 40 ? 'start' : x(tick) > width - 40 ? 'end' : 'middle'}
            >
              {clock(tick, zone)}
            </text>
          ))}
        </svg>
      </div>
      <ul class="keys" aria-hidden="true">
        <Key name="call" words="a call" />
        <Key name="open" words="a session" />
        <Key name="silent" words="silent" />
        {strip.refusedCount > 0 && <Key name="refused" words="a wrong password" />}
      </ul>
      {strip.gaps.length > 0 && (
        <ul class="lines">
          {strip.gaps.map(({ from, to, isNow }) => (
            <li key={from.getTime()}>
              <span>
                Silent from {when(from, zone, now)} {isNow ? 'until now' : `to ${when(to, zone, now)}`}
              </span>
              <span class="number">{tookWords(to.getTime() - from.getTime())}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const Key = ({ name, words }: { name: string; words: string }) => (
  <li>
    <svg class="swatch" viewBox="0 0 10 10">
      <rect class={name} width="10" height="10" />
    </svg>{' '}
    {words}
  </li>
);
