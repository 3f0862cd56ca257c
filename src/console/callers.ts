import type { FastifyRequest } from 'fastify';
import { withoutMapping } from '../quickbooks/webconnector/remoteAddress';
import type { ConsoleDeps } from './deps';
import { Fault } from './faults';

/** Where requests come from and go to, as far as they may be believed. */

/** Who calls; an IPv4 caller has one name, however the socket tells it. */
export const callerOf = ({ ip }: Pick<FastifyRequest, 'ip'>): string => withoutMapping(ip);

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Passwords and cookies go to the address that people were given, or stay on this machine: by another name they would
 * travel in clear, or another site's name would have been pointed here.
 * @throws Fault
 */
export function assertKnownHost({ host }: Pick<FastifyRequest, 'host'>, { publicUrl }: ConsoleDeps): void {
  const asked = urlOf(`http://${host}`)?.hostname;
  if (asked !== undefined && (loopback.includes(asked) || asked === urlOf(publicUrl)?.hostname)) return;
  throw new Fault(
    421,
    'Tieout is not to be opened at this address.',
    publicUrl === undefined
      ? 'Whoever runs Tieout sets CONSOLE_PUBLIC_URL to the https:// address at which people open it.'
      : `Open ${publicUrl}. Whoever runs Tieout sets CONSOLE_PUBLIC_URL where that is not right.`,
  );
}

/** Whether a page of ours sends from this origin: of the public address, or of this machine where it was asked there. */
export function isOwnOrigin(
  origin: string,
  { host }: Pick<FastifyRequest, 'host'>,
  { publicUrl }: ConsoleDeps,
): boolean {
  const from = urlOf(origin);
  if (from === undefined) return false;
  return from.host === urlOf(publicUrl)?.host || (loopback.includes(from.hostname) && from.host === host);
}

function urlOf(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}
