import type { OpenHold } from '../ledger/holds';
import { wrongUse } from '../words/problem';
import { quoted } from '../words/counted';

/** So many characters of a hold's id name it, as long as no other open hold begins alike. */
const shortest = 6;

/** What each open hold is called on the command line: the beginning of its id, as long as it has to be. */
export function shortIds(open: readonly { readonly id: string }[]): ReadonlyMap<string, string> {
  const cut = (length: number) => open.map(({ id }) => id.slice(0, length));
  let length = shortest;
  while (new Set(cut(length)).size < open.length) length += 1;
  return new Map(open.map(({ id }) => [id, id.slice(0, length)]));
}

/** The open hold that a person means. @throws Problem when there is none, or several begin so. */
export function holdCalled(open: readonly OpenHold[], named: string, company: string): OpenHold {
  const found = open.filter(({ id }) => id.startsWith(named.toLowerCase()));
  const [only] = found;
  if (only && found.length === 1) return only;
  const cure = `tieout holds ${quoted(company)} lists them with their ids.`;
  throw only
    ? wrongUse(`${found.length} open holds begin with “${named}”.`, `Give more of the id. ${cure}`)
    : wrongUse(`There is no open hold “${named}”.`, cure);
}
