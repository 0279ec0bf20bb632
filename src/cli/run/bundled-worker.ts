import { parentPort, workerData } from 'node:worker_threads';
import { startServer } from '../../server/start.ts';
import type { BundledSettings, Question, Reply } from './bundled-server.ts';

if (parentPort === null) throw new Error('the bundled server needs a parent');
const port = parentPort;

const server = await startServer(workerData as BundledSettings);
const tell = (reply: Reply) => port.postMessage(reply);
tell({ about: 'ready', url: server.discoveryUrl, audience: server.audience });

port.on('message', (question: Question) => {
  if (question.about === 'close') {
    void server.close().then(() => process.exit());
    return;
  }
  const { number, interactionId } = question;
  void Promise.resolve(server.inspector.registeredBy(interactionId)).then((count) =>
    tell({ about: 'registered', number, count }),
  );
});
