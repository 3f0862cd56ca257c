/** The qbXML versions of US QuickBooks, oldest first. */
export const QBXML_VERSIONS = [
  '1.0', '1.1', '2.0', '2.1', '3.0', '4.0', '4.1', '5.0', '6.0', '7.0',
  '8.0', '9.0', '10.0', '11.0', '12.0', '13.0', '14.0', '15.0', '16.0',
] as const; // prettier-ignore

export const NEWEST_VERSION = '16.0';

/** Those a QuickBooks with this highest version understands. */
export function versionsUpTo(highest: string): string[] {
  return QBXML_VERSIONS.filter((version) => !isNewer(version, highest));
}

/** Whether version a came after version b. */
export function isNewer(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA > majorB || (majorA === majorB && minorA > minorB);
}
