import { can, scopes } from '@alongside/shared/access'
import { tags } from '@alongside/shared/addresses'
import { type Contract, Nothing, provedFor } from '@alongside/shared/contract'
import { storable } from '@alongside/shared/limits'
import { operations } from '@alongside/shared/operations'
import type { FastifyInstance, FastifySchema } from 'fastify'
import type { TSchema } from 'typebox'
import { ErrorResponses } from './openapi-errors.ts'

type Json = Record<string, unknown>

/** A contract as Fastify's Swagger plugin reads it. Schemas with an `$id` become named components. */
export function documented(app: FastifyInstance, contract: Contract): FastifySchema {
  const named = (schema: TSchema) => byName(app, schema as unknown as Json)
  const fields = (properties: Record<string, TSchema>) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, named(schema)])),
    required: Object.entries(properties)
      .filter(([, schema]) => !('~optional' in schema))
      .map(([name]) => name),
  })
  const headers: Json = {}
  if (
    contract.kind === 'command' &&
    contract.method === 'POST' &&
    !contract.lookup &&
    contract.permission !== 'anyone'
  )
    headers['idempotency-key'] = {
      type: 'string',
      minLength: 8,
      maxLength: 128,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'The same key and body get the first answer again, for seven days',
    }
  if (contract.kind === 'command' && contract.conditional)
    headers['if-match'] = {
      type: 'string',
      maxLength: 16,
      pattern: '^"v\\d{1,9}"$',
      description: 'The ETag that you read',
    }

  const response: Json = {
    [contract.kind === 'command' ? contract.status : 200]: {
      description: 'As asked',
      headers: replyHeaders(contract),
      content: {
        [contract.kind === 'command' ? 'application/json' : contract.media]: {
          schema: named(contract.reply),
        },
      },
    },
  }
  return {
    operationId: contract.id,
    tags: [contract.tag],
    summary: contract.summary,
    description: describe(contract),
    ...(contract.deprecated && { deprecated: true }),
    security: securityOf(contract),
    ...(Object.keys(contract.params).length && { params: fields(contract.params) }),
    ...(contract.kind === 'query' &&
      Object.keys(contract.query).length && { querystring: fields(contract.query) }),
    ...(Object.keys(headers).length && {
      headers: { type: 'object', properties: headers, required: headers['if-match'] ? ['if-match'] : [] },
    }),
    ...(contract.kind === 'command' && takesBody(contract) && { body: named(contract.body) }),
    response,
  } as FastifySchema
}

/** Systems come with scopes, each the permission of its name (API-2). */
function securityOf({ permission, stepUp }: Contract): Record<string, string[]>[] {
  if (permission === 'anyone') return []
  const people = [{ session: [] }, { bearer: [] }]
  if (stepUp || !can('machine_client', permission)) return people
  return [...people, { system: scopes.includes(permission) ? [permission] : [] }]
}

const takesBody = (contract: Contract) => contract.kind === 'command' && contract.method !== 'DELETE'

function describe(contract: Contract): string {
  const { deprecated } = contract
  const gone =
    deprecated && `Gone after ${deprecated.sunset.slice(0, 10)}: see [what to do instead](${deprecated.see}).`
  const who = contract.permission === 'anyone' ? 'Before sign-in.' : `Needs \`${contract.permission}\`.`
  const proof = proofIn(contract)
  return [gone, contract.description, who, proof].filter(Boolean).join('\n\n')
}

function proofIn(contract: Contract): string | null {
  const provedWhen = provedFor(contract)
  if (provedWhen === null) return null
  const when = contract.stepUp ? '' : ` when ${provedWhen}`
  return `Asks for a proof, five minutes old at most, that it is you (\`stepUp\`)${when}; systems have none, and do not do this.`
}

function replyHeaders(contract: Contract): Json {
  const properties = (contract.reply as { properties?: Json }).properties ?? {}
  return headersNamed(
    'X-Request-Id',
    ...(contract.deprecated ? (['Deprecation', 'Sunset'] as const) : []),
    ...('version' in properties && contract.kind !== 'stream' ? (['ETag'] as const) : []),
    ...(contract.kind === 'query' && 'next' in properties ? (['Link'] as const) : []),
  )
}

/**
 * The finished document: every body has its contract's example, and one that may be empty need not be sent; every
 * operation its errors; what holds for all operations is said of each. Components stand by name, wherever routes move.
 */
export function finished(document: Json): Json {
  const paths = document.paths as Record<string, Record<string, Operation>>
  const described = Object.values(paths).flatMap((methods) => Object.values(methods))
  const others = new Set(described)
  const errors = new ErrorResponses()
  for (const contract of operations) {
    const operation = paths[contract.path.replaceAll(/:(\w+)/g, '{$1}')]?.[contract.method.toLowerCase()]
    if (!operation) continue
    others.delete(operation)
    operation.responses = { ...operation.responses, ...errors.of(contract) }
    if (!operation.requestBody || contract.kind !== 'command') continue
    operation.requestBody.required = contract.body !== Nothing
    for (const media of Object.values(operation.requestBody.content)) media.example = contract.example
  }
  for (const operation of others) operation.responses = { ...errors.ofOthers(), ...operation.responses }
  const components = document.components as Components
  const { schemas, responses, examples } = errors.components()
  Object.assign(components, {
    schemas: sorted({ ...components.schemas, ...schemas }),
    responses: sorted(responses),
    examples: sorted(examples),
    headers: nameHeaders([
      ...described.flatMap(({ responses }) => Object.values(responses)),
      ...Object.values(responses),
    ]),
  })
  restrict(document)
  return document
}

