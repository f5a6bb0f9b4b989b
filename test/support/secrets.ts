// Planted secrets for the tests of redaction. Each is put together from parts, so that no scanner of sources takes it for a leak; none
// opens anything.

export interface Planted {
  /** The rule that finds it in running text. */
  readonly rule: string;
  /** What must not survive. */
  readonly secret: string;
  /** A text as a program would log it. */
  readonly text: string;
}

const random = (length: number, alphabet: string): string => Array.from({ length }, (_, index) => alphabet[(index * 7 + (index % 5) * 11 + length) % alphabet.length]).join('');
const WORD = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU1vW0xYzC';
const HEX = '0f1e2d3c4b5a6978';

function planted(rule: string, secret: string, text: (secret: string) => string): Planted {
  return { rule, secret, text: text(secret) };
}

const jwt = ['eyJ', 'hbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0.', random(43, WORD)].join('');
const pem = ['-----BEGIN RSA ', 'PRIVATE KEY-----\n', random(64, WORD), '\n', random(64, WORD), '\n-----END RSA ', 'PRIVATE KEY-----'];

export const PLANTED: readonly Planted[] = [
  planted('bearer', random(24, WORD), (secret) => `upstream refused Authorization: Bearer ${secret} with 401`),
  planted('basic', Buffer.from('bob:hunter2!').toString('base64'), (secret) => `proxy said basic ${secret} is unknown`),
  planted('authorization', random(32, HEX), (secret) => `Authorization: ApiKey ${secret}`),
  planted('aws-access-key', `AK${'IA'}IOSFODNN7EXAMPLE`, (secret) => `assumed role with ${secret} in eu-west-1`),
  planted('aws-secret-key', random(40, `${WORD}/+`), (secret) => `aws_secret_access_key=${secret} loaded`),
  planted('gcp-key', `AI${'za'}${random(35, WORD)}`, (secret) => `maps answered 403 for ${secret}`),
  planted('azure-key', `${random(43, WORD)}%3D`, (secret) => `GET https://a.blob.core.windows.net/c/x?sv=2024-01-01&sig=${secret} 200`),
  planted('github-token', `gh${'p_'}${random(36, WORD)}`, (secret) => `git clone with ${secret}: exit 128`),
  planted('gitlab-token', `gl${'pat-'}${random(20, WORD)}`, (secret) => `runner registered, ${secret}`),
  planted('slack-token', `xo${'xb-'}123456789012-${random(24, WORD)}`, (secret) => `posting with ${secret} failed`),
  planted('stripe-key', `sk_${'live_'}${random(24, WORD)}`, (secret) => `charge refused (${secret})`),
  planted('openai-key', `sk-${'proj-'}${random(44, WORD)}`, (secret) => `model call with ${secret} took 3 s`),
  planted('npm-token', `np${'m_'}${random(36, WORD)}`, (secret) => `publish as ${secret} denied`),
  planted('jwt', jwt, (secret) => `session restored from ${secret}`),
  planted('private-key', pem.slice(2, 5).join(''), () => `loaded ${pem.join('')} from disk`),
  planted('private-key', pem.slice(2, 5).join('').replaceAll('\n', '\\n'), () => `loaded ${pem.join('').replaceAll('\n', '\\n')} from disk`),
  planted('url-password', 'p4ss-w0rd.x', (secret) => `connecting to postgres://orders:${secret}@db-1:5432/orders`),
  planted('url-password', 'p4ss-w0rd.x', (secret) => `curl -u bob:${secret} http://db-1/health: 401`),
  planted('credential', 'p4ss-w0rd.x', (secret) => `CREATE USER bob IDENTIFIED BY '${secret}'`),
  planted('credential', 'p4ss-w0rd.x', (secret) => `mysqldump --password ${secret} orders`),
  planted('credential', 'p4ss-w0rd.x', (secret) => `hint: the password is ${secret}, do not share`),
  planted('credential', 'p4ss-w0rd.x', (secret) => `ldap bind user=bob pass=${secret} refused`),
  planted('credential', 'correct-horse', (secret) => `login of bob with password=${secret} failed`),
  planted('credential', 'tok-1234-abcd', (secret) => `GET /orders?page=2&access_token=${secret}&sort=at 200`),
  planted('credential', 'k33p-it-quiet', (secret) => `config {"client_secret": "${secret}", "realm": "a"}`),
  planted('cookie', 'theme=dark; sid=7f3kd92ks', (secret) => `request headers Cookie: ${secret} duration=12`),
  planted('random', random(30, WORD), (secret) => `signed in with key ${secret} today`),
  planted('email', 'maria.keller@example.org', (secret) => `receipt sent to ${secret}, 3 lines`),
  planted('card', '4111 1111 1111 1111', (secret) => `payment with ${secret} declined`),
  planted('card', '5555555555554444', (secret) => `payment with card ${secret} declined`),
  planted('vendor-token', `hv${'s.'}${random(24, WORD)}`, (secret) => `vault lease for ${secret} renewed`),
];
