/** What the Action, the GitLab template, the image and the compose file run, without a container: their commands as they stand there. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { NODE, ROOT, run, start, succeed } from './processes.ts';

const MAIN = join(ROOT, 'dist/cli/main.js');

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-deploy-'));
  await succeed('npm', ['run', 'build'], { cwd: ROOT });
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const text = (name: string) => readFile(join(ROOT, name), 'utf8');

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly env?: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

/** Runs the script of the action as a step of a job would. */
async function step(name: string, inputs: Readonly<Record<string, string>>) {
  const cwd = join(dir, name);
  await mkdir(cwd, { recursive: true });
  const [output, summary] = [join(cwd, 'output'), join(cwd, 'summary')];
  await Promise.all([output, summary].map((path) => writeFile(path, '')));
  const given = Object.entries(inputs).map(([key, value]) => [`INPUT_${key}`, value]);
  const env = {
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...Object.fromEntries(given),
  };
  const ended = await run('bash', [join(ROOT, 'ci/github-action.sh')], { cwd, env });
  const [outputs, shown] = await Promise.all(
    [output, summary].map((path) => readFile(path, 'utf8')),
  );
  return { ...ended, cwd, outputs, shown };
}

describe('the GitHub Action', () => {
  it('hands every input over as a variable, and gives every output that its script writes', async () => {
    const action = parse(await text('action.yml')) as Action;
    const env = action.runs.steps.at(-1)?.env ?? {};
    const names = Object.keys(action.inputs);
    expect(env).toEqual(
      Object.fromEntries(
        names.map((name) => [`INPUT_${name.toUpperCase()}`, `\${{ inputs.${name} }}`]),
      ),
    );
    expect(action.runs.steps.map(({ run: line }) => line).join('\n')).not.toContain('${{');
    const script = await text('ci/github-action.sh');
    expect([...script.matchAll(/echo "([a-z-]+)=/g)].map(([, name]) => name)).toEqual(
      Object.keys(action.outputs),
    );
    expect(names.filter((name) => !script.includes(`INPUT_${name.toUpperCase()}`))).toEqual([]);
  });

  it('runs, and gives outputs and the summary of the step', async () => {
    const { code, outputs, shown, out } = await step('good', {
      TARGET: 'bundled',
      ARGS: '  --only=registration/full\n\n--header=X-Note: a; echo $(id) b\n',
    });
    expect({ code, outputs }).toEqual({
      code: 0,
      outputs: 'exit-code=0\noutcome=CONFORMANT\nreport=reports/report.json\n',
    });
    expect(shown).toMatch(/^# CONFORMANT\n/);
    expect(out).toMatch(/::notice /);
  });

  it('ends as the run does, and says so', async () => {
    const { code, outputs, cwd } = await step('bad', { TARGET: 'http://127.0.0.1:9/', OUT: 'out' });
    expect({ code, outputs }).toEqual({
      code: 3,
      outputs: expect.stringMatching(/^exit-code=3\noutcome=.+\nreport=out\/report\.json\n$/),
    });
    expect(cwd).not.toBe('');
  });

  it('never takes a target that is empty for the bundled server', async () => {
    const { code, err, outputs } = await step('empty', { TARGET: '' });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/target/) });
    expect(outputs).toMatch(/^exit-code=2\noutcome=NOT RUN\n/);
  });
});

describe('the GitLab template', () => {
  it('runs with a target in a variable and leaves what it names as artifacts', async () => {
    const template = parse(await text('ci/gitlab.yml')) as Record<
      string,
      { script: string[]; artifacts: { reports: { junit: string } } }
    >;
    const job = template['.dcr-conformance'];
    const words = job?.script[0]?.split(' ') ?? [];
    expect(words.slice(0, 3)).toEqual(['npx', '--yes', '"dcr-conformance@$DCR_VERSION"']);
    const cwd = join(dir, 'gitlab');
    await mkdir(cwd);
    const { code } = await run(NODE, [MAIN, ...words.slice(3), '--only=registration/full'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(await readFile(join(cwd, job?.artifacts.reports.junit ?? ''), 'utf8')).toContain(
      '<testsuites',
    );
    expect(
      (await run(NODE, [MAIN, ...words.slice(3)], { cwd, env: { DCR_TARGET: '' } })).code,
    ).toBe(2);
  });
});

interface Service {
  readonly command?: readonly string[];
  readonly network_mode?: string;
}

describe('the image', () => {
  it('serves by default, is healthy then, and conforms as the compose file runs it', async () => {
    const dockerfile = await text('Dockerfile');
    const commands = [...dockerfile.matchAll(/CMD (\[.*\])/g)].map(
      ([, list = '[]']) => JSON.parse(list) as string[],
    );
    const [health = [], serve = []] = commands;
    expect(serve).toEqual(['serve', '--host', '0.0.0.0', '--port', '8080']);
    const { services } = parse(await text('compose.yaml'), { merge: true }) as {
      services: Record<string, Service>;
    };
    const { target, conformance } = services;
    expect(conformance?.network_mode).toBe('service:target');
    const port = 20_000 + (process.pid % 20_000);
    const here = (words: readonly string[] = []) =>
      words.map((word) => word.replace('8080', String(port)));
    const cwd = join(dir, 'image');
    await mkdir(cwd);
    for (const command of [serve, target?.command]) {
      const server = start(NODE, [MAIN, ...here(command)], { cwd });
      try {
        await new Promise((resolve, reject) => {
          server.stdout?.once('data', resolve);
          server.once('close', () => reject(new Error('serve ended')));
        });
        await succeed(health[0] ?? '', here(health.slice(1)), { cwd });
        if (command === serve) continue;
        const few = ['--only', 'registration/full,claims/request-aud-absent'];
        const { code, out } = await run(NODE, [MAIN, ...here(conformance?.command), ...few], {
          cwd,
        });
        expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^CONFORMANT/m) });
      } finally {
        server.kill();
        await new Promise((resolve) => server.once('close', resolve));
      }
    }
    expect((await run(health[0] ?? '', here(health.slice(1)), { cwd })).code).toBe(1);
  });

  it('runs as a user without rights, from a small base', async () => {
    const dockerfile = await text('Dockerfile');
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^FROM node:\d+-alpine\n/);
    expect(last.indexOf('USER node')).toBeGreaterThan(last.indexOf('RUN '));
    expect(last).not.toMatch(/USER root|ADD http/);
  });
});

describe('the release workflow', () => {
  it('publishes what was checked, with provenance and no more rights than that takes', async () => {
    const { permissions, jobs } = parse(await text('.github/workflows/release.yml'));
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.publish.needs).toBe('check');
    expect(jobs.publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    const lines = jobs.publish.steps.map(({ run: line }: { run?: string }) => line ?? '');
    expect(lines.at(-1)).toBe('npm publish --provenance --access public');
    const tag = lines.find((line: string) => line.includes('GITHUB_REF_NAME'));
    const { version } = JSON.parse(await text('package.json'));
    const check = (name: string) =>
      run('bash', ['-c', tag], { cwd: ROOT, env: { GITHUB_REF_NAME: name } });
    expect((await check(`v${version}`)).code).toBe(0);
    expect((await check('v0.0.0')).code).toBe(1);
  });
});
