import { scaleLinear, scaleUtc } from 'victory-vendor/d3-scale';
import { stretches, timeKinds, type Segment, type TimeKind, type TimeSpent } from '../views/timeSpent';
import { sessionMarks } from '../views/sessionMarks';
import { many } from '../views/words';
import { tookWords } from '../views/cycleWords';

/** Colours are classes of the style sheet: the pages’ policy allows no styles in the markup. */
export const kindWords: Readonly<Record<TimeKind, string>> = {
  quickbooks: 'QuickBooks',
  billcom: 'Bill.com',
  network: 'Web Connector',
  us: 'Tieout',
};

const width = 1_000;
const left = 120;
const laneHeight = 26;
const laneGap = 14;
/** The sessions, above the lanes. */
const bandHeight = 14;

/** The time of a cycle as a picture: its sessions and exchanges, what the computer did, what Bill.com did, and when neither was at work. */
export const Timeline = ({ spent, title }: { spent: TimeSpent; title: string }) => {
  const lanes: readonly (readonly [string, readonly Segment[]])[] = [
    ['QuickBooks’ PC', spent.computer],
    ['Bill.com', spent.billcom],
  ];
  const band = spent.sessions.length === 0 ? 0 : bandHeight + laneGap;
  const height = band + lanes.length * (laneHeight + laneGap) + 30;
  const parts = width - left;
  const length = Math.max(1, spent.to - spent.from);
  const x = scaleLinear().domain([0, length]).range([left, width]);
  const ticks = scaleUtc()
    .domain([new Date(0), new Date(length)])
    .ticks(6);
  const axis = height - 24;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {ticks.map((tick) => (
        <g key={tick.getTime()}>
          <line class="grid" x1={x(tick.getTime())} x2={x(tick.getTime())} y1={0} y2={axis} />
          <text
            x={x(tick.getTime())}
            y={height - 6}
            text-anchor={x(tick.getTime()) > width - 40 ? 'end' : tick.getTime() === 0 ? 'start' : 'middle'}
          >
            {tick.getTime() === 0 ? '0' : tookWords(tick.getTime()).replace('.0 s', ' s')}
          </text>
        </g>
      ))}
      {band > 0 && <Sessions spent={spent} parts={parts} />}
      {lanes.map(([name, segments], index) => {
        const y = band + index * (laneHeight + laneGap) + 4;
        return (
          <g key={name}>
            <text x={0} y={y + laneHeight / 2 + 5}>
              {name}
            </text>
            <rect class="lane" x={left} y={y} width={parts} height={laneHeight} />
            {stretches(segments, spent, parts).map(({ kind, from, to }) => (
              <rect
                key={from}
                class={`time-${kind}`}
                x={left + from}
                y={y}
                width={to - from}
                height={laneHeight}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
};

/** From when to when each session was open, and a line where an exchange went out; what it was is told where a mouse rests. */
const Sessions = ({ spent, parts }: { spent: TimeSpent; parts: number }) => (
  <g>
    <text x={0} y={bandHeight + 1}>
      Sessions
    </text>
    {sessionMarks(spent.sessions, spent, parts).map(({ from, to, title, exchanges }) => (
      <g key={from}>
        <rect class="session" x={left + from} y={4} width={Math.max(2, to - from)} height={bandHeight}>
          <title>{title}</title>
        </rect>
        {exchanges.map((each) => (
          <rect key={each.at} class="exchange" x={left + each.at} y={4} width={2} height={bandHeight}>
            <title>{each.title}</title>
          </rect>
        ))}
      </g>
    ))}
  </g>
);

/** The same in figures; the colours are told here. */
export const TimeLegend = ({ spent }: { spent: TimeSpent }) => {
  const all = spent.to - spent.from;
  return (
    <table class="figures legend">
      <caption class="hidden">Where the time went</caption>
      <thead class="hidden">
        <tr>
          <th scope="col">At work</th>
          <th scope="col">Time</th>
          <th scope="col">Part</th>
        </tr>
      </thead>
      <tbody>
        {timeKinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">
              <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                <rect class={`time-${kind}`} width="10" height="10" />
              </svg>{' '}
              {kindWords[kind]} <span class="hint">{kindHints[kind]}</span>
            </th>
            <td class="number">{tookWords(spent.total[kind])}</td>
            <td class="number">{all === 0 ? '' : `${Math.round((100 * spent.total[kind]) / all)} %`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const kindHints: Readonly<Record<TimeKind, string>> = {
  quickbooks: 'has a request, until its answer is here',
  billcom: 'is read or written, while QuickBooks has nothing',
  network: 'opens the company file, or is to call next',
  us: 'decides what is next, or has nothing to do',
};

export const timelineTitle = (spent: TimeSpent): string =>
  `${many(spent.sessions.length, 'session')}; the same in figures below`;
