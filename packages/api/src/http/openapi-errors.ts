import { permissions, scopes } from '@alongside/shared/access'
import { isStoppedWhileHeld } from '@alongside/shared/cases/holding'
import { type Contract, provedFor } from '@alongside/shared/contract'
import { type ProblemCode, problems } from '@alongside/shared/problems'

type Json = Record<string, unknown>
type Responses = Record<string, Json>

/** What every operation may answer, those too that no contract describes. */
const everywhere: ProblemCode[] = ['request.too_many', 'record.unreadable', 'internal', 'service.unavailable']

/** Whether the contract says that it may be refused so. */
export const isDeclared = (contract: Contract, code: ProblemCode): boolean =>
  generalRefusals(contract).includes(code) || (contract.refusals ?? []).includes(code)

/** Problems that any operation may answer, by what kind of operation it is. */
function generalRefusals(contract: Contract): ProblemCode[] {
  const codes: ProblemCode[] = ['request.invalid', ...everywhere]
  if (contract.permission !== 'anyone') {
    codes.push('session.required', 'access.not_permitted', 'not_found')
    if (permissions[contract.permission].needsStanding) codes.push('agreement.unsigned')
    if (provedFor(contract)) codes.push('session.step_up_needed')
    if (scopes.includes(contract.permission)) codes.push('access.scope_missing')
  }
  // An address may hold what stands for no text at all.
  if (Object.keys(contract.params).length) codes.push('not_found', 'request.malformed')
  if (contract.kind === 'command') {
    codes.push('request.cross_site', 'request.malformed', 'request.too_large', 'request.media_type')
    if (contract.permission !== 'anyone') {
      codes.push('request.raced')
      if (permissions[contract.permission].needsStanding) codes.push('emergency_access.read_only')
    }
    if (contract.method === 'POST' && !contract.lookup && contract.permission !== 'anyone')
      codes.push('idempotency.in_flight', 'idempotency.answer_gone', 'idempotency.other_body')
    if (isStoppedWhileHeld(contract.id)) codes.push('case.held')
    if (contract.conditional) codes.push('version.required', 'version.stale')
  }
  return codes
}

/**
 * The error responses of the document, by status. What operations answer because of their kind is described once, as a
 * component; where a contract names refusals of its own, the operation describes that status itself. So `openapi.json`
 * changes where a contract changed, and is small enough to be read.
 */
export class ErrorResponses {
  /** Named after their codes: `AccessNotPermittedOrAgreementUnsigned`. */
  readonly #shared = new Map<string, Json>()
  readonly #codes = new Set<ProblemCode>()

  of(contract: Contract): Responses {
    return this.#byStatus([...generalRefusals(contract), ...(contract.refusals ?? [])], contract.refusals)
  }

  /** Of an operation that no contract describes: what it does not say itself. */
  ofOthers(): Responses {
    return this.#byStatus(['request.malformed', ...everywhere])
  }

  /** Everything that the responses given so far refer to. */
  components() {
    return {
      schemas: { Problem, Fault },
      responses: Object.fromEntries(this.#shared),
      examples: Object.fromEntries([...this.#codes].map((code) => [code, { value: exampleOf(code) }])),
    }
  }

  #byStatus(given: readonly ProblemCode[], own: readonly ProblemCode[] = []): Responses {
    const groups = Map.groupBy(new Set(given), (code) => problems[code].status)
    return Object.fromEntries(
      [...groups].map(([status, codes]) => {
        const response = this.#responseOf(status, codes)
        if (codes.some((code) => own.includes(code))) return [status, response]
        const name = codes.map(inPascalCase).join('Or')
        this.#shared.set(name, response)
        return [status, { $ref: `#/components/responses/${name}` }]
      }),
    )
  }

  #responseOf(status: number, codes: readonly ProblemCode[]): Json {
    for (const code of codes) this.#codes.add(code)
    return {
      description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
      ...((status === 429 || status === 503) && { headers: { 'Retry-After': {} } }),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
          ),
        },
      },
    }
  }
}

const inPascalCase = (code: ProblemCode) =>
  code
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const exampleOf = (code: ProblemCode) => ({
  type: `/problems/${code}`,
  code,
  title: problems[code].title,
  status: problems[code].status,
  detail: problems[code].fix,
  instance: 'urn:uuid:01995b1c-7d00-7000-8000-0000000000ff',
})

const Problem = {
  type: 'object',
  description:
    'RFC 9457. `code` is stable; `detail` says how to put it right; `errors` names every fault at once',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', maxLength: 200 },
    title: { type: 'string', maxLength: 300 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string', enum: Object.keys(problems) },
    detail: { type: 'string', maxLength: 1000 },
    instance: { type: 'string', format: 'uri', maxLength: 100, description: 'The request’s id' },
    currentVersion: { type: 'integer', minimum: 0, maximum: 2147483647 },
    errors: { type: 'array', maxItems: 300, items: { $ref: '#/components/schemas/Fault' } },
  },
}

const Fault = {
  type: 'object',
  additionalProperties: false,
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: {
      type: 'string',
      maxLength: 400,
      description: 'RFC 6901 into the body; `?name`, `:name`, `#name` for query, path, header',
    },
    code: { type: 'string', maxLength: 60 },
    detail: { type: 'string', maxLength: 600 },
  },
}
