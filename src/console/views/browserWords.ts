/** Which browser signed in, as a person knows it: `Firefox on Windows`. By what it says of itself, as far as it does. Pure. */
export function browserWords(userAgent: string | undefined): string {
  const said = userAgent ?? '';
  // In this order: each of the later ones' names stands in what the earlier ones say, too.
  const browser = firstOf(said, [
    [/\bEdg(e|A|iOS)?\//, 'Edge'],
    [/\bOPR\//, 'Opera'],
    [/\b(Firefox|FxiOS)\//, 'Firefox'],
    [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
    [/\bVersion\/.*Safari\//, 'Safari'],
  ]);
  const system = firstOf(said, [
    [/\b(iPhone|iPad)\b/, 'an iPhone or iPad'],
    [/\bAndroid\b/, 'Android'],
    [/\bWindows\b/, 'Windows'],
    [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
    [/\bCrOS\b/, 'ChromeOS'],
    [/\bLinux\b/, 'Linux'],
  ]);
  return [browser ?? 'A browser', ...(system === undefined ? [] : [`on ${system}`])].join(' ');
}

const firstOf = (text: string, names: readonly (readonly [RegExp, string])[]): string | undefined =>
  names.find(([pattern]) => pattern.test(text))?.[1];
