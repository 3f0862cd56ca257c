import { readOptions, usage, WrongUse, type DemoOptions } from './options';
import { chapter, gap, seconds, tell } from './say';
import { stayUp } from './stayUp';
import { playStory, writeResult } from './story';
import { Stage } from './world/stage';

/** `npm run demo`: the story of two sets of books that come into agreement. Exit code 1 when something does not hold. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const stage = new Stage(options);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    process.stdout.write('\nStopping …\n');
    const code = stage.exitCode ?? 130;
    void takeDown(stage, code !== 1).finally(() => process.exit(code));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return play(stage, options, () => isStopping);
}

async function play(stage: Stage, options: DemoOptions, isStopping: () => boolean): Promise<number> {
  const began = Date.now();
  let isFine = false;
  try {
    const outcome = await playStory(stage);
    if (options.jsonFile !== undefined) writeResult(options.jsonFile, stage, outcome);
    const broken = outcome.invariants.filter((each) => !each.holds).map((each) => each.id);
    isFine = broken.length === 0;
    gap();
    tell(
      isFine
        ? `The two sets of books agree, except where a hold says why not. The story took ${seconds(Date.now() - began)}.`
        : `${broken.join(', ')} ${broken.length === 1 ? 'does' : 'do'} not hold. That is a mistake of Tieout.`,
    );
    stage.exitCode = isFine ? 0 : 1;
    if (!options.once) await stayUp(stage);
    return stage.exitCode;
  } catch (error) {
    // Ctrl-C takes everything down under the story's feet.
    if (isStopping()) return new Promise<never>(() => undefined);
    chapter('The demo could not go on');
    tell(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    if (!isStopping()) await takeDown(stage, isFine);
  }
}

/** Stops what was started; the files of a story that ended well are of no more use. */
async function takeDown(stage: Stage, isFine: boolean): Promise<void> {
  try {
    await stage.stop();
  } finally {
    if (isFine) stage.removeFiles();
    if (!isFine || !stage.isTemporary) tell(`Logs: ${stage.logs}`);
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof WrongUse) process.stderr.write(`\n${usage}\n`);
    process.exit(error instanceof WrongUse ? 2 : 1);
  },
);