/** Makes references of every response's headers, adds those that all have, and returns the ones referred to. */
function nameHeaders(responses: Iterable<Response>) {
  const used = new Set<string>()
  for (const response of responses) {
    if ('$ref' in response) continue
    const names = [...Object.keys(response.headers ?? {}), 'RateLimit', 'RateLimit-Policy']
    response.headers = Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
    )
    for (const name of names) used.add(name)
  }
  return Object.fromEntries(Object.entries(headers).filter(([name]) => used.has(name)))
}

const sorted = (named: Record<string, Json>) =>
  Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)))

interface Operation {
  requestBody?: { required: boolean; content: Record<string, Json> }
  responses: Record<string, Response>
}
type Response = Json & { headers?: Json }
interface Components {
  schemas: Record<string, Json>
}

/** Of numbers their size, of texts what no text of ours holds: generators of clients ask for both everywhere. */
function restrict(schema: Json): void {
  const { type, format, pattern, enum: words, const: word } = schema
  if (type === 'integer' && !format)
    schema.format = Number(schema.maximum) > 2_147_483_647 ? 'int64' : 'int32'
  if (type === 'string' && !format && !pattern && !words && !word) schema.pattern = storable
  for (const [key, part] of Object.entries(schema)) if (key !== 'example' && isObject(part)) restrict(part)
}

/** Replaces every schema that has an `$id` by a reference to it, and makes it known to Fastify under that name. */
function byName(app: FastifyInstance, schema: Json): Json {
  const inside = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'example' || key === 'enum' || key === 'required') return [key, value]
      if (Array.isArray(value)) return [key, value.map((part) => (isObject(part) ? byName(app, part) : part))]
      return [key, isObject(value) ? byName(app, value) : value]
    }),
  )
  const id = schema.$id
  if (typeof id !== 'string') return inside
  if (!app.getSchema(id)) app.addSchema(inside as { $id: string })
  return { $ref: `${id}#` }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

const header = (description: string, pattern: string, maxLength: number) => ({
  description,
  schema: { type: 'string', maxLength, pattern },
})
/** Each described once; `finished` refers to them. */
const headers = {
  'X-Request-Id': header('Quote it when something went wrong', '^[\\w-]+$', 64),
  ETag: header('Goes into If-Match', '^"v\\d+"$', 16),
  Link: header('RFC 8288, rel="next"', '^<.+$', 1000),
  'Retry-After': header('Seconds', '^\\d+$', 20),
  RateLimit: header(
    'What is left, and in how many seconds it is full again',
    '^"default";r=\\d+;t=\\d+$',
    60,
  ),
  'RateLimit-Policy': header(
    'How many requests in a window of how many seconds',
    '^"default";q=\\d+;w=\\d+$',
    60,
  ),
  Deprecation: header('RFC 9745: since when, epoch seconds', '^@\\d+$', 20),
  Sunset: header('RFC 8594: after which it may be gone', '^.+ GMT$', 40),
} as const

export const headersNamed = (...names: (keyof typeof headers)[]): Json =>
  Object.fromEntries(names.map((name) => [name, headers[name].schema]))

/** The document's frame: what no single operation says. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Alongside',
    version: '1.0.0',
    summary: 'What multi-agency partnerships run on when they support people in street-based prostitution',
    description: [
      'Everything that the web application does is this API. Sign in with POST /v1/sessions; cookies carry the session.',
      'An agency sees a case only through a sharing grant; whatever you may not see answers 404, like an unknown id.',
      'For agencies’ own case systems: [your first referral in ten minutes](/guides/first-referral), and [how this API changes](/guides/changes).',
      'Errors are `application/problem+json` (RFC 9457) with a stable `code`; each code has a page at its `type`.',
    ].join('\n\n'),
    contact: { name: 'The coordinating agency’s administrator', url: 'https://alongside.example/help' },
    license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
  },
  servers: [
    {
      url: '/',
      description: 'This deployment: production, or the demo on a local machine',
      'x-internal': false,
    },
  ],
  tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: '__Host-alongside', description: 'Set by signing in' },
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description:
          'The same token, for tools without cookies. Checked as RFC8725 asks: one algorithm, no other is tried',
      },
      system: {
        type: 'oauth2',
        description:
          'An agency’s own system, by the id and secret that its safeguarding lead made for it (API-2). Its tokens are JWTs checked as RFC8725 asks, and good for 15 minutes',
        flows: {
          clientCredentials: {
            tokenUrl: '/oauth/token',
            scopes: Object.fromEntries(
              scopes.map((scope) => [
                scope,
                operations
                  .filter(({ permission }) => permission === scope)
                  .map(({ id }) => id)
                  .sort()
                  .join(', '),
              ]),
            ),
          },
        },
      },
    },
  },
} as const
