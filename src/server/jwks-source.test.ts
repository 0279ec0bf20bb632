import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createJwksSource, type JwksFetch } from './jwks-source.ts';

const URL_ = 'https://keys.directory.example/software.jwks';
const network = setupServer();
let fetches = 0;
let time = 0;

beforeAll(() => network.listen({ onUnhandledRequest: 'error' }));
afterEach(() => network.resetHandlers());
afterAll(() => network.close());

const overNetwork: JwksFetch = async (url) => {
  const response = await fetch(url, { redirect: 'manual' });
  return { status: response.status, contentType: null, body: await response.text() };
};

function source(answers: readonly (() => Response)[]) {
  fetches = 0;
  time = 1_000_000;
  network.use(
    http.get(URL_, () => {
      const answer = answers[Math.min(fetches, answers.length - 1)];
      fetches += 1;
      return answer?.() ?? HttpResponse.error();
    }),
  );
  return createJwksSource({ fetch: overNetwork, given: {}, now: () => time });
}

const keySet = (kid: string) => () => HttpResponse.json({ keys: [{ kid }] });

describe('the source of key sets', () => {
  it('fetches one place once for requests that come together', async () => {
    const keys = source([keySet('a')]);
    await Promise.all([keys.get(URL_), keys.get(URL_), keys.get(URL_)]);
    expect(fetches).toBe(1);
  });

  it('keeps a key set for five minutes', async () => {
    const keys = source([keySet('a'), keySet('b')]);
    await keys.get(URL_);
    time += 299_000;
    await keys.get(URL_);
    const kept = fetches;
    time += 2_000;
    expect([kept, await keys.get(URL_)]).toMatchObject([1, { jwks: { keys: [{ kid: 'b' }] } }]);
  });

  it('fetches again for an unknown key', async () => {
    const keys = source([keySet('a'), keySet('b')]);
    await keys.get(URL_);
    time += 3_000;
    expect(await keys.refresh(URL_, 1_000_000)).toMatchObject({ jwks: { keys: [{ kid: 'b' }] } });
  });

  it('does not fetch again at once', async () => {
    const keys = source([keySet('a')]);
    await keys.get(URL_);
    await keys.refresh(URL_, 1_000_000);
    expect(fetches).toBe(1);
  });

  it('tries again after a failure', async () => {
    const keys = source([() => HttpResponse.error(), keySet('a')]);
    expect([await keys.get(URL_), await keys.get(URL_)]).toMatchObject([
      { problem: 'the key set could not be fetched' },
      { jwks: { keys: [{ kid: 'a' }] } },
    ]);
  });

  it.each<[string, () => Response]>([
    ['no JSON', () => HttpResponse.text('<html>')],
    ['no key set', () => HttpResponse.json([])],
    ['an error', () => HttpResponse.json({ keys: [] }, { status: 404 })],
    ['a redirect', () => HttpResponse.redirect('https://elsewhere.example/', 302)],
  ])('has a problem with %s', async (_what, answer) => {
    expect(await source([answer]).get(URL_)).toHaveProperty('problem');
  });

  it('does not fetch what is given', async () => {
    const given = { [URL_]: { keys: [{ kid: 'given' }] } };
    const keys = createJwksSource({
      fetch: () => Promise.reject(new Error('no')),
      given,
      now: () => 0,
    });
    expect(await keys.get(URL_)).toMatchObject({ jwks: { keys: [{ kid: 'given' }] } });
  });
});
