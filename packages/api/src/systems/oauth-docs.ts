import { headersNamed } from '../http/openapi.ts'

/**
 * How the OAuth endpoints stand in the OpenAPI document: forms and errors are RFC 6749's, not ours, 429 among them. The
 * problems that any request may meet (500, 503) are added where the document is finished.
 */
const tag = 'Other systems'
const text = (maxLength: number, description?: string) => ({
  type: 'string',
  maxLength,
  ...(description && { description }),
})

const credentials = {
  client_id: text(36, 'The system’s id, unless Basic authentication carries it'),
  client_secret: text(64),
}
const form = (properties: Record<string, object>, required: string[]) => ({
  consumes: ['application/x-www-form-urlencoded'],
  body: { type: 'object', properties: { ...credentials, ...properties }, required },
})

const failure = (description: string, error: string, headers?: object) => ({
  description,
  ...(headers && { headers }),
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['error'],
        properties: { error: text(40), error_description: text(300) },
      },
      example: { error, error_description: 'What to put right' },
    },
  },
})
const answer = (properties: Record<string, object>, required: string[]) => ({
  description: 'As asked',
  content: { 'application/json': { schema: { type: 'object', properties, required } } },
})
const refusals = {
  400: failure('The request is not as RFC 6749 has it', 'invalid_request'),
  401: failure('The system is unknown, or may not work now', 'invalid_client'),
  429: failure(
    'Too much was asked, or too many credentials were wrong: come back after Retry-After',
    'temporarily_unavailable',
    headersNamed('Retry-After'),
  ),
}

export const tokenDocs = {
  operationId: 'giveToken',
  tags: [tag],
  summary: 'A token for a system: OAuth 2.0 client credentials (RFC 6749)',
  description:
    'Good for 15 minutes. Ask for fewer scopes than the system has with `scope`. Wrong credentials wait a little longer each time, for each client and each address: 429, with Retry-After.',
  security: [],
  ...form({ grant_type: text(40), scope: text(500, 'Separated by spaces') }, ['grant_type']),
  response: {
    200: answer(
      {
        access_token: text(4000),
        token_type: { type: 'string', enum: ['Bearer'] },
        expires_in: { type: 'integer', minimum: 0, maximum: 900, description: 'Seconds' },
        scope: text(500),
      },
      ['access_token', 'token_type', 'expires_in', 'scope'],
    ),
    ...refusals,
  },
}

export const revocationDocs = {
  operationId: 'revokeToken',
  tags: [tag],
  summary: 'End one of the system’s tokens (RFC 7009)',
  description: 'Answers alike for every token: what is good for nothing is good for nothing.',
  security: [],
  ...form({ token: text(4000), token_type_hint: text(40) }, ['token']),
  response: { 200: answer({}, []), ...refusals },
}

export const introspectionDocs = {
  operationId: 'introspectToken',
  tags: [tag],
  summary: 'Whether one of the system’s tokens is good, and for what (RFC 7662)',
  description: 'Of another system’s token it says no more than `active: false`.',
  security: [],
  ...form({ token: text(4000), token_type_hint: text(40) }, ['token']),
  response: {
    200: answer(
      {
        active: { type: 'boolean' },
        scope: text(500),
        client_id: text(36),
        sub: text(36),
        token_type: text(10),
        iat: { type: 'integer', minimum: 0, maximum: 9999999999 },
        exp: { type: 'integer', minimum: 0, maximum: 9999999999 },
      },
      ['active'],
    ),
    ...refusals,
  },
}

const list = (maxItems: number) => ({ type: 'array', maxItems, items: text(60) })
export const metadataDocs = {
  operationId: 'describeAuthorizationServer',
  tags: [tag],
  summary: 'Where tokens are given, for clients that discover it (RFC 8414)',
  description: 'The issuer is the deployment’s address; libraries ask for this by themselves.',
  security: [],
  response: {
    200: answer(
      {
        issuer: text(300),
        token_endpoint: text(300),
        revocation_endpoint: text(300),
        introspection_endpoint: text(300),
        grant_types_supported: list(5),
        response_types_supported: list(5),
        scopes_supported: list(30),
        token_endpoint_auth_methods_supported: list(5),
        revocation_endpoint_auth_methods_supported: list(5),
        introspection_endpoint_auth_methods_supported: list(5),
        service_documentation: text(300),
      },
      ['issuer', 'token_endpoint'],
    ),
  },
}
