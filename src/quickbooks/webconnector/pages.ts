/**
 * What a GET finds. Adding the application makes the Web Connector fetch AppSupport and CertURL and want a 200
 * (QBWC1003/1004 otherwise), without a login; and people paste the service's address into a browser.
 */
import { escapeXml } from './escapeXml';

export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export const servicePage = page(
  'Tieout gateway',
  'This address is used by the QuickBooks Web Connector. There is nothing to do here in a browser: ' +
    'open the .qwc file on the computer where QuickBooks runs, and the Web Connector will call.',
);

export const supportPage = page(
  'Tieout support',
  'If the Web Connector shows a message, note its reference and ask the person who set up Tieout for you. ' +
    'Updates that were interrupted go on by themselves at the next run; nothing has to be entered again.',
);

/** By which the page is known again, whatever version of the gateway answers. */
export const certificateTitle = 'Tieout certificate check';
export const certificatePage = page(
  certificateTitle,
  'If you can read this without a warning, this computer trusts the certificate of the gateway.',
);

export const plain = (status: number, sentence: string): Page => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: `${sentence}\n`,
});

export const notFoundPage = plain(404, 'There is nothing at this address.');

function page(title: string, paragraph: string): Page {
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body:
      '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
      `<meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title></head>` +
      `<body style="font-family:sans-serif;max-width:40em;margin:4em auto;padding:0 1em">` +
      `<h1>${escapeXml(title)}</h1><p>${escapeXml(paragraph)}</p></body></html>\n`,
  };
}
