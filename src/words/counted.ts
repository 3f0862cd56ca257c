/** 12345 → 12,345. */
export const counted = (value: number): string => value.toLocaleString('en-US');

/** `1 record`, `3 records`. */
export const many = (value: number, one: string, more = `${one}s`): string =>
  `${counted(value)} ${value === 1 ? one : more}`;

/** A name as a shell takes it. */
export const quoted = (name: string): string =>
  /^[\w./@-]+$/.test(name) ? name : `"${name.replace(/(["\\$`])/g, '\\$1')}"`;
