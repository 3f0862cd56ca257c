export interface ClockSettings {
  readonly zone: string;
  readonly skewMs: number;
  /** Real files of both kinds were seen (qbxml.md §8): the offset ignores daylight saving, or it is exact. */
  readonly printedOffset: 'standard' | 'exact';
}

const QUARTER_HOUR = 15 * 60;

/** The clock of the PC that runs QuickBooks: its zone, its error, and how it prints times. Resolution 1 s. */
export class PcClock {
  /** Set by tests: how far the PC's clock is off, beside the skew it was started with. */
  offsetMs = 0;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(
    private readonly settings: ClockSettings,
    private readonly realNow: () => number = Date.now,
  ) {
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone: settings.zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** Seconds since 1970, as this PC believes. */
  now(): number {
    return Math.floor((this.realNow() + this.settings.skewMs + this.offsetMs) / 1000);
  }

  /** The clock on the wall, YYYY-MM-DDThh:mm:ss. Comparisons are made on this (qbxml.md §5). */
  local(seconds: number): string {
    return wallText(seconds, this.#offset(seconds));
  }

  /** A time as it stands in answers: wall clock and offset, which in summer may be an hour off. */
  printed(seconds: number): string {
    const offset =
      this.settings.printedOffset === 'exact' ? this.#offset(seconds) : this.#standardOffset(seconds);
    const minutes = Math.abs(offset);
    const pad = (number: number) => String(number).padStart(2, '0');
    const sign = offset < 0 ? '-' : '+';
    return `${this.local(seconds)}${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  }

  /** A time given in a request, on the wall: without an offset it is local, with one it is converted. */
  asked(text: string, end: 'from' | 'to'): string {
    const match = /^(\d+)-(\d+)-(\d+)(?:T(\d+)(?::(\d+)(?::(\d+))?)?)?([+-]\d+:\d+)?$/.exec(text.trim());
    if (!match) return text;
    const whole = match[4] === undefined && end === 'to' ? ['23', '59', '59'] : ['00', '00', '00'];
    const [, year, month, day, hour = whole[0], minute = whole[1], second = whole[2], offset] = match;
    const pad = (number: string | undefined, length = 2) => (number ?? '').padStart(length, '0');
    const wall = `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
    if (offset === undefined) return wall;
    const [offsetHour = '0', offsetMinute = '0'] = offset.slice(1).split(':');
    const seconds = Number(offsetHour) * 3600 + Number(offsetMinute) * 60;
    const utc = Date.parse(`${wall}Z`) / 1000 - (offset.startsWith('-') ? -seconds : seconds);
    return Number.isNaN(utc) ? wall : this.local(utc);
  }

  /** Minutes east of UTC. Zones change at quarters of an hour at the finest, so one answer serves for each. */
  #offset(seconds: number): number {
    const quarter = Math.floor(seconds / QUARTER_HOUR);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      offset = this.#readOffset(quarter * QUARTER_HOUR);
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }

  #readOffset(seconds: number): number {
    const parts = new Map(this.#format.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    const day = `${part('year')}-${part('month')}-${part('day')}`;
    const wall = Date.parse(`${day}T${part('hour')}:${part('minute')}:${part('second')}Z`);
    return Math.round((wall / 1000 - seconds) / 60);
  }

  #standardOffset(seconds: number): number {
    const year = new Date(seconds * 1000).getUTCFullYear();
    const winter = this.#offset(Date.UTC(year, 0, 1) / 1000);
    const summer = this.#offset(Date.UTC(year, 6, 1) / 1000);
    return Math.min(winter, summer);
  }
}

function wallText(seconds: number, offsetMinutes: number): string {
  return new Date((seconds + offsetMinutes * 60) * 1000).toISOString().slice(0, 19);
}
