// Lines that hold no secret and look as if: ids, hashes, times, large numbers, and words that secrets stand behind elsewhere.
import { seededRandom } from '../../src/lib/random.ts';

export function cleanLines(count: number, seed = 11): readonly string[] {
  const random = seededRandom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const hex = (length: number): string => Array.from({ length }, () => below(16).toString(16)).join('');
  const digits = (length: number): string => Array.from({ length }, (_, index) => String(index === 0 ? 1 + below(9) : below(10))).join('');
  const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const time = (): string => `2026-11-${String(1 + below(30)).padStart(2, '0')}T${String(below(24)).padStart(2, '0')}:${String(below(60)).padStart(2, '0')}:00.${digits(6)}Z`;
  const ip = (): string => [10, below(256), below(256), below(256)].join('.');
  const makers: readonly (() => string)[] = [
    () => `commit ${hex(40)} by bot, parent ${hex(7)}`,
    () => `request_id=${uuid()} trace_id=${hex(32)} span_id=${hex(16)} took ${below(900)} ms`,
    () => `sha256:${hex(64)} pulled in ${below(90)} s`,
    () => `block ${digits(9)} hash 0x${hex(64)} gas ${digits(13)}`,
    () => `offset=${digits(16)} seq=${digits(15)} ts=1795269600${digits(6)} ns=1795269600${digits(9)}`,
    () => `order id ${digits(16)} paid, total ${digits(4)}.${digits(2)} EUR`,
    () => `${time()} INFO [worker-${below(9)}] com.example.orders.OrderService2Factory - handled ${digits(5)}`,
    () => `token refreshed before expiry, ${below(60)} s left`,
    () => `password changed for user-${below(999)}, session ended`,
    () => `cache miss for key user:${digits(8)}:profile:${hex(8)}`,
    () => `invalid token: expired ${below(60)} s ago`,
    () => `secret mounted at /var/run/secrets/kubernetes.io/serviceaccount`,
    () => `max_tokens=${digits(4)} prompt_tokens=${digits(3)} token_type=Bearer`,
    () => `Unexpected token '<' in JSON at position ${below(99)}`,
    () => `basic authentication required for realm orders`,
    () => `bearer authentication failed with 401`,
    () => `unit getty@tty${below(9)}.service entered failed state`,
    () => `at handler (app@bundle.js:${below(900)}:${below(90)}) and npm i lodash@4.17.21`,
    () => `dial tcp ${ip()}:5432: connect: connection refused`,
    () => `GET https://api.example.net:8443/v2/orders/${digits(16)}?page=${below(9)}&sort=created_at 200`,
    () => `key=value pairs parsed: primary_key=${digits(6)} foreign_key=orders partition_key=eu-${below(9)}`,
    () => `set-cookie header missing, cookies disabled, authorization header is required`,
    () => `PWD=/home/app/releases/${digits(14)} OLDPWD=/home/app`,
    () => `node-${below(9)} cpu=${below(100)}% mem=${digits(11)} disk=${digits(12)} load=${below(9)}.${digits(2)}`,
    () => `author=jane authority=eu compass=north passes=${below(9)} secretary=none tokenizer=bpe`,
    () => `kubectl get secrets -n orders: 12 items, sort by key metadata.creationTimestamp`,
    () => `etag "W/${hex(16)}" content-length ${digits(10)} x-request-id ${hex(20)}`,
    () => `phone tree +${digits(2)} ${digits(3)} ${digits(4)} unreachable, meter ${digits(4)}-${digits(4)}`,
    () => `migration 20261121143500_add_api_key_to_users.sql applied in ${below(900)} ms`,
    () => `loaded /usr/lib/node_modules/@scope/Package2Name/dist/IndexFile3.js in ${below(90)} ms`,
  ];
  return Array.from({ length: count }, (_, index) => makers[index % makers.length]?.() ?? '');
}
