// Tokens that say themselves what they are: the prefixes that cloud and software vendors give their keys.
import { entropy, isMixed } from './shape.ts';
import { anyOf, matching, START, type Rule } from './rule.ts';

const END = String.raw`(?![\w-])`;

/** A token with a prefix, wherever it begins; `i` is never set, since the letter case is part of the prefix. */
function token(source: string): RegExp {
  return new RegExp(`${START}(${source})`, 'g');
}

const AWS_SECRET = /((?:aws)?[-_. ]?secret[-_. ]?(?:access)?[-_. ]?key["'\\\]]{0,4}[ \t]{0,3}[=:][ \t]{0,3}["'\\]{0,4})([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi;
const FORTY = /()((?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=.-]))/g;

/** Forty random characters beside an access key id are its secret half. */
const besideKeyId: Rule['find'] = (text) => (/A(?:KIA|SIA)[A-Z0-9]{16}|\baws\b/i.test(text) ? matching(FORTY, (value) => isMixed(value) && entropy(value) > 4)(text) : []);

export const TOKEN_RULES: readonly Rule[] = [
  { name: 'jwt', what: 'JSON Web Tokens, signed, encrypted or cut short', find: matching(token(String.raw`eyJ[\w-]{10,}(?:\.[\w-]*){1,4}`)) },
  { name: 'aws-secret-key', what: 'AWS secret access keys, named so or beside a key id', find: anyOf(matching(AWS_SECRET), besideKeyId) },
  { name: 'aws-access-key', what: 'AWS access key ids (AKIA, ASIA, ABIA, ACCA)', find: matching(token(String.raw`A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])`)) },
  {
    name: 'gcp-key', what: 'Google API keys, OAuth tokens and client secrets (AIza, ya29., GOCSPX-)',
    find: matching(token(String.raw`AIza[\w-]{35}${END}|ya29\.[\w.-]{20,}|GOCSPX-[\w-]{20,}`)),
  },
  {
    name: 'azure-key', what: 'Azure account keys, client secrets and the signatures of shared access addresses',
    find: anyOf(
      matching(/((?:Account|SharedAccess)Key=)([A-Za-z0-9+/]{40,}={0,2})/gi),
      matching(/([?&;\s]sig(?:nature)?=)([A-Za-z0-9%+/_-]{20,}={0,2})/gi),
      matching(/()((?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-]))/g),
    ),
  },
  { name: 'github-token', what: 'GitHub tokens (ghp_, gho_, ghu_, ghs_, ghr_, github_pat_)', find: matching(token(String.raw`gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,}`)) },
  { name: 'gitlab-token', what: 'GitLab tokens (glpat-, gldt-, glrt-, glcbt- and their kin)', find: matching(token(String.raw`gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w.-]{20,}`)) },
  {
    name: 'slack-token', what: 'Slack tokens (xoxb-, xapp- and their kin) and addresses of web hooks',
    find: anyOf(matching(token(String.raw`xox[abcdeoprs](?:\.xox[bp])?-[\w-]{10,}|xapp-[\w-]{10,}`)), matching(/(hooks\.slack\.com\/(?:services|workflows|triggers)\/)([\w/-]{12,})/gi)),
  },
  { name: 'stripe-key', what: 'Stripe secret and restricted keys and web hook secrets (sk_live_, rk_live_, whsec_)', find: matching(token(String.raw`[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}`)) },
  {
    name: 'openai-key', what: 'keys of OpenAI, Anthropic and others that begin with sk-',
    find: matching(token(String.raw`sk-[\w-]{20,}`), (value) => /\d/.test(value) && (isMixed(value) || value.length >= 40)),
  },
  { name: 'npm-token', what: 'npm tokens (npm_)', find: matching(token(String.raw`npm_[A-Za-z0-9]{30,}`)) },
  {
    name: 'vendor-token', what: 'tokens of PyPI, SendGrid, Hugging Face, DigitalOcean, Vault and age secret keys',
    find: matching(token(String.raw`pypi-[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|hf_[A-Za-z0-9]{30,}|do[opr]_v1_[a-f0-9]{40,}|hv[sb]\.[\w-]{20,}|AGE-SECRET-KEY-1[A-Z0-9]{40,}`)),
  },
];
