import { company } from './data/company';
import { block, chapter, gap, item, tell } from './say';
import { sayDashboard } from './world/dashboard';
import type { Stage } from './world/stage';

/** Everything stays up for a person to try things by hand. */
export async function stayUp(stage: Stage): Promise<void> {
  const { simulators, stack, stackFolder } = stage;
  const { qwcFile, webConnectorPassword } = stage.company;
  await simulators.startWebConnector({ file: qwcFile, password: webConnectorPassword, every: 10 });
  chapter('Everything stays up. Try it, in another terminal:');
  sayDashboard(stack.env.CONSOLE_URL, stage.user);
  block(
    [
      `QuickBooks (simulated)     ${simulators.quickbooksUrl}/books`,
      `Bill.com (simulated)       ${simulators.billcomUrl}/books?organization=${company.organization}`,
      `Web Connector (simulated)  ${simulators.webConnectorUrl()}/log   (now calls every 10 seconds)`,
      `Gateway                    ${stack.env.GATEWAY_PUBLIC_URL}/qbwc`,
      `Temporal                   ${stack.env.TEMPORAL_ADDRESS}`,
      `Logs                       ${stage.logs}`,
    ].join('\n'),
  );
  gap();
  const data = `--data ${stackFolder}`;
  tell('Change something in Bill.com, sync, and see it in QuickBooks:');
  const obj = JSON.stringify({
    organization: company.organization,
    entity: 'Vendor',
    obj: { name: 'My own vendor' },
  });
  block(
    [
      `curl -s -H 'content-type: application/json' -d '${obj}' ${simulators.billcomUrl}/person/create`,
      `npm run --silent tieout -- sync "${company.name}" --wait ${data}`,
      `npm run --silent tieout -- holds "${company.name}" ${data}`,
      `npm run --silent tieout -- status "${company.name}" ${data}`,
      `npm run --silent tieout -- doctor "${company.name}" ${data}`,
    ].join('\n'),
    '    ',
  );
  gap();
  item('Ctrl-C stops everything.', '·');
  await new Promise<never>(() => {
    setInterval(() => undefined, 3_600_000);
  });
}
