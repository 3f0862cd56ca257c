/** Moments and amounts as pages show them: in the time of the company's books, amounts as accountants write them. Pure. */

export const dayOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);

export const clock = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' })
    .format(at)
    .replace(/\s/g, ' ');

/** `10:42 AM` today, `Nov 20, 10:42 AM` this year, else with the year. */
export function when(at: Date, zone: string, now: Date): string {
  const time = clock(at, zone);
  if (dayOf(at, zone) === dayOf(now, zone)) return time;
  const isThisYear = dayOf(at, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  const day = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at);
  return `${day}, ${time}`;
}

/** `47 min`, `3 h 5 min`, `2 days`: as exact as anybody wants to know. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** Decimal text → `1,234.00`; less than nothing in parentheses. Exact: the digits stay as they are. */
export function amount(text: string): string {
  const isNegative = text.startsWith('-');
  const [whole = '0', cents = '00'] = text.replace('-', '').split('.');
  const shown = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
  return isNegative ? `(${shown})` : shown;
}

/** `1 record`, `3 records`, with separators. */
export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;

export const counted = (count: number): string => count.toLocaleString('en-US');

const eveningHour = 20;
const hourMs = 3_600_000;

/** Eight in the evening of today in this zone; undefined when that is less than half an hour off, or over. */
export function tonight(now: Date, zone: string): Date | undefined {
  const at = atHour(dayOf(now, zone), eveningHour, zone);
  return at.getTime() - now.getTime() < hourMs / 2 ? undefined : at;
}

/** The moment at which the clocks of a zone show this full hour of a day (YYYY-MM-DD); 24 is the next day's beginning. */
export function atHour(day: string, hour: number, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const wanted = Date.UTC(year, month - 1, date, hour);
  // The offset at that hour, not now: clocks may change in between.
  const first = wanted - offsetMs(new Date(wanted), zone);
  return new Date(wanted - offsetMs(new Date(first), zone));
}

/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetMs(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(at.getTime() / 1_000) * 1_000;
}
