import { endProcess, processIo } from '../cli/process-io.ts';
import { main } from './npm-test.ts';

await endProcess(await main(process.argv.slice(2), processIo()));
