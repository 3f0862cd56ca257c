/**
 * Where a range of names is cut in two (design §4.7). Any cut is safe, whatever order QuickBooks keeps: both ends of a
 * range belong to it, so that every name is in the lower half or in the upper one, or in both. The order assumed here
 * only decides how even the halves are.
 */

/** In the order of ASCII; case means nothing in names, and the colon separates levels. */
const alphabet = " !#&'(+,-./0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * Ends every cut: hardly a name begins with a cut then. Where a range takes in what begins with its end (no document
 * says), a cut at “Sub” would leave all “Subcontractors” in both halves.
 */
const mark = '!';

/** Names that have more in common than this are read in one go. */
const longestCut = 20;

const base = BigInt(alphabet.length);
const digits = longestCut + mark.length;
const highest = base ** BigInt(digits);

/**
 * A text between two names, in the middle: names are taken for numbers, with letters for digits.
 * @param from where the range begins, null: with the first name; else an earlier cut
 * @param to where it ends, null: with the last name; else an earlier cut
 * @returns null when they are too close to be cut
 */
export function cutNames(from: string | null, to: string | null): string | null {
  // No name begins with a blank.
  const low = numberOf(from ?? mark);
  const high = to === null ? highest : numberOf(to);
  const middle = textOf((low + high) / 2n);
  // As short as it can be without leaving the middle for an end.
  const same = [...middle].findIndex((letter, at) => letter !== (from ?? '').charAt(at));
  for (let length = same + 2; length <= longestCut; length += 1) {
    const cut = middle.slice(0, length).trimEnd() + mark;
    const number = numberOf(cut);
    if (low < number && number < high) return cut;
  }
  return null;
}

function numberOf(text: string): bigint {
  let number = 0n;
  for (const letter of text.padEnd(digits)) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) throw new Error(`“${letter}” comes from no cut`);
    number = number * base + BigInt(digit);
  }
  return number;
}

function textOf(number: bigint): string {
  let text = '';
  for (let rest = number; text.length < digits; rest /= base)
    text = alphabet.charAt(Number(rest % base)) + text;
  return text;
}
