/**
 * Who is calling, for the login limiter. X-Forwarded-For is believed only as far as we run the proxies: with n
 * trusted proxies the n-th entry from the right was written by the outermost of them, everything left of it by
 * the caller.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

export function remoteAddressOf(request: IncomingMessage, trustedProxies: number): string {
  const socketAddress = withoutMapping(request.socket.remoteAddress ?? '');
  if (trustedProxies === 0) return socketAddress;
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const claimed = withoutMapping(forwarded.at(-trustedProxies)?.trim() ?? '');
  return isIP(claimed) === 0 ? socketAddress : claimed;
}

/** An IPv4 caller on a dual-stack socket appears as ::ffff:a.b.c.d; one caller must have one name. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
