import * as http from 'node:http';
import { serveApi, V2_BASE, V3_BASE } from './apiServer';
import { serveControl } from './controlRoutes';
import type { Service } from './service';

/** One server for the two APIs and the control interface. */
export function billcomServer(service: Service): http.Server {
  return http.createServer((request, response) => {
    const path = request.url ?? '/';
    const isApi = path.startsWith(V2_BASE) || path.startsWith(`${V3_BASE}/`);
    (isApi ? serveApi : serveControl)(service, request, response).catch(() => response.destroy());
  });
}
