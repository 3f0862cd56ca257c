import { h } from 'preact';
import { changeWebConnectorPassword } from '../../acts/companyAccess';
import { gatewayAddress, qwcText, slugOf } from '../../acts/webConnectorFile';
import type { Company } from '../../ledger/companies';
import { assertConfirmed, inside } from '../admission';
import type { TypedApp } from '../app';
import type { ConsoleDeps } from '../deps';
import { ChecksPart, SetupPage } from '../pages/connected';
import { htmlOf, sendPage } from '../pages/html';
import { NewPasswordPage } from '../pages/newPassword';
import { loadSetupView } from '../setupPage';
import { previewHref } from '../views/hrefs';
import { companyParams } from './companies';
import { streamParts } from './live';

/** The last steps of connecting, which stay: the Web Connector's file and password, and how far it is. */
export function addSetup(app: TypedApp, deps: ConsoleDeps): void {
  const schema = { params: companyParams };

  app.get(
    '/companies/:company/setup',
    { config: { access: 'seeSettings' }, schema },
    async (request, reply) => {
      const by = inside(request);
      const view = await loadSetupView(by, deps, deps.now());
      return sendPage(reply, h(SetupPage, { by, view }));
    },
  );

  app.get(
    '/companies/:company/setup/live',
    {
      config: { access: 'seeSettings', isNoUse: true },
      schema,
    },
    async (request, reply) => {
      let isFirst = true;
      return streamParts(request, reply, deps, async (by) => {
        const view = await loadSetupView(by, deps, deps.now());
        // It goes on by itself when the preview comes while somebody looks; who comes back to this page stays.
        const onward = isFirst || view.preview === null ? null : previewHref(by.company.id, view.preview);
        isFirst = view.preview !== null && isFirst;
        return {
          parts: { 'live-checks': htmlOf(h(ChecksPart, { view })) },
          isBusy: view.facts.running !== null,
          onward,
        };
      });
    },
  );

  app.get(
    '/companies/:company/qwc',
    { config: { access: 'downloadQwc' }, schema },
    async (request, reply) => {
      const { company } = inside(request);
      return reply
        .header('content-disposition', `attachment; filename="${slugOf(company.name)}.qwc"`)
        .type('application/xml; charset=utf-8')
        .send(qwcOf(company, deps));
    },
  );

  app.post(
    '/companies/:company/web-connector-password',
    { config: { access: 'changeAccess' }, schema },
    async (request, reply) => {
      const by = inside(request);
      assertConfirmed(by.person, deps.now(), `/companies/${by.company.id}/settings`);
      const password = await changeWebConnectorPassword(deps.database, by.company, by.person.actsAs);
      return sendPage(reply, h(NewPasswordPage, { by, password }));
    },
  );
}

/** The file with which the QuickBooks computer adds Tieout. @throws Problem, QwcRefused where the gateway's address does not do */
export const qwcOf = (company: Company, { gatewayUrl }: Pick<ConsoleDeps, 'gatewayUrl'>): string =>
  qwcText(company, gatewayAddress(undefined, gatewayUrl));
