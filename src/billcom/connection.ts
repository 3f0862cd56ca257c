/** What is needed to reach one Bill.com organization; the secrets in it never leave this folder. */
export interface BillcomConnection {
  /** Base of the v2 API, without a slash at the end: `https://…/api/v2`. */
  readonly v2Url: string;
  /** Base of the v3 API: `https://…/connect/v3`. */
  readonly v3Url: string;
  readonly devKey: string;
  /** A user's e-mail address, or the *name* of an AP & AR sync token. */
  readonly userName: string;
  /** The user's password, or the *value* of the sync token. */
  readonly password: string;
  /** 20 characters, begins with 008. */
  readonly organizationId: string;
}

export interface BillcomUrls {
  readonly v2Url: string;
  readonly v3Url: string;
}

/** Bill.com's own hosts (reference/billcom.md §2). The production login may name another v2 host to go on with. */
export const billcomEnvironments = {
  sandbox: {
    v2Url: 'https://api-stage.bill.com/api/v2',
    v3Url: 'https://gateway.stage.bill.com/connect/v3',
  },
  production: {
    v2Url: 'https://api.bill.com/api/v2',
    v3Url: 'https://gateway.prod.bill.com/connect/v3',
  },
} as const satisfies Record<string, BillcomUrls>;

export type BillcomEnvironment = keyof typeof billcomEnvironments;

/**
 * The base URLs for an environment's name, or for URLs given by hand (another server that speaks the API).
 * Plain HTTP is accepted only for this computer and for host names without a dot (a container's neighbour),
 * because every call carries the developer key and the session.
 * Throws a `TypeError` whose message names what was given and what is allowed.
 */
export function billcomUrls(environment: string | BillcomUrls): BillcomUrls {
  if (typeof environment !== 'string') {
    return { v2Url: checkedUrl(environment.v2Url, 'v2Url'), v3Url: checkedUrl(environment.v3Url, 'v3Url') };
  }
  if (isEnvironment(environment)) return billcomEnvironments[environment];
  const allowed = Object.keys(billcomEnvironments).join(', ');
  throw new TypeError(`Bill.com environment "${environment}" is not known; allowed: ${allowed}, or two URLs`);
}

function isEnvironment(name: string): name is BillcomEnvironment {
  return Object.hasOwn(billcomEnvironments, name);
}

function checkedUrl(text: string, name: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPrivate = url !== undefined && isPrivateHost(url.hostname);
  if (
    !url ||
    url.username !== '' ||
    !(url.protocol === 'https:' || (url.protocol === 'http:' && isPrivate))
  ) {
    throw new TypeError(`${name} "${text}" is not allowed; give an https URL (http only for this computer)`);
  }
  return text.replace(/\/+$/, '');
}

function isPrivateHost(host: string): boolean {
  return host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host) || !/[.:]/.test(host);
}

/**
 * The v2 base to use after a login. Bill.com's production login answers with an `apiEndPoint`; it is followed
 * only to a host we would trust with the credentials anyway: the same host, or a Bill.com host over HTTPS.
 */
export function endpointAfterLogin(v2Url: string, apiEndPoint: string | null | undefined): string {
  if (!apiEndPoint || !URL.canParse(apiEndPoint)) return v2Url;
  const asked = new URL(v2Url);
  const offered = new URL(apiEndPoint);
  const isSameOrigin = offered.origin === asked.origin;
  const areBothBillcom = isBillcomHost(asked) && isBillcomHost(offered);
  return isSameOrigin || areBothBillcom ? apiEndPoint.replace(/\/+$/, '') : v2Url;
}

function isBillcomHost(url: URL): boolean {
  return url.protocol === 'https:' && (url.hostname === 'bill.com' || url.hostname.endsWith('.bill.com'));
}
