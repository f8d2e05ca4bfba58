import { can } from '@alongside/shared/access'
import { byNight } from '@alongside/shared/chance.test-support'
import type { Contract } from '@alongside/shared/contract'
import { operations } from '@alongside/shared/operations'
import type { ProblemCode } from '@alongside/shared/problems'
import fc from 'fast-check'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { isDeclared } from '../src/http/openapi-errors.ts'
import { newId } from '../src/ids.ts'
import { changesOf } from './everything.ts'
import { arrangeMatrix, callOf } from './matrix-subjects.ts'
import { type Request, requestsOf, wellFormed } from './requests-by-contract.ts'
import type { MatrixActor } from './subjects/actors.ts'
import { endStandingAside } from './subjects/exclusions.ts'
import { openEastmarsh } from './world.ts'

// Requests that the contracts allow, and such requests hurt at any place, to every operation as every role. Whatever is sent:
// never a fault of ours, always an answer that the contract documents, and after a refusal nothing has changed.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const arranged = await arrangeMatrix(world)
const ids = [
  ...Object.values(arranged),
  ...Object.values(world.agencies),
  world.partnershipId,
  newId(),
].filter((value): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value))
const lastChanges = changesOf(world)
const seed = fc.readConfigureGlobal()?.seed ?? Date.now() % 2 ** 31
const of = byNight(4, 150)

interface Answer {
  status: number
  type: string
  body: unknown
}

interface Documented {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  components: { schemas: { Problem: { properties: { errors: { items: unknown } } }; Fault: object } }
}
const document = structuredClone((await world.app.described()).swagger()) as unknown as Documented
const { Problem, Fault } = document.components.schemas
Problem.properties.errors.items = Fault
const problem = Compile(Type.Unsafe<{ code: ProblemCode }>(Problem as never))
const statusesOf = ({ path, method }: Contract) =>
  Object.keys(document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!.responses).map(
    Number,
  )

const encoded = (text: string) => (text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80')

async function send(
  operation: Contract,
  { actor }: MatrixActor,
  request: Request,
  key: string,
): Promise<Answer> {
  const { params, query, body, ifMatch, keyed } = request
  const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => encoded(params[name] ?? ''))
  const search = query.map((pair) => pair.map(encoded).join('=')).join('&')
  const until = Date.parse(world.clock.now()) / 1000 + 600
  const response = await world.app.inject({
    method: operation.method,
    url: search ? `${path}?${search}` : path,
    payloadAsStream: operation.kind === 'stream',
    headers: {
      authorization: `Bearer ${world.app.jwt.sign({ ...actor, until })}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch && { 'if-match': ifMatch }),
      ...(keyed && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  const type = String(response.headers['content-type'])
  if (!type.startsWith('text/event-stream'))
    return {
      status: response.statusCode,
      type,
      body:
        operation.kind === 'stream'
          ? JSON.parse(await wholeOf(response.stream()))
          : /json/.test(type)
            ? response.json()
            : response.body,
    }
  let heard = ''
  for await (const chunk of response.stream()) {
    heard += String(chunk)
    if (heard.includes('\n\n')) break
  }
  response.raw.res.destroy()
  return { status: response.statusCode, type, body: JSON.parse(/^data: (.*)$/m.exec(heard)?.[1] ?? 'null') }
}

async function wholeOf(stream: AsyncIterable<unknown>) {
  let whole = ''
  for await (const chunk of stream) whole += String(chunk)
  return whole
}

/** What is wrong with an answer: as words, none where nothing is. */
function judge(operation: Contract): (answer: Answer, formed: boolean) => string[] {
  const documented = statusesOf(operation)
  const good = operation.kind === 'command' ? operation.status : 200
  const reply = Compile(operation.reply)
  return ({ status, type, body }, formed) => {
    const wrong = []
    if (status >= 500) wrong.push('a fault of ours')
    if (!documented.includes(status)) wrong.push('a status that is not documented')
    if (status >= 400) {
      if (!type.startsWith('application/problem+json') || !problem.Check(body))
        wrong.push('no problem details')
      else if (!isDeclared(operation, body.code)) wrong.push('a refusal that is not declared')
    } else {
      if (!formed) wrong.push('answered what is not well-formed')
      if (status !== good || !type.startsWith(operation.media))
        wrong.push('not the answer that is documented')
      if (/json|event-stream/.test(type) && !reply.Check(body)) wrong.push('not the reply that is documented')
    }
    return wrong
  }
}

const differing = (before: string, after: string) =>
  after
    .split(', ')
    .filter((table) => !before.includes(table))
    .join(', ')

const tally = new Map<string, number>()

it.for(operations.map((operation) => [operation.id, operation] as const))(
  '%s answers as its contract says whatever is sent, and changes nothing where it refuses',
  async ([, operation], { signal }) => {
    const may = arranged.actors.filter(
      ({ role, place }) =>
        place === 'own agency' && (operation.permission === 'anyone' || can(role, operation.permission)),
    )
    const requests = fc
      .oneof(
        { arbitrary: fc.constantFrom(...may), weight: 2 },
        { arbitrary: fc.constantFrom(...arranged.actors), weight: 1 },
      )
      .chain((who) => {
        const good = callOf(operation, arranged, who) as {
          params?: Record<string, string>
          body?: unknown
          query?: Record<string, unknown>
        }
        return requestsOf(operation, { ...good, ids }).map((request) => ({ who, request }))
      })
    const [wrongIn, formedBy] = [judge(operation), wellFormed(operation)]
    const faults: object[] = []
    let stood: string | null = null
    for (const { who, request } of fc.sample(requests, { seed, numRuns: of })) {
      // Out of time, it stops: what went on sending would change things under the operations that follow.
      signal.throwIfAborted()
      const before: string = stood ?? (await lastChanges())
      const key = newId()
      const once = () => send(operation, who, request, key)
      const answers = await Promise.all(request.twice ? [once(), once()] : [once()])
      for (const { status } of answers) tally.set(String(status), (tally.get(String(status)) ?? 0) + 1)
      const formed = formedBy(request)
      const wrong = answers.flatMap((answer) => wrongIn(answer, formed))
      stood = answers.every(({ status }) => status >= 400) ? await lastChanges() : null
      if (stood !== null && stood !== before) wrong.push(`refused, and changed: ${differing(before, stood)}`)
      if (wrong.length > 0) {
        const shown = JSON.stringify({ ...request, answers }).slice(0, 1500)
        faults.push({ seed, who: `${who.role}, ${who.place}`, wrong, shown })
      }
    }
    expect(faults).toEqual([])
    // What these ended, for the next operation.
    await world.rows('UPDATE sessions SET ended_at = NULL')
    await world.rows('UPDATE memberships SET ended_at = NULL, ended_by = NULL WHERE id = ANY ($1)', [
      arranged.actors.map(({ membershipId }) => membershipId),
    ])
    await endStandingAside(world)
  },
)

it('sends much that is answered, and much that is refused', () => {
  expect(tally.get('200')).toBeGreaterThan(100)
  expect(tally.get('400')).toBeGreaterThan(100)
})
