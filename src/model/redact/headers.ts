// Credentials by where they stand: in headers of requests, behind the words Bearer and Basic, in the user part of an address.
import { isPlaceholder, isTokenLike } from './shape.ts';
import { anyOf, matching, type Rule } from './rule.ts';

/** Quotes, brackets and escapes between a name and its value. */
const JOINT = String.raw`["'\\\]]{0,4}[ \t]{0,3}(?:=>|[:=]|%3[Dd]|%3[Aa])[ \t]{0,3}["'\\[]{0,4}`;
const HEADER = String.raw`(?:authorization|x-auth)${JOINT}`;

/** After the name of the header anything is a credential, in running text only what looks like one. */
function credential(value: string, kept: string): boolean {
  return kept.length > 12 || (isTokenLike(value) && !isPlaceholder(value));
}

function isUserAndPassword(value: string): boolean {
  return /^[\x20-\x7e]{0,200}:[\x20-\x7e]{1,200}$/.test(Buffer.from(value, 'base64').toString('latin1'));
}

const BEARER = new RegExp(String.raw`((?:${HEADER})?\bbearer(?:[ \t]{1,3}|%20|\+))([\w.~+/=-]{6,})`, 'gi');
const BASIC = new RegExp(String.raw`((?:${HEADER})?\bbasic(?:[ \t]{1,3}|%20|\+))([A-Za-z0-9+/_-]{4,}={0,2})`, 'gi');
const SCHEMES = 'digest|aws4-hmac-sha256|signature|oauth|ntlm|negotiate|hawk|apikey|api-key|token|hmac|sharedkey|splunk|key';
/** No credential: the scheme of one that stands elsewhere, or a word of a sentence. */
const NO_CREDENTIAL = new RegExp(`^(?:bearer|basic|${SCHEMES}|header|is|was|for|from|not|to)(?:%20|\\+)?$`, 'i');
/** Any other scheme: all that follows it, since its parts are many. */
const SCHEME = new RegExp(String.raw`(${HEADER}(?:${SCHEMES})[ \t]{1,3})([^"'\r\n\\][^\r\n"\\]*)`, 'gi');
/** A header that stands free goes to the end of its line, quotes in it and all. */
const SCHEME_LINE = /(authorization[ \t]{0,3}[:=][ \t]{0,3}(?:digest|signature|oauth|aws4-hmac-sha256)[ \t]{1,3})([^\r\n]+)/gi;
const BARE = new RegExp(String.raw`(${HEADER})([^\s"'\\,;<>()[\]{}]{4,})`, 'gi');
const PAIR = String.raw`[\w.%$-]{1,128}=`;
const COOKIE = new RegExp(String.raw`((?:set-)?cookie2?${JOINT})(${PAIR}[^\s;"',\\]{1,}(?:;[ \t]?${PAIR}[^\s;"',\\]*)*)`, 'gi');
const SESSION_COOKIE = /((?:j|php|asp\.net_|asp)sess(?:ion)?id["'\\]{0,4}=|connect\.sid=)([^\s;"',&\\]{6,})/gi;

export const COOKIE_RULE: Rule = { name: 'cookie', what: 'cookies in the headers Cookie and Set-Cookie, session cookies anywhere', find: anyOf(matching(COOKIE), matching(SESSION_COOKIE)) };

export const HEADER_RULES: readonly Rule[] = [
  { name: 'bearer', what: 'credentials after the word Bearer', find: matching(BEARER, credential) },
  { name: 'basic', what: 'user and password after the word Basic', find: matching(BASIC, (value, kept) => kept.length > 12 || isUserAndPassword(value)) },
  {
    name: 'authorization', what: 'Authorization headers of every other scheme',
    find: anyOf(
      matching(SCHEME_LINE),
      matching(SCHEME),
      matching(BARE, (value) => !isPlaceholder(value) && !NO_CREDENTIAL.test(value)),
    ),
  },
];

export const URL_PASSWORD: Rule = {
  name: 'url-password',
  what: 'passwords in addresses (scheme://user:password@host) and in arguments such as -u user:password',
  find: anyOf(
    matching(/(:\/\/[^\s/?#:@"'<>\\]{0,128}:)([^\s/?#"'<>\\]{1,256})(?=@)/g, (value) => !isPlaceholder(value)),
    matching(/((?<![\w.-])[\w.-]{1,64}:)([^\s"'@:/]{1,128})(?=@(?:tcp|unix)\()/g),
    matching(/(\s(?:-u|--user)[ \t=]["']?[\w.@-]{1,64}:)([^\s"']{1,128})/g, (value) => !isPlaceholder(value)),
  ),
};
