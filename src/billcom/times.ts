/**
 * v2 times look like `2016-11-24T08:33:44.000+0000`: no colon in the offset, whole seconds as a rule. v3 has a colon.
 * Ours are ISO in UTC with milliseconds: `2016-11-24T08:33:44.000Z`, so that they sort as text.
 */
const billcomTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/;

export function isBillcomTime(text: string): boolean {
  return isoOf(text) !== undefined;
}

/** ISO time in UTC of a v2 or v3 time. Throws a `RangeError` if the text is no time. */
export function isoTime(text: string): string {
  const iso = isoOf(text);
  if (iso === undefined) throw new RangeError(`"${text}" is not a Bill.com time`);
  return iso;
}

/** A v2 time, for filters, of an ISO time or a `Date`. Throws a `RangeError` if it is no time. */
export function v2Time(time: string | Date): string {
  const date = typeof time === 'string' ? new Date(isoTime(time)) : time;
  return date.toISOString().replace('Z', '+0000');
}

function isoOf(text: string): string | undefined {
  const match = billcomTime.exec(text);
  if (!match) return undefined;
  const [, second, fraction = '', offset = 'Z'] = match;
  const zone = offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const date = new Date(`${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
