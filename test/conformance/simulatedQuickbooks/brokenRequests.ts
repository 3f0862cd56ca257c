import { readMessageSet } from '../../../simulators/quickbooks/processor/readMessageSet';

/** The same document with two neighbouring elements of different names exchanged, once for every such place. */
export function swappedNeighbours(name: string, document: string): { fileName: string; contents: string }[] {
  const leaves = /<(\w+)>([^<]*)<\/\1>(?=<(\w+)>[^<]*<\/\3>)/g;
  return [...document.matchAll(leaves)].flatMap((match) => {
    const [first, tag] = match;
    const rest = document.slice(match.index + first.length);
    const second = /^<(\w+)>[^<]*<\/\1>/.exec(rest);
    if (!second || second[1] === tag) return [];
    const contents = document.slice(0, match.index) + second[0] + first + rest.slice(second[0].length);
    return [{ fileName: `${name}-${tag ?? ''}-${second[1] ?? ''}.xml`, contents }];
  });
}

export function isRead(document: string): boolean {
  try {
    readMessageSet(document, '16.0');
    return true;
  } catch {
    return false;
  }
}
