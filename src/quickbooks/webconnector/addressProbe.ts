/**
 * Asks the gateway's public address for its certificate's page as the Web Connector does when a `.qwc` file is added, and
 * says in words what Windows would refuse later by a number (QBWC1003, 1004, 1048). Only ever asked about the address of
 * this installation's own setting.
 */
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { certificateTitle } from './pages';
import { checkedUrl } from './qwc';

export type AddressFinding =
  /** The Web Connector takes it. */
  | { readonly kind: 'good'; readonly sentence: string }
  /** It takes it, for a few days more. */
  | { readonly kind: 'soon'; readonly sentence: string; readonly cure: string }
  /** Nothing answers, seen from here: from elsewhere it may look otherwise. */
  | { readonly kind: 'unreachable'; readonly sentence: string; readonly cure: string }
  /** The Web Connector refuses it. */
  | { readonly kind: 'refused'; readonly sentence: string; readonly cure: string };

export interface ProbeOptions {
  /** PEM; instead of the roots that this program trusts (Mozilla's, and those of NODE_EXTRA_CA_CERTS). */
  readonly ca?: string | Buffer;
  readonly now?: Date;
  readonly timeoutMs?: number;
}

const timeoutMs = 5_000;
const longestBody = 64 * 1_024;
const dayMs = 24 * 3_600_000;
/** Who renews automatically has done so by then. */
const soonDays = 14;

/**
 * @param publicUrl the gateway as the QuickBooks computer reaches it
 * Never throws.
 */
export async function probeAddress(publicUrl: string, options: ProbeOptions = {}): Promise<AddressFinding> {
  let url: URL;
  try {
    url = checkedUrl('GATEWAY_PUBLIC_URL', `${publicUrl.replace(/\/+$/, '')}/certificate`);
  } catch (error) {
    return refused((error as Error).message, setAddress);
  }
  try {
    const answer = await ask(url, { ...tls12, ...trust(options) }, options);
    return (answer.socket && certificateFinding(url, answer.socket, options.now)) ?? pageFinding(url, answer);
  } catch (error) {
    return failure(url, error as NodeJS.ErrnoException, options);
  }
}

const setAddress =
  'Whoever runs Tieout sets GATEWAY_PUBLIC_URL to the https:// address at which the QuickBooks computer reaches the gateway.';
const refused = (sentence: string, cure: string): AddressFinding => ({ kind: 'refused', sentence, cure });

/** What .NET on every Windows that runs the Web Connector speaks. */
const tls12 = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
/** Everything that there ever was, to tell what a server speaks instead. */
const anyTls = { minVersion: 'TLSv1', maxVersion: 'TLSv1.3', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

const trust = ({ ca }: ProbeOptions): { ca?: string | Buffer } => (ca === undefined ? {} : { ca });

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string;
  /** How it was encrypted, looked at while it was open; null without HTTPS. */
  readonly socket: Secured | null;
}

interface Secured {
  readonly fault: string | null;
  readonly certificate: DetailedPeerCertificate;
  readonly protocol: string;
}

/** One GET without following anything; whether the certificate is trusted is noted, not decided. */
function ask(url: URL, tls: https.RequestOptions, options: ProbeOptions): Promise<Answer> {
  const limit = options.timeoutMs ?? timeoutMs;
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    const request = client.get(
      url,
      { ...tls, agent: false, rejectUnauthorized: false, signal: AbortSignal.timeout(limit) },
      (response) => {
        const socket = url.protocol === 'https:' ? securedOf(response.socket as TLSSocket) : null;
        const { statusCode: status = 0, headers } = response;
        const parts: Buffer[] = [];
        let size = 0;
        const end = (): void =>
          resolve({
            status,
            location: headers.location ?? '',
            body: Buffer.concat(parts).toString('utf8'),
            socket,
          });
        response.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size <= longestBody) return;
          end();
          request.destroy();
        });
        response.on('end', end);
        response.on('error', reject);
      },
    );
    request.on('error', reject);
  });
}

function securedOf(socket: TLSSocket): Secured {
  // An Error where the types say so, a code where the name does not fit.
  const fault: unknown = socket.authorizationError;
  return {
    fault: socket.authorized ? null : codeOf(fault),
    certificate: socket.getPeerCertificate(true),
    protocol: socket.getProtocol() ?? '',
  };
}

const codeOf = (fault: unknown): string =>
  typeof fault === 'string' ? fault : String((fault as { code?: unknown } | null)?.code ?? fault);

const renew = 'Whoever runs Tieout renews it, and sees that it is renewed by itself from now on.';
const fromKnownIssuer =
  'Whoever runs Tieout gets one from a known issuer (Let’s Encrypt costs nothing) and serves it with its chain: Windows does not fetch what is missing. A company’s own issuer does only on computers that trust it.';

