import { wrongUse } from './problem';

const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `10m`, `1h30m` → milliseconds. */
export function parseDuration(text: string): number {
  const parts = [...text.trim().matchAll(/(\d{1,6})\s*([smh])/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text.trim();
  const milliseconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
  if (!isWhole || milliseconds === 0) throw wrongUse(`“${text}” is not a time; write 90s, 10m or 1h30m.`);
  return milliseconds;
}

/** 75 000 → `1 min 15 s`: two units at most, as much as anybody wants to know. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return joined(hours, 'h', minutes % 60, 'min');
  return `${Math.floor(hours / 24)} days`;
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** A moment as this computer's clock shows it: `2026-07-01 14:03:09`. */
export function moment(at: Date | string | null): string {
  if (at === null) return '–';
  const date = typeof at === 'string' ? new Date(at) : at;
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ` +
    `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  );
}

/** `14:03:09` of that moment. */
export const clockTime = (at: Date): string => moment(at).slice(11);

/** `3 min 5 s ago`, or `never`. */
export const ago = (at: Date | null, now: Date): string =>
  at === null ? 'never' : `${duration(now.getTime() - at.getTime())} ago`;
