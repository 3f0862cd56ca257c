import type { Transaction } from './database';

/** A new Web Connector password; the old one is worth nothing from this moment. */
export async function saveWebConnectorPassword(
  tx: Transaction,
  companyId: string,
  passwordHash: string,
): Promise<void> {
  await tx.query('update company set web_connector_password_hash = $2 where id = $1', [
    companyId,
    passwordHash,
  ]);
}
