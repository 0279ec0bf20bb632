/** Every option of every command: its name, values, default, environment variable and help. */
import {
  choice,
  day,
  directory,
  duration,
  file,
  integer,
  moment,
  name,
  positive,
  secret,
  shard,
  text,
} from './kinds.ts';
import {
  directoryFile,
  fileOrUrl,
  header,
  host,
  hostPort,
  httpUrl,
  resolvedHost,
  urlFile,
} from './kinds-network.ts';
import { assignment, removal } from './kinds-payload.ts';
import {
  COMMANDS,
  choiceFlag,
  flag,
  listed,
  optional,
  repeated,
  type ValueOf,
  withDefault,
} from './spec.ts';

const RUN = ['run'] as const;
/** Commands that send something to a target. */
const SENDING = ['run', 'cleanup', 'doctor'] as const;
/** Commands that register. */
const REACH = ['run', 'doctor'] as const;
const DOCTOR = ['doctor'] as const;
const REPORTING = ['run', 'report'] as const;
const SERVE = ['serve'] as const;
const LINT = ['lint'] as const;
const GENERATE = ['generate'] as const;
const KEYED = ['run', 'serve', 'keys', 'cleanup', 'doctor', 'generate'] as const;

export const OPTIONS = {
  target: optional(httpUrl, {
    group: 'What',
    help: 'discovery document, issuer or registration endpoint (without it run tests the bundled server, cleanup looks at all targets)',
    commands: SENDING,
  }),
  profile: listed(
    text,
    {
      group: 'What',
      help: 'ecosystem whose rules apply: a name of list profiles, or a file of your own',
      commands: ['run', 'doctor', 'serve', 'list', 'explain', 'cleanup', 'lint', ...GENERATE],
      behind: { lint: { fallback: ['auto'] } },
    },
    ['ob-uk-3.3'],
  ),
  only: listed(text, { group: 'What', help: 'run these ids, prefixes or areas', commands: RUN }),
  skip: listed(text, {
    group: 'What',
    help: 'leave these ids, prefixes or areas out',
    commands: RUN,
  }),
  depth: optional(choice('core', 'full'), {
    group: 'What',
    help: 'how much to run (full on bundled and loopback, else core)',
    commands: RUN,
  }),
  include: listed(choice('robustness'), {
    group: 'What',
    help: 'further kinds of cases',
    commands: RUN,
  }),
  yes: flag({
    group: 'What',
    help: 'the owner of the target agrees to cases that may strain it',
    commands: RUN,
  }),
  fuzz: optional(integer(1, 10_000_000), {
    group: 'What',
    help: 'after the cases send so many random payloads (--only fuzz: nothing else)',
    commands: RUN,
  }),
  'dry-run': flag({
    group: 'What',
    help: 'send nothing; list what would be sent',
    commands: SENDING,
  }),
  shard: optional(shard, {
    group: 'What',
    help: 'run part I of N; report merge puts the parts together',
    commands: RUN,
  }),
  config: optional(file, {
    group: 'What',
    help: 'configuration file (default dcr.config.json or dcr.config.yaml)',
    commands: ['run', 'doctor', 'serve', 'cleanup', 'report', 'baseline'],
  }),
  'print-config': flag({
    group: 'What',
    help: 'show the merged options and where each comes from, and stop',
    commands: ['serve', ...REACH],
    flagOnly: true,
  }),
  set: repeated(assignment, {
    group: 'Payload',
    help: 'give a claim of every payload this value, such as request.scope=openid',
    commands: [...REACH, ...GENERATE],
  }),
  unset: repeated(removal, {
    group: 'Payload',
    help: 'leave a claim out of every payload',
    commands: [...REACH, ...GENERATE],
  }),
  seed: withDefault(name, '1', {
    group: 'Payload',
    help: 'seed of all made-up values',
    commands: [...REACH, ...GENERATE],
  }),
  'run-id': optional(name, {
    group: 'Payload',
    help: 'name of this run (made up)',
    commands: [...REACH, ...GENERATE],
  }),
  audience: optional(text, {
    group: 'Payload',
    help: 'aud of request JWTs (serve: the only one it takes)',
    commands: [...REACH, 'serve', 'lint', ...GENERATE],
    behind: { lint: { help: 'what the bank is called in aud; any name is right without it' } },
  }),
  ssa: repeated(text, {
    group: 'Payload',
    help: 'SSA of a real directory, as FILE or compact JWT, used as it is; several are rotated',
    commands: [...RUN, ...LINT, 'doctor', ...GENERATE],
    behind: {
      lint: {
        help: 'file with the software statement (taken out of the request when left out)',
        flagOnly: true,
      },
    },
  }),
  'ssa-command': optional(text, {
    group: 'Payload',
    help: 'shell command that prints an SSA, asked again when the last one ends',
    commands: ['run', 'doctor'],
  }),
  'signing-key': repeated(file, {
    group: 'Payload',
    help: 'private key of the software of --ssa as PEM, JWK or PKCS#12: one for all, or one for each',
    commands: ['run', 'cleanup', 'doctor', 'report', ...GENERATE],
    behind: { report: { help: 'private key that report sign signs with', flagOnly: true } },
  }),
  'signing-kid': repeated(text, {
    group: 'Payload',
    help: 'its kid in the key set of the software (default: the kid of a JWK)',
    commands: ['run', 'cleanup', 'doctor', 'report', ...GENERATE],
    behind: {
      report: {
        help: 'kid of that key (default: that of a JWK, else its thumbprint)',
        flagOnly: true,
      },
    },
  }),
  'signing-key-passphrase': optional(secret('SECRET'), {
    group: 'Payload',
    help: 'passphrase of --signing-key; env:NAME or @FILE',
    commands: ['run', 'cleanup', 'doctor', 'report', ...GENERATE],
    behind: { report: { flagOnly: true } },
    secret: true,
  }),
  keys: withDefault(directory, 'keys', {
    group: 'Payload',
    help: 'folder of the trust material',
    commands: KEYED,
    env: 'DCR_KEYS_DIR',
  }),
  format: withDefault(choice('jwt', 'json', 'curl', 'http'), 'jwt', {
    group: 'Payload',
    help: 'as a token, as decoded JSON, as a curl command or as a file for HTTP clients',
    commands: GENERATE,
    flagOnly: true,
  }),
  claims: optional(file, {
    group: 'Payload',
    help: 'say what this request and its statement say, signed by our keys: a JWT, or a text around one',
    commands: GENERATE,
    flagOnly: true,
  }),
  mutation: repeated(text, {
    group: 'Payload',
    help: 'change it by this mutation, see list mutations',
    commands: GENERATE,
    flagOnly: true,
  }),
  case: optional(text, {
    group: 'Payload',
    help: 'what this case of a run sends; with --seed, --run-id and --now its very claims',
    commands: GENERATE,
    flagOnly: true,
  }),
  'registration-endpoint': optional(httpUrl, {
    group: 'Reach',
    help: 'use this instead of the one in discovery',
    commands: [...REACH, ...GENERATE],
  }),
  'token-endpoint': optional(httpUrl, {
    group: 'Reach',
    help: 'use this instead of the one in discovery',
    commands: SENDING,
  }),
  'allow-host': listed(host, {
    group: 'Reach',
    help: 'host that discovery may also name',
    commands: SENDING,
  }),
  ca: repeated(file, {
    group: 'Reach',
    help: 'PEM of an authority that the target may use',
    commands: [...SENDING, 'lint'],
  }),
  insecure: flag({
    group: 'Reach',
    help: 'do not verify the certificate of the target',
    commands: SENDING,
  }),
  proxy: optional(secret('URL'), {
    group: 'Reach',
    help: 'http(s) proxy for every connection (HTTPS_PROXY; NO_PROXY makes exceptions)',
    commands: [...SENDING, 'lint'],
    secret: true,
  }),
  resolve: repeated(resolvedHost, {
    group: 'Reach',
    help: 'address of a host at a port, instead of asking a name server',
    commands: SENDING,
  }),
  'transport-cert': optional(file, {
    group: 'Reach',
    help: 'TLS client certificate as PEM or PKCS#12, instead of the one in --keys',
    commands: [...SENDING, 'lint'],
  }),
  'transport-key': optional(file, {
    group: 'Reach',
    help: 'PEM of its private key, where that is in another file',
    commands: [...SENDING, 'lint'],
  }),
  'transport-passphrase': optional(secret('SECRET'), {
    group: 'Reach',
    help: 'passphrase of the PKCS#12 file or the key; env:NAME or @FILE',
    commands: [...SENDING, 'lint'],
    secret: true,
  }),
  basic: optional(secret('USER:PASSWORD'), {
    group: 'Reach',
    help: 'Basic credential of registrations; env:NAME or @FILE',
    commands: REACH,
    secret: true,
  }),
  'initial-access-token': optional(secret('TOKEN'), {
    group: 'Reach',
    help: 'bearer token of registrations (RFC 7591 3); env:NAME or @FILE',
    commands: REACH,
    secret: true,
  }),
  header: repeated(header, {
    group: 'Reach',
    help: 'header of every request; the value may be env:NAME or @FILE',
    commands: SENDING,
    secret: true,
  }),
  operations: listed(choice('post', 'get', 'put', 'delete'), {
    group: 'Reach',
    help: 'operations the target offers',
    commands: RUN,
  }),
  'token-scope': optional(text, {
    group: 'Reach',
    help: 'scope of management tokens',
    commands: SENDING,
  }),
  'assertion-audience': optional(text, {
    group: 'Reach',
    help: 'aud of client assertions',
    commands: SENDING,
  }),
  'jwks-listen': withDefault(
    hostPort,
    { host: '127.0.0.1', port: 0 },
    {
      group: 'Reach',
      help: 'address at which key sets are served during a run (127.0.0.1:0)',
      commands: [...REACH, 'keys'],
    },
  ),
  publish: optional(directory, {
    group: 'Reach',
    help: 'write the public key sets below DIR for static hosting under --jwks-base-url; the SSAs name those',
    commands: ['run', 'keys'],
  }),
  'jwks-base-url': optional(httpUrl, {
    group: 'Reach',
    help: 'URL under which the target reaches --jwks-listen',
    commands: [...REACH, ...GENERATE],
  }),
  timeout: withDefault(duration, 10_000, {
    group: 'Pace',
    help: 'limit of one exchange',
    commands: SENDING,
  }),
  rate: optional(positive, {
    group: 'Pace',
    help: 'requests per second (no limit on loopback, else 5)',
    commands: SENDING,
  }),
  concurrency: optional(integer(1, 256), {
    group: 'Pace',
    help: 'requests at a time (16 bundled, 8 loopback, else 2)',
    commands: SENDING,
  }),
  'max-duration': optional(duration, {
    group: 'Pace',
    help: 'limit of the whole run, such as 10m (30m on remote targets)',
    commands: REACH,
  }),
  out: withDefault(directory, 'reports', {
    group: 'Output',
    help: 'folder of the reports',
    commands: ['run', 'report', 'baseline'],
  }),
  reporter: listed(
    text,
    {
      group: 'Output',
      help: 'what to write: console, json',
      commands: [...REPORTING, 'lint'],
      behind: {
        lint: {
          kind: choice('console', 'json', 'sarif', 'github'),
          fallback: ['console'],
          flagOnly: true,
          help: 'what to write on standard output: console, json, sarif or github',
        },
      },
    },
    ['console', 'json'],
  ),
  baseline: optional(file, {
    group: 'Output',
    help: 'known fails that do not count, see baseline update',
    commands: ['run', 'baseline'],
  }),
  reason: optional(text, {
    group: 'Output',
    help: 'why new entries of the baseline may fail',
    commands: ['baseline'],
    flagOnly: true,
  }),
  owner: optional(text, {
    group: 'Output',
    help: 'who sees to new entries of the baseline',
    commands: ['baseline'],
  }),
  expires: optional(day, {
    group: 'Output',
    help: 'last day of new entries of the baseline',
    commands: ['baseline'],
    flagOnly: true,
  }),
  'fail-on': withDefault(choice('fail', 'warn', 'inconclusive'), 'fail', {
    group: 'Output',
    help: 'what else makes the exit code 1',
    commands: [...RUN, 'lint'],
    behind: {
      lint: {
        kind: choice('error', 'warning', 'info'),
        fallback: 'error',
        flagOnly: true,
        help: 'the least finding that makes the exit code 1',
      },
    },
  }),
  record: withDefault(choice('redacted', 'full'), 'redacted', {
    group: 'Output',
    help: 'signatures and contacts of SSAs that are not ours: left out or not',
    commands: RUN,
  }),
  quiet: flag({
    group: 'Output',
    help: 'only failures and the last line',
    commands: [...REPORTING, 'lint'],
    behind: { lint: { help: 'only the findings, without the documents' } },
  }),
  color: choiceFlag({
    group: 'Output',
    help: 'colours (on a terminal)',
    commands: [...REPORTING, ...DOCTOR, 'lint'],
  }),
  force: flag({
    group: 'Output',
    help: 'write over a file that is there',
    commands: ['init'],
    flagOnly: true,
  }),
  json: flag({
    group: 'Output',
    help: 'as JSON',
    commands: ['keys', 'doctor', 'list', 'explain', 'cleanup'],
    flagOnly: true,
  }),
  debug: flag({ group: 'Output', help: 'stack of an error', commands: COMMANDS }),
  host: withDefault(host, '127.0.0.1', {
    group: 'Server',
    help: 'address to listen on',
    commands: SERVE,
  }),
  port: withDefault(integer(0, 65_535), 0, {
    group: 'Server',
    help: 'port (0: a free one)',
    commands: [...SERVE, 'ui'],
  }),
  tls: flag({
    group: 'Server',
    help: 'HTTPS with the certificate in the keys folder',
    commands: ['serve', 'keys'],
  }),
  mtls: flag({ group: 'Server', help: 'HTTPS, and ask for a client certificate', commands: SERVE }),
  'media-types': listed(text, {
    group: 'Server',
    help: 'take registrations of these media types only',
    commands: SERVE,
  }),
  algorithms: listed(text, {
    group: 'Server',
    help: 'offer these signature algorithms only, such as ES256',
    commands: SERVE,
  }),
  'auth-methods': listed(text, {
    group: 'Server',
    help: 'offer these client authentication methods only',
    commands: SERVE,
  }),
  'response-types': listed(text, {
    group: 'Server',
    help: 'offer these response types only',
    commands: SERVE,
  }),
  scopes: listed(text, { group: 'Server', help: 'offer these scopes only', commands: SERVE }),
  fault: listed(text, { group: 'Server', help: 'break the server in this way', commands: SERVE }),
  trust: repeated(directoryFile, {
    group: 'Server',
    help: 'key set of a further directory',
    commands: SERVE,
  }),
  'jwks-map': repeated(urlFile, {
    group: 'Server',
    help: 'take the key set at URL from FILE',
    commands: SERVE,
  }),
  'allow-private': listed(host, {
    group: 'Server',
    help: 'private host from which key sets may be fetched',
    commands: SERVE,
  }),
  verbose: flag({
    group: 'Server',
    help: 'a line per request, with the rule that refused it',
    commands: SERVE,
  }),
  request: optional(file, {
    group: 'Documents',
    help: 'registration request: JWT, decoded claims, curl command or HAR entry; - is standard input',
    commands: LINT,
    flagOnly: true,
  }),
  response: optional(file, {
    group: 'Documents',
    help: 'what the bank answered: a record or an error, as body or as curl -i prints it',
    commands: LINT,
    flagOnly: true,
  }),
  jwks: optional(fileOrUrl, {
    group: 'Documents',
    help: 'key set of the software, to verify the request with; a URL needs --online',
    commands: [...LINT, 'report'],
    behind: {
      report: {
        kind: file,
        help: 'keys that report verify trusts: JWK Set, JWK, PEM or certificate',
      },
    },
    flagOnly: true,
  }),
  'directory-jwks': optional(fileOrUrl, {
    group: 'Documents',
    help: 'key set of the directory, to verify the software statement with; a URL needs --online',
    commands: LINT,
    flagOnly: true,
  }),
  online: flag({
    group: 'Documents',
    help: 'fetch the key sets that are given as URLs',
    commands: LINT,
    flagOnly: true,
  }),
  now: optional(moment, {
    group: 'Documents',
    help: 'time at which times are judged: seconds since 1970 or 2027-03-31T12:00:00Z (the clock)',
    commands: [...LINT, ...GENERATE],
    flagOnly: true,
  }),
  preset: optional(text, {
    group: 'Doctor',
    help: 'endpoints that a product has by default: wso2-ob3',
    commands: DOCTOR,
  }),
  register: choiceFlag({
    group: 'Doctor',
    help: 'send a registration, deleted if accepted, to see whether the target trusts our directory (default)',
    commands: DOCTOR,
  }),
  export: optional(file, {
    group: 'Keys',
    help: 'write the whole set, private keys included, as one line of base64; - is standard output',
    commands: ['keys'],
    flagOnly: true,
  }),
  import: optional(file, {
    group: 'Keys',
    help: 'read a set that --export wrote; - is standard input',
    commands: ['keys'],
    flagOnly: true,
  }),
} as const;

export type OptionName = keyof typeof OPTIONS;
export type OptionValues = { readonly [K in OptionName]: ValueOf<(typeof OPTIONS)[K]> };
