import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'

/** Every setting of the running product. `main.ts` and `up.ts` read it from the environment; nobody else does. */
export const Config = Type.Object({
  DATABASE_URL: Type.String({
    default: '',
    description:
      'postgres://host:5432/name: where requests go. A login in it is not used: the database has its own, which `migrate` makes',
  }),
  DATABASE_DIRECT_URL: Type.String({
    default: '',
    description:
      'The same database without a pooler, for what one connection must keep: listening, the queue. Empty: DATABASE_URL',
  }),
  DATABASE_OWNER_URL: Type.String({
    default: '',
    description:
      'The owner’s, with her login (LOGIN CREATEROLE, no superuser), for every command but `serve`, which refuses to start where it is set',
  }),
  KEYS_DATABASE_URL: Type.String({
    default: '',
    description:
      'Of a second database, which holds the keys of cases and nothing else (ADR 2): postgres://host:5432/name, without a login. Empty: they lie beside the cases, and what is disposed of stays readable in backups',
  }),
  KEYS_DATABASE_OWNER_URL: Type.String({
    default: '',
    description: 'The same with its owner’s login, for every command but `serve`',
  }),
  DISPOSAL_LEDGER: Type.String({
    default: '',
    description:
      'A file outside both databases and their backups: a line for each key that is destroyed, before it is. `restore` carries them out again',
  }),
  MASTER_KEY: Type.String({
    default: '',
    description: '32 bytes, base64: wraps the keys of cases. Losing it loses the cases',
  }),
  MASTER_KEY_FILE: Type.String({
    default: '',
    description: 'In place of MASTER_KEY: a file that has it, as systemd’s LoadCredential gives one',
  }),
  MASTER_KEY_COMMAND: Type.String({
    default: '',
    description:
      'In place of MASTER_KEY: what a shell is to run that prints it, a KMS’s own command for instance',
  }),
  MASTER_KEY_OLD: Type.String({
    default: '',
    description:
      'While MASTER_KEY takes its place, the key before it: until `keys retire` says that nothing needs it',
  }),
  ROLE_SECRET: Type.String({
    default: '',
    description:
      'At least 16 characters that nobody can guess: the passwords of the database’s logins follow from it',
  }),
  PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65535,
    description: 'Where requests are served; 0: any that is free',
  }),
  HOST: Type.String({
    default: '127.0.0.1',
    description: 'The address that it listens on; 0.0.0.0: every one of the machine',
  }),
  METRICS_PORT: Type.Integer({ default: 0, description: '0: no metrics port' }),
  PUBLIC_URL: Type.String({
    default: 'http://localhost:3000',
    description: 'Where people reach it; links in mails start with it',
  }),
  DOCS_CLIENT_ID: Type.String({
    default: '',
    description: 'client_id that the API docs propose to whoever tries them; the demo’s is its sandbox’s',
  }),
  TRUSTED_PROXIES: Type.String({
    default: '',
    description:
      'Networks of our own proxies, separated by commas: 10.0.0.0/8, fd00::/8. What X-Forwarded-For says is believed from these alone',
  }),
  SMTP_URL: Type.String({
    default: '',
    description:
      'smtp://user:password@host:587, or smtps://…:465. Over TLS or not at all, but to a relay on this very machine',
  }),
  MAIL: Type.Enum(['smtp', 'off'], {
    default: 'smtp',
    description:
      'off: no mail goes out, and nobody is invited or told by mail; it is said to administrators on every page',
  }),
  MAIL_FROM: Type.String({
    default: 'Alongside <no-reply@alongside.example>',
    description: 'Whom mails are from, as the relay lets it through',
  }),
  REQUESTS_PER_MINUTE: Type.Integer({
    default: 1200,
    minimum: 1,
    description:
      'For each session or, before sign-in, each address. A page makes ten; a runaway script thousands',
  }),
  OVERLOAD_MS: Type.Integer({
    default: 2000,
    minimum: 0,
    description: 'Delay of the event loop beyond which requests are answered 503; 0: never',
  }),
  HEARTBEAT_MS: Type.Integer({
    default: 15_000,
    minimum: 100,
    maximum: 60_000,
    description:
      'How often a stream makes sure that its holder may still follow it; shorter than a proxy waits for silence',
  }),
  DRAIN_MS: Type.Integer({
    default: 5_000,
    minimum: 0,
    maximum: 120_000,
    description:
      'After SIGTERM: for how long requests are still answered while /readyz says 503. Longer than a proxy takes to notice',
  }),
  REPLICA: Type.String({
    default: '',
    description: 'What its log lines call this replica; empty: the name of its host',
  }),
  DATABASE_POOL: Type.Integer({
    default: 16,
    minimum: 2,
    maximum: 200,
    description:
      'Connections of one replica for requests, at most; it has ten more for jobs, sign-in and listening',
  }),
  WEBHOOK_ALLOW: Type.String({
    default: '',
    description:
      'Networks that are not public to which webhooks may go all the same: 10.1.2.0/24, fd00:1::/64, separated by commas',
  }),
  WEBHOOK_TIMEOUT_MS: Type.Integer({
    default: 15_000,
    minimum: 100,
    maximum: 60_000,
    description: 'For one delivery in all: finding the address, connecting, sending, hearing the status',
  }),
  JOBS: Type.Union([Type.Boolean(), Type.Literal('only')], {
    default: true,
    description: 'false: this replica serves requests only; only: it does jobs, and listens nowhere',
  }),
  AUDIT_HEADS_FILE: Type.String({
    default: '',
    description:
      'Where the head of the record is appended each day, a JSON line each; on other storage than the database’s. Empty: to the leads’ mail alone',
  }),
  DOWNTIME_KIT_DIR: Type.String({
    default: '',
    description:
      'A folder, on another machine’s disk where it can be, in which each night the papers are put with which every partnership goes on while Alongside is down. Empty: leads alone keep them',
  }),
  SECURITY_CONTACT: Type.String({
    default: '',
    description:
      'Where to write who found a weakness: mailto:security@example.org, or an https address. Stands in /.well-known/security.txt; empty: there is none',
  }),
  COMMIT: Type.String({
    default: '',
    description: 'What it was built from; set by the image, shown at /version',
  }),
  LOG_LEVEL: Type.String({
    default: 'info',
    description: 'error, warn, info or debug: what is logged at least',
  }),
})
export type Config = Static<typeof Config>

/** Settings in code rather than from an environment: what is not given is as documented above. */
export const withDefaults = (
  given: Partial<Config> & Pick<Config, 'DATABASE_URL' | 'MASTER_KEY' | 'ROLE_SECRET'>,
): Config => Value.Default(Config, { ...given }) as Config
