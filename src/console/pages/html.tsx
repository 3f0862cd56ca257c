import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** JSX as text; everything in it that is not markup is escaped (preact-render-to-string). */
export const htmlOf = <Props,>(node: VNode<Props>): string => render(node as VNode);

export async function sendPage<Props>(
  reply: FastifyReply,
  page: VNode<Props>,
  status = 200,
): Promise<FastifyReply> {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .send(`<!doctype html>${htmlOf(page)}`);
}
