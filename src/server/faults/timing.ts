import type { Answer } from '../answer.ts';
import { isRecord, isRefusal } from './edit.ts';
import type { AnswerContext, Delivery, Fault } from './fault.ts';
import { LOGIN, STRANGERS } from './rows.ts';

type Manner = Exclude<Delivery, 'chunked' | 'capitals' | object>;

const MANNERS: Readonly<Record<Manner, string>> = {
  hang: 'never answers',
  reset: 'resets the connection instead of answering',
  cut: 'breaks off in the middle of the answer to',
  trickle: 'sends, too slowly to be waited for, the answer to',
};

interface Place {
  readonly slug: string;
  readonly title: string;
  readonly breaks: readonly string[];
  concerns(answer: Answer, context: AnswerContext): boolean;
}

const PLACES: readonly Place[] = [
  {
    slug: 'refusal',
    title: 'what it should refuse',
    breaks: ['RFC7591-3.2.2-2'],
    concerns: (answer, context) => context.route === 'registration' && isRefusal(answer, context),
  },
  {
    slug: 'registration',
    title: 'what it should register',
    breaks: ['RFC7591-3.2-1', 'OBUK-post-1'],
    concerns: (answer, context) => context.route === 'registration' && isRecord(answer, context),
  },
  {
    slug: 'read',
    title: 'reads',
    breaks: ['OBUK-get-1'],
    concerns: (answer, context) =>
      context.method === 'GET' && context.route === 'client' && isRecord(answer, context),
  },
  {
    slug: 'update',
    title: 'updates',
    breaks: ['RFC7592-2.2-8'],
    concerns: (answer, context) => context.method === 'PUT' && isRecord(answer, context),
  },
  {
    slug: 'deletion',
    title: 'deletions',
    breaks: ['RFC7592-2.3-1'],
    concerns: ({ status }, { method, route }) =>
      route === 'client' && method === 'DELETE' && status === 204,
  },
  {
    slug: 'token',
    title: 'token requests',
    breaks: ['OBUK-authentication-2', 'RFC7523-3-1', 'RFC8705-2.1-1', LOGIN],
    concerns: ({ status }, { route }) => route === 'token' && status === 200,
  },
  {
    slug: 'bad-token',
    title: 'calls with a bad access token',
    breaks: [
      'OBUK-authentication-2',
      'OBUK-get-1',
      'OBUK-delete-2',
      'RFC7592-2.1-4',
      'RFC7592-2.2-9',
      'RFC7592-2.3-3',
      'RFC7592-2.3-5',
      ...STRANGERS,
      'RFC6750-3.1-1',
      'RFC8705-3-1',
    ],
    concerns: ({ status }, { route }) => route === 'client' && status === 401,
  },
];

/** A deletion has no body to break off. */
function fits(place: Place, manner: Manner): boolean {
  return place.slug !== 'deletion' || manner === 'hang' || manner === 'reset';
}

export const timingFaults: readonly Fault[] = PLACES.flatMap((place) =>
  (Object.keys(MANNERS) as Manner[])
    .filter((manner) => fits(place, manner))
    .map((manner) => ({
      id: `timing/${manner}-on-${place.slug}`,
      title: `${MANNERS[manner]} ${place.title}`,
      kind: 'timing' as const,
      breaks: place.breaks,
      delivery: (answer: Answer, context: AnswerContext) =>
        place.concerns(answer, context) ? manner : null,
    })),
);
