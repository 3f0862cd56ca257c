/** Which qbXML both sides speak. */
import { UnsupportedQuickBooks } from './errors';
import type { QbxmlVersion } from './types';
import { QBXML_VERSIONS } from './types';

/**
 * The youngest version that QuickBooks offers and Tieout writes. Some editions print it with a prefix (`CA3.0`);
 * those are other languages and do not count.
 * @param supportedVersions as `decodeHostAnswer` returns them, in any order
 * @throws UnsupportedQuickBooks when 13.0 is not offered
 */
export function negotiateVersion(supportedVersions: readonly string[]): QbxmlVersion {
  const offered = new Set(supportedVersions.map((version) => version.trim()));
  const best = QBXML_VERSIONS.filter((version) => offered.has(version)).at(-1);
  if (best === undefined) {
    throw new UnsupportedQuickBooks(
      'Tieout needs QuickBooks Desktop 2014 or later (qbXML 13.0), and this QuickBooks is older. ' +
        'Nothing was changed. Please update QuickBooks on this computer.',
    );
  }
  return best;
}
