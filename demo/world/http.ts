/** Plain calls to a simulator's control interface. @throws Error with what it answered. */
export async function get<T>(url: string): Promise<T> {
  return answer<T>(url, await fetch(url));
}

export async function post<T = unknown>(url: string, body?: unknown): Promise<T> {
  const isText = typeof body === 'string';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': isText ? 'text/xml' : 'application/json' },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  return answer<T>(url, response);
}

async function answer<T>(url: string, response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 400)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
