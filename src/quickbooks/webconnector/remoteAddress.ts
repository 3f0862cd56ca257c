/**
 * Who is calling, for the login limiter. Anybody can write an X-Forwarded-For; each proxy appends the address that
 * called it. So it is read from the right, and believed only as long as the one who wrote the entry is a proxy of ours.
 */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export interface TrustedProxies {
  includes(address: string): boolean;
}

/** @param list addresses and networks (CIDR) of our own proxies. @throws RangeError for what is neither. */
export function trustedProxies(list: readonly string[]): TrustedProxies {
  const known = new BlockList();
  for (const entry of list) {
    const [address = '', prefix] = entry.split('/');
    const family = familyOf(address);
    const bits = prefix === undefined ? undefined : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
    const isNetwork = bits === undefined || (bits >= 0 && bits <= (family === 'ipv4' ? 32 : 128));
    if (family === undefined || !isNetwork || entry.split('/').length > 2)
      throw new RangeError(`${entry} is neither an address nor a network`);
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, bits, family);
  }
  return {
    includes(address) {
      const family = familyOf(address);
      return family !== undefined && known.check(address, family);
    },
  };
}

/** The address of the first caller, from the right, that is not a proxy of ours. */
export function remoteAddressOf(request: IncomingMessage, proxies: TrustedProxies): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let caller = withoutMapping(request.socket.remoteAddress ?? '');
  while (proxies.includes(caller)) {
    const claimed = withoutMapping(forwarded.pop()?.trim() ?? '');
    if (isIP(claimed) === 0) return caller;
    caller = claimed;
  }
  return caller;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

/** An IPv4 caller on a dual-stack socket appears as ::ffff:a.b.c.d; one caller must have one name. */
export function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
