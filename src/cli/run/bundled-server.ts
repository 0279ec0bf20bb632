import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { Profile } from '../../model/profile.ts';
import type { BundledTarget } from '../../model/target.ts';
import type { ServerOptions } from '../../server/options.ts';

/** What the server is started with: the part of ServerOptions that can be cloned. */
export interface BundledSettings
  extends Pick<ServerOptions, 'profile' | 'tls' | 'mtls' | 'directories'> {}

export type Question =
  | { readonly about: 'start'; readonly settings: BundledSettings }
  | { readonly about: 'registered'; readonly number: number; readonly interactionId: string };

export type Reply =
  | { readonly about: 'ready'; readonly url: string; readonly audience: string }
  | { readonly about: 'registered'; readonly number: number; readonly count: number };

export interface Bundled {
  readonly target: BundledTarget;
  close(): Promise<void>;
}

/** The worker beside this module: JavaScript once compiled; from source a worker has to load the compiler itself. */
function startWorker(): Worker {
  const extension = extname(import.meta.url);
  const url = new URL(`./bundled-worker${extension}`, import.meta.url);
  if (extension !== '.ts') return new Worker(url);
  const compiler = import.meta.resolve('tsx/esm/api');
  const load = `import('${compiler}').then(({ register }) => (register(), import('${url}')))`;
  return new Worker(load, { eval: true });
}

/**
 * The reference server over HTTPS with mTLS on a free port of loopback; in a thread of its own, so that it and the harness
 * do not wait for each other. The thread loads while `keys` are still being read. Rejects with what `keys` rejects with.
 */
export async function startBundled(
  profile: Profile,
  keys: Promise<TrustMaterial>,
): Promise<Bundled> {
  const [issuer = ''] = profile.ssa.issuers;
  const worker = startWorker();
  const ask = (question: Question) => worker.postMessage(question);
  const waiting = new Map<number, (count: number) => void>();
  let questions = 0;

  const ready = new Promise<Extract<Reply, { about: 'ready' }>>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (reply: Reply) => {
      if (reply.about === 'ready') return resolve(reply);
      waiting.get(reply.number)?.(reply.count);
      waiting.delete(reply.number);
    });
  });

  const close = async (): Promise<void> => {
    await worker.terminate();
  };
  const started = keys.then((trust) => {
    const settings: BundledSettings = {
      profile,
      tls: trust.server,
      mtls: { ca: trust.ca },
      directories: [{ issuer, jwks: trust.directoryJwks }],
    };
    ask({ about: 'start', settings });
    return trust;
  });
  const [trust, { url, audience }] = await Promise.all([started, ready]).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );

  return {
    target: {
      url,
      ca: trust.ca,
      audience,
      inspector: {
        registeredBy: (interactionId) =>
          new Promise((resolve) => {
            questions += 1;
            waiting.set(questions, resolve);
            ask({ about: 'registered', number: questions, interactionId });
          }),
      },
    },
    close,
  };
}
