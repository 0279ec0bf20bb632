import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from './cli.ts';
import { fakeIo } from './testing/fake-io.ts';

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-cli-'));
  await writeFile(join(dir, 'empty.pem'), 'no certificate here');
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  await writeFile(join(dir, 'broken.pem'), broken);
  await writeFile(join(dir, 'broken.json'), '{"target": ');
  await writeFile(join(dir, 'broken.yaml'), 'target: [');
  await writeFile(join(dir, 'list.json'), '[]');
  await writeFile(join(dir, 'typo.json'), '{"targt": "https://bank.example"}');
  await writeFile(join(dir, 'type.json'), '{"insecure": "yes"}');
  await writeFile(join(dir, 'value.yaml'), 'timeout: soon');
  await writeFile(join(dir, 'keys.json'), '{"no": "keys"}');
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

type Bad = readonly [line: string, says: RegExp, env?: Record<string, string>];

const BAD: readonly Bad[] = [
  ['run --targt=https://bank.example', /unknown option --targt – did you mean --target\?/],
  ['run https://bank.example', /too many arguments – to test a URL write --target=https/],
  ['rnu', /unknown command rnu – did you mean run\?/],
  ['run --target', /--target needs a value – write --target=URL/],
  ['run --target=', /--target is empty – write npm test -- --target=URL/],
  ['run', /DCR_TARGET is empty – write npm test -- --target=URL/, { DCR_TARGET: '' }],
  [
    'run',
    /npm took --target for itself – write: npm test -- --target=https:\/\/bank\.example/,
    { npm_config_target: 'https://bank.example' },
  ],
  [
    'run',
    /npm took --target for itself/,
    { npm_config_target: '', DCR_TARGET: 'https://other.example' },
  ],
  ['run', /DCR_TARGTE is no option – did you mean DCR_TARGET\?/, { DCR_TARGTE: 'x' }],
  ['run', /DCR_INSECURE is neither true nor false/, { DCR_INSECURE: 'maybe' }],
  ['run --target=bank.example/register', /--target is no http\(s\) URL/],
  ['run --target=ftp://bank.example', /--target is no http\(s\) URL/],
  ['run --target=https://me:secret@bank.example', /--target carries credentials/],
  ['run --profile=ob-uk-33', /unknown profile ob-uk-33 – did you mean ob-uk-3\.3\?/],
  ['run --profile=toString', /unknown profile toString/],
  ['run --profile=bank.yaml', /profile bank\.yaml cannot be read/],
  ['serve --profile=ob-uk-3.3,wso2-ob3', /there is more than one --profile/],
  ['run --fuzz=0', /--fuzz is no number in range/],
  ['run --fuzz=3 --shard=1/2', /--fuzz and --shard together/],
  ['run --fuzz=3 --dry-run', /--fuzz and --dry-run together/],
  [
    'run --fuzz=3 --target=https://bank.example --jwks-base-url=https://keys.example',
    /--fuzz would send 3 random registrations to bank\.example – add --yes/,
  ],
  ['run --ssa=statement.jwt', /--ssa statement\.jwt cannot be read/],
  ['run --signing-kid=k', /--signing-kid needs --signing-key/],
  ['run --ssa=eyJh.e30.x', /--ssa is for a target of your own/],
  ['run --ssa=eyJh.e30.x --dry-run', /--ssa is for a target of your own/],
  ['run --ssa=eyJh.e30.x --dry-run --target=https://bank.example', /no key for --ssa/],
  ['keys sell', /keys does not know sell/],
  ['run', /DCR_FUZZ is no number in range/, { DCR_FUZZ: 'many' }],
  ['lint request.jwt', /request\.jwt cannot be read/],
  ['report diff a b', /there is no report at a/],
  ['run --reporter=consol', /unknown reporter consol – did you mean console\?/],
  ['run --timeout=soon', /--timeout is no duration/],
  ['run --timeout=0', /--timeout is no duration/],
  ['run --max-duration=999h', /--max-duration is no duration/],
  ['run --concurrency=0', /--concurrency is no number in range/],
  ['run --rate=-1', /--rate is no number in range/],
  ['run --jwks-listen=nowhere', /--jwks-listen is no HOST:PORT/],
  ['run --jwks-listen=127.0.0.1:70000', /--jwks-listen is no HOST:PORT/],
  ['run --allow-host=https://bank.example', /--allow-host is no host/],
  ['run --depth=ful', /--depth is unknown: "ful" – did you mean full\?/],
  ['run --operations=post,patch', /--operations is unknown: "patch"/],
  ['run --set=scope=openid', /--set names no claim: "scope"/],
  ['run --set=request.scope', /--set has no value/],
  ['run --unset=scope', /--unset names no claim/],
  ['run --header=Authorization', /--header is no header/],
  ['run --header=Host:x', /--header cannot set Host/],
  ['run --header=Authorization:env:NO_SUCH', /names the variable NO_SUCH, which is not set/],
  ['run --header=Authorization:@none.txt', /names the file none\.txt, which cannot be read/],
  ['run --run-id=a/b', /--run-id is no name/],
  ['run --ca=none.pem', /--ca none\.pem cannot be read/],
  ['run --ca=empty.pem', /--ca empty\.pem holds no PEM certificate/],
  ['run --ca=broken.pem', /--ca broken\.pem holds a broken certificate/],
  ['run --config=none.json', /configuration file none\.json does not exist/],
  ['run --config=broken.json', /broken\.json cannot be parsed/],
  ['run --config=broken.yaml', /broken\.yaml cannot be parsed/],
  ['run --config=list.json', /list\.json holds no object/],
  ['run --config=typo.json', /typo\.json has an unknown member "targt" – did you mean target\?/],
  ['run --config=type.json', /insecure in type\.json has the wrong type – it takes true or false/],
  ['run --config=value.yaml', /timeout in value\.yaml is no duration/],
  ['run --resolve=bank.example:443', /--resolve is no HOST:PORT:ADDRESS/],
  ['run --resolve=bank.example:443:elsewhere', /--resolve is no HOST:PORT:ADDRESS/],
  ['run --target=https://b.example --proxy=socks5://p:1', /--proxy is a socks5 proxy/],
  ['run --target=https://b.example --proxy=://', /--proxy is no URL/],
  ['run --target=https://b.example', /HTTPS_PROXY is no URL/, { HTTPS_PROXY: 'http://' }],
  ['run --basic=hunter2', /--basic has no colon – write USER:PASSWORD/],
  ['run --basic=a:b --initial-access-token=c', /exclude each other/],
  ['run', /--initial-access-token is no token/, { DCR_INITIAL_ACCESS_TOKEN: 'Bearer a' }],
  ['run --target=https://b.example --transport-key=keys.json', /needs --transport-cert/],
  ['run --target=https://b.example --transport-cert=none.pem', /none\.pem cannot be read/],
  ['run --transport-cert=empty.pem', /--transport-cert is for a target of your own/],
  ['doctor', /there is no target to look at – write doctor --target=URL/],
  ['doctor --target=', /--target is empty/],
  ['doctor --target=bank.example', /--target is no http\(s\) URL/],
  [
    'doctor --target=https://b.example --preset=wso2-ob',
    /unknown preset wso2-ob – did you mean wso2-ob3/,
  ],
  ['doctor --preset=wso2-ob3', /there is no target to look at/],
  ['doctor --target=https://b.example --only=claims', /unknown option --only/],
  ['serve --port=99999', /--port is no number in range/],
  ['serve --jwks-map=nonsense', /--jwks-map is no URL=FILE/],
  ['keys --export=a --import=b', /--export and --import exclude each other/],
  ['keys --import=none', /none cannot be read/],
  ['keys --import=list.json', /this is not a key bundle/],
  ['list casess', /there is no list of casess – did you mean cases\?/],
];

