import { Connection } from '@temporalio/client';

/**
 * Asks a server for a namespace until it answers.
 * @throws Error with the last reason when it does not within the time.
 */
export async function temporalAnswers(
  address: string,
  options: { namespace?: string; withinMs: number; unless?: () => string | undefined },
): Promise<void> {
  const namespace = options.namespace ?? 'default';
  const end = Date.now() + options.withinMs;
  for (;;) {
    const reason = await askOnce(address, namespace, Math.max(500, Math.min(5_000, end - Date.now())));
    if (reason === undefined) return;
    const hopeless = options.unless?.();
    if (hopeless !== undefined) throw new Error(hopeless);
    if (Date.now() >= end) {
      throw new Error(
        `No Temporal server with the namespace "${namespace}" answers at ${address} (${reason}) ` +
          `after ${Math.round(options.withinMs / 1000)} s`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function askOnce(address: string, namespace: string, timeoutMs: number): Promise<string | undefined> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: timeoutMs });
    const asked = connection;
    await asked.withDeadline(Date.now() + timeoutMs, () =>
      asked.workflowService.describeNamespace({ namespace }),
    );
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await connection?.close().catch(() => undefined);
  }
}
