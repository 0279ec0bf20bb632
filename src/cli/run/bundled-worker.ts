import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { startServer } from '../../server/start.ts';
import type { Question, Reply } from './bundled-server.ts';

if (parentPort === null) throw new Error('the bundled server needs a parent');
const port = parentPort;

const [first] = (await once(port, 'message')) as [Question];
if (first.about !== 'start') throw new Error('the bundled server has not been started');
const server = await startServer(first.settings);
const tell = (reply: Reply) => port.postMessage(reply);
tell({ about: 'ready', url: server.discoveryUrl, audience: server.audience });

port.on('message', (question: Question) => {
  if (question.about !== 'registered') return;
  const { number, interactionId } = question;
  void Promise.resolve(server.inspector.registeredBy(interactionId)).then((count) =>
    tell({ about: 'registered', number, count }),
  );
});
