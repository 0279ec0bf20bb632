import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CASES } from '../cases/index.ts';
import { openTrustMaterial } from '../keys/store.ts';
import { benchFuzz } from './fuzz.ts';
import { benchGeneration } from './generation.ts';
import { benchHtml } from './html.ts';
import { benchLint } from './lint.ts';
import { benchProcesses } from './processes.ts';
import { benchServer } from './server.ts';

function perArea(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { area } of CASES) counts.set(area, (counts.get(area) ?? 0) + 1);
  return counts;
}

const trust = await openTrustMaterial('keys');
const generation = await benchGeneration(trust);
const linting = await benchLint(trust);
const serving = await benchServer(trust);
const { figures: processes, report } = await benchProcesses(join('reports', 'bench'), perArea());
const rendering = benchHtml(report);
const fuzzing = await benchFuzz(join('reports', 'bench', 'fuzz'));
const figures = {
  node: process.version,
  cores: availableParallelism(),
  cases: CASES.length,
  ...processes,
  casesPerRunSecond: CASES.length / processes.runSeconds,
  ...generation,
  ...linting,
  ...serving,
  ...rendering,
  ...fuzzing,
};
await mkdir('reports', { recursive: true });
await writeFile(join('reports', 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);

const row = (name: string, value: number, unit: string) =>
  console.log(`${name.padEnd(46)}${value.toFixed(2).padStart(10)} ${unit}`);
console.log(`Node ${figures.node}, ${figures.cores} cores, ${figures.cases} cases; medians\n`);
row('npm test, whole', figures.npmTestSeconds, 's');
row('empty vitest run of the same shape', figures.emptyVitestSeconds, 's');
row('npm test / empty vitest', figures.npmTestRatio, '×');
row('run, whole', figures.runSeconds, 's');
row('cases per second of run', figures.casesPerRunSecond, '/s');
row('registrations generated', figures.registrationsPerSecond, '/s');
row('the same signatures by node:crypto alone', figures.rawPerSecond, '/s');
row('generation / raw signing', figures.ratio, '×');
row('requests linted, both signatures verified', figures.lintsPerSecond, '/s');
row('the same signatures verified by WebCrypto alone', figures.rawPairsPerSecond, '/s');
row('linting / raw verification', figures.lintRatio, '×');
row('registrations accepted by the reference server', figures.registrationsAcceptedPerSecond, '/s');
row(`HTML page of ${figures.htmlResults} results, rendered`, figures.htmlRenderSeconds, 's');
row('size of that page', figures.htmlMegabytes, 'MB');
row('random payloads sent, judged and cleaned up', figures.fuzzPayloadsPerSecond, '/s');
row(`memory after ${figures.fuzzPayloads / 10} of them`, figures.fuzzMemoryAtTenth, 'MiB');
row(`memory after ${figures.fuzzPayloads}`, figures.fuzzMemoryAtEnd, 'MiB');
row('time of the last fifth / the second fifth', figures.fuzzSlowdown, '×');
