// How a source proves who it is: basic, bearer, a tenant header and headers of one's own. The fields here are shared by the
// configuration of every HTTP source; credentials stand in it only as references.
import { z } from 'zod';
import { isPrivateTransport, type UrlCredentials } from './base-url.ts';
import { Secret, type RequestHeaders } from './secret.ts';
import { resolveSecret, secretRef, type ResolveOptions } from './secret-ref.ts';

/** Headers whose value is a credential by nature: plain text in the configuration is refused for them. */
const CREDENTIAL_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'x-auth-token']);

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NOT_A_NAME = 'a header name holds letters, digits and dashes';
const headerName = z.string().regex(HEADER_NAME, NOT_A_NAME);
const headerText = z.string().regex(/^[\x20-\x7e\x80-\xff]*$/, 'a header holds one line of Latin-1 text');

const headers = z.record(z.string(), z.union([headerText, secretRef])).superRefine((given, context) => {
  for (const [name, value] of Object.entries(given)) {
    if (!HEADER_NAME.test(name)) context.addIssue({ code: 'custom', path: [name], message: NOT_A_NAME });
    if (typeof value !== 'string' || !CREDENTIAL_HEADERS.has(name.toLowerCase())) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'a credential: give {env: NAME}, {file: /path} or {command: [...]}' });
  }
});

/** Configuration fields for access, to be spread into the object of a source. */
export const accessFields = {
  basic: z
    .strictObject({ user: z.string().min(1), password: secretRef })
    .optional()
    .describe('User and password for basic authentication.'),
  bearer: secretRef.optional().describe('Token for bearer authentication.'),
  tenant: headerText.min(1).optional().describe('Tenant of a server with several (Mimir, Cortex, Thanos).'),
  tenant_header: headerName.prefault('X-Scope-OrgID').describe('Header that carries the tenant.'),
  headers: headers.optional().describe('Further headers; a value may be a secret reference.'),
  host: headerText.min(1).optional().describe('Host header to send instead of the one in the address.'),
  ca_file: z.string().min(1).optional().describe('PEM file of the authority that signed the server\'s certificate.'),
  allow_insecure: z
    .boolean()
    .prefault(false)
    .describe('Send credentials over plain http to another machine. Everybody on the way can read them.'),
};

export type AccessConfig = z.output<z.ZodObject<typeof accessFields>>;

/** Headers for one address; reads the secrets anew, so that a rotated token is used after a reconnect. */
export async function accessHeaders(
  config: AccessConfig,
  inUrl: UrlCredentials | undefined,
  options: ResolveOptions,
): Promise<RequestHeaders> {
  const made: Record<string, string | Secret> = {};
  if (config.tenant !== undefined) made[config.tenant_header.toLowerCase()] = config.tenant;
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    made[name.toLowerCase()] = typeof value === 'string' ? value : await resolveSecret(value, options);
  }
  const basic = inUrl ?? (config.basic && { user: config.basic.user, password: await resolveSecret(config.basic.password, options) });
  if (basic !== undefined) made['authorization'] = basicHeader(basic);
  else if (config.bearer !== undefined) made['authorization'] = bearerHeader(await resolveSecret(config.bearer, options));
  return made;
}

function basicHeader({ user, password }: UrlCredentials): Secret {
  return new Secret(`Basic ${Buffer.from(`${user}:${password.reveal()}`, 'utf8').toString('base64')}`);
}

function bearerHeader(token: Secret): Secret {
  return new Secret(`Bearer ${token.reveal()}`);
}

/** What is wrong with the access fields for these addresses, as configuration issues: at most one for each cause. */
export function accessIssues(config: AccessConfig, urls: readonly URL[]): { path: string; message: string }[] {
  const issues: { path: string; message: string }[] = [];
  const inUrl = urls.some((url) => url.username !== '' || url.password !== '');
  const ways = [config.basic !== undefined && 'basic', config.bearer !== undefined && 'bearer', inUrl && 'user and password in the address'];
  const used = ways.filter((way) => way !== false);
  if (used.length > 1) issues.push({ path: config.bearer === undefined ? 'basic' : 'bearer', message: `choose one of: ${used.join(', ')}` });
  const secretHeader = Object.values(config.headers ?? {}).some((value) => typeof value !== 'string');
  const open = urls.find((url) => !isPrivateTransport(url));
  if ((used.length > 0 || secretHeader) && open !== undefined && !config.allow_insecure) {
    const message = `credentials would cross the network unencrypted to ${open.host}: use https, or set allow_insecure: true`;
    issues.push({ path: 'allow_insecure', message });
  }
  return issues;
}
