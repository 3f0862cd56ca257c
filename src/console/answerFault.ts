import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { h } from 'preact';
import { Problem } from '../words/problem';
import { QwcRefused } from '../quickbooks/webconnector/qwc';
import type { ConsoleDeps } from './deps';
import { ConfirmFirst, Fault, SignedOut } from './faults';
import { sendPage } from './pages/html';
import { FaultPage } from './pages/signIn';
import { onPage } from './views/onPage';

/** Answers what could not be done: a page for people, JSON for programs; never a stack. */
export async function answerFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { log }: ConsoleDeps,
): Promise<unknown> {
  const fault = faultOf(error);
  if (fault.status >= 500)
    log.error({ err: error, url: request.routeOptions.url, requestId: request.id }, 'a request failed');
  void reply.header('cache-control', 'no-store');
  const isProgram = request.url.startsWith('/api/');
  if (fault.status === 401 && isProgram) void reply.header('www-authenticate', 'Bearer');
  if (isProgram)
    return reply
      .code(fault.status)
      .type('application/json')
      .send(JSON.stringify({ error: fault.message, cure: fault.cure }));
  if (fault instanceof SignedOut)
    return reply.redirect(`/sign-in?next=${encodeURIComponent(backTo(request))}`, 303);
  if (fault instanceof ConfirmFirst)
    return reply.redirect(`/confirm?next=${encodeURIComponent(fault.backTo)}`, 303);
  const page = h(FaultPage, {
    person: request.person,
    title: titleOf(fault.status),
    sentence: fault.message,
    cure: fault.cure,
  });
  return sendPage(reply, page, fault.status);
}

/** Only pages are worth coming back to. */
const backTo = (request: FastifyRequest): string => (request.method === 'GET' ? request.url : '/companies');

const titles: Readonly<Record<number, string>> = {
  400: 'Something is missing or wrong',
  403: 'Not allowed',
  404: 'Not found',
  409: 'That does not go any more',
  421: 'Another address',
  429: 'Too many at once',
};
const titleOf = (status: number): string => titles[status] ?? 'Something went wrong';

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  // As the command line refuses it: what was asked for does not fit what stands.
  if (error instanceof Problem) return new Fault(409, onPage(error.message), onPage(error.cure));
  if (error instanceof QwcRefused)
    return new Fault(
      409,
      `The Web Connector would not take the file: ${error.message}`,
      'Whoever runs Tieout corrects GATEWAY_PUBLIC_URL: an https:// address with a name, or one of this machine.',
    );
  if (hasZodFastifySchemaValidationErrors(error))
    return new Fault(
      400,
      'What was sent is not what is expected here.',
      error.validation.map(({ instancePath, message }) => `${instancePath} ${message}`.trim()).join('; '),
    );
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === 429)
    return new Fault(429, 'Too many requests came from your address.', 'Wait a minute and try again.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Fault(statusCode, 'What was sent could not be understood.', message ?? '');
  return new Fault(
    500,
    'Something went wrong on our side; nothing of what you asked for may have been done.',
    'Try again in a moment. If it stays, tell whoever runs Tieout.',
  );
}