describe('bad input ends with exit code 2 and one line that says what to do', () => {
  const inputs = BAD.map(([line, says, env = {}]) => ({ line, says, env }));

  it.each(inputs)('$line', async ({ line, says, env }) => {
    const io = fakeIo(dir, env);
    const code = await main(line.split(' '), io);
    expect({ code, out: io.out(), err: io.err() }).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(new RegExp(`^dcr-conformance: [^\\n]*${says.source}[^\\n]*\\n$`)),
    });
  });
});

describe('an error', () => {
  it.each([
    '--header=hunter2',
    '--basic=hunter2',
    '--initial-access-token=hunter2 b',
    '--proxy=socks5://hunter2@p:1',
    '--proxy=http://hunter2@',
  ])('never repeats the secret of %s', async (flag) => {
    const io = fakeIo(dir);
    await main(['run', '--target=https://bank.example', flag], io);
    expect(io.err()).not.toContain('hunter2');
  });

  it('comes with its stack when asked for', async () => {
    const io = fakeIo(dir);
    await main(['run', '--debug', '--target='], io);
    expect(io.err()).toMatch(/\n {4}at /);
  });

  it('shows hostile text escaped', async () => {
    const io = fakeIo(dir);
    await main(['run', '--profile=\u001b[31mred\n'], io);
    expect(io.err()).toContain('\\x1b[31mred');
  });
});
