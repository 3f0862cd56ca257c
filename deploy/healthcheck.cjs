// Asks a process of ours in this container for GET /health: exit code 0 when it answers 200.
// The certificate is not checked: it is issued for the public name, and we ask 127.0.0.1.
const [port = '8080'] = process.argv.slice(2);
const isTls = Boolean(process.env.GATEWAY_TLS_CERT_FILE) && port === (process.env.GATEWAY_PORT ?? '8080');
const client = require(isTls ? 'node:https' : 'node:http');

const request = client.get(
  { host: '127.0.0.1', port, path: '/health', timeout: 4000, rejectUnauthorized: false },
  (response) => process.exit(response.statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => process.exit(1));
request.on('error', () => process.exit(1));