/** Undefined where nothing is wrong with it. */
function certificateFinding(
  url: URL,
  { fault, certificate }: Secured,
  now = new Date(),
): AddressFinding | undefined {
  const until = new Date(certificate.valid_to);
  const name = url.hostname;
  const untrusted = (sentence: string): AddressFinding =>
    refused(`${sentence} Windows does not trust it (QBWC1048).`, fromKnownIssuer);
  switch (fault) {
    case null:
      return until.getTime() - now.getTime() < soonDays * dayMs
        ? {
            kind: 'soon',
            sentence: `The certificate of ${name} ends on ${dayWords(until)}; after that the Web Connector refuses it.`,
            cure: renew,
          }
        : undefined;
    case 'CERT_HAS_EXPIRED':
      return refused(`The certificate of ${name} has ended on ${dayWords(until)} (QBWC1048).`, renew);
    case 'CERT_NOT_YET_VALID':
      return refused(
        `The certificate of ${name} begins only on ${dayWords(new Date(certificate.valid_from))} (QBWC1048).`,
        'See that the clocks of the servers are right, or wait until then.',
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return refused(
        `The certificate is for ${namesOf(certificate)}, not for ${name} (QBWC1048).`,
        `Whoever runs Tieout gets one for ${name}, or corrects GATEWAY_PUBLIC_URL.`,
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return untrusted(`The certificate of ${name} was signed by itself.`);
    default:
      return untrusted(
        `The certificate of ${name} leads to no known issuer: ${String(certificate.issuer?.O ?? certificate.issuer?.CN ?? 'its issuer')} is unknown, or a part of its chain is not sent.`,
      );
  }
}

const namesOf = ({ subjectaltname, subject }: DetailedPeerCertificate): string =>
  (subjectaltname ?? '').replace(/DNS:/g, '') || String(subject?.CN ?? 'no name');

const dayWords = (at: Date): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);

/** Whether it is the gateway that answers. */
function pageFinding(url: URL, { status, body, location }: Answer): AddressFinding {
  const proxy = 'Whoever runs Tieout has the proxy before it pass everything on to the gateway.';
  if (status >= 300 && status < 400)
    return refused(`${url.host} sends on to ${location || 'another address'} (QBWC1003).`, proxy);
  if (status !== 200) return refused(`${url.href} answers ${status} (QBWC1003).`, proxy);
  if (!body.includes(`<title>${certificateTitle}</title>`))
    return refused(`At ${url.host} something else answers than Tieout’s gateway.`, proxy);
  return {
    kind: 'good',
    sentence:
      url.protocol === 'https:'
        ? `${url.hostname} answers, with a certificate of a known issuer.`
        : 'It answers on this computer only: elsewhere the Web Connector needs an https:// address.',
  };
}

/** Nothing came back. */
async function failure(
  url: URL,
  error: NodeJS.ErrnoException,
  options: ProbeOptions,
): Promise<AddressFinding> {
  const { code = '' } = error;
  if (isHandshake(code)) return handshakeFinding(url, options);
  const unreachable = (sentence: string, cure: string): AddressFinding => ({
    kind: 'unreachable',
    sentence,
    cure: `${cure} What is seen from this machine may be otherwise for the QuickBooks computer.`,
  });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return unreachable(
      `The name ${url.hostname} is not known here.`,
      'Whoever runs Tieout makes its entry in the DNS, or corrects GATEWAY_PUBLIC_URL.',
    );
  return unreachable(
    code === 'ECONNREFUSED'
      ? `Nothing listens at ${url.host}.`
      : `${url.host} does not answer (${error.name === 'AbortError' || error.name === 'TimeoutError' ? 'no answer in time' : code || error.message}).`,
    'Whoever runs Tieout starts the gateway and the proxy before it, and opens the firewall.',
  );
}

const isHandshake = (code: string): boolean => code.startsWith('ERR_SSL_') || code === 'EPROTO';

async function handshakeFinding(url: URL, options: ProbeOptions): Promise<AddressFinding> {
  const cure = 'Whoever runs Tieout has the server speak TLS 1.2 as well.';
  try {
    const { socket } = await ask(url, anyTls, options);
    return refused(
      `${url.host} speaks ${socket?.protocol.replace('TLSv1', 'TLS 1') || 'another protocol'} only, and the Web Connector needs TLS 1.2.`,
      cure,
    );
  } catch {
    return refused(`${url.host} does not speak TLS as the Web Connector does.`, cure);
  }
}

/** How long a finding counts: a certificate changes seldom, and whoever mends something wants to see it. */
const goodForMs = 5 * 60_000;
const badForMs = 20_000;
/** A page does not wait longer. */
const waitMs = 300;

/**
 * The address is asked now and again, when somebody looks, and once for all who look at the same time.
 * @returns undefined while it is not known yet
 */
export function watchAddress(
  publicUrl: string,
  options: ProbeOptions = {},
): () => Promise<AddressFinding | undefined> {
  let last: { readonly finding: AddressFinding; readonly at: number } | undefined;
  let asking: Promise<AddressFinding> | undefined;
  return async () => {
    const lasts = last?.finding.kind === 'good' ? goodForMs : badForMs;
    if (last && Date.now() - last.at < lasts) return last.finding;
    asking ??= probeAddress(publicUrl, options).then((finding) => {
      last = { finding, at: Date.now() };
      asking = undefined;
      return finding;
    });
    return Promise.race([asking, sleep(waitMs, last?.finding, { ref: false })]);
  };
}
