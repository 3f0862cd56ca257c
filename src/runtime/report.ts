/** Where the runtime tells a waiting person what it is doing; one whole line a call. */
export type Report = (message: string) => void;

export const silent: Report = () => undefined;

/** `1.2 s`, for lines such as "Postgres ready in 1.2 s". */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
