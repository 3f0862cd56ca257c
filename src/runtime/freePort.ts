import { createServer } from 'node:net';

/** A port of this machine's loopback address that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        server.close(() => reject(new Error('The system named no port')));
        return;
      }
      server.close(() => resolve(address.port));
    });
  });
}
