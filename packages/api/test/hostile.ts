import { can } from '@alongside/shared/access'
import { pathOf } from '@alongside/shared/addresses'
import type { AnyCommand, Contract } from '@alongside/shared/contract'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { openSession } from '../src/sessions/queries.ts'
import { arrangeMatrix, callOf } from './matrix-subjects.ts'
import type { MatrixActor } from './subjects/actors.ts'
import type { Eastmarsh } from './world.ts'

export interface Answer {
  status: number
  type: string
  body: { code: string; errors?: { pointer: string; code: string }[] }
}

interface Documented {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  components: { schemas: { Problem: { properties: { errors: { items: unknown } } }; Fault: object } }
}

/** Whoever sends what no client of ours sends, to any operation as somebody who may ask it, and what is said of the answers. */
export async function openHostile(world: Eastmarsh) {
  const arranged = await arrangeMatrix(world)
  const actorOf = (operation: Contract): MatrixActor =>
    arranged.actors.find(
      ({ role, place }) =>
        place === 'own agency' &&
        operation.permission !== 'anyone' &&
        can(role, operation.permission) &&
        role !== 'chair',
    ) ?? arranged.actors[1]!

  const callTo = (operation: Contract) =>
    callOf(operation, arranged, actorOf(operation)) as { params?: Record<string, string>; body?: object }

  /** As an HTTP client would, with bytes of one's own choosing; a session to each operation, that no limit of requests is met. */
  async function senderFor(operation: Contract) {
    const { accountId } = actorOf(operation)
    const { actor } = (await openSession(world.services.pools.identity, accountId, world.clock.now()))!
    const authorization = `Bearer ${world.app.jwt.sign({ ...actor, until: Date.parse(world.clock.now()) / 1000 + 600 })}`
    const call = callTo(operation)
    return async (
      given: {
        payload?: string | Buffer
        type?: string
        search?: string
        params?: Record<string, string>
        headers?: Record<string, string>
      } = {},
    ): Promise<Answer> => {
      const { payload, type = 'application/json', search = '', params = call.params ?? {}, headers } = given
      const response = await world.app.inject({
        method: operation.method,
        url: pathOf(operation, params) + search,
        headers: {
          authorization,
          ...(payload !== undefined && { 'content-type': type }),
          ...(operation.kind === 'command' && operation.conditional && { 'if-match': '"v99"' }),
          ...headers,
        },
        ...(payload !== undefined && { payload }),
      })
      return {
        status: response.statusCode,
        type: String(response.headers['content-type']),
        body: response.json(),
      }
    }
  }

  const document = structuredClone((await world.app.described()).swagger()) as unknown as Documented
  const { Problem, Fault } = document.components.schemas
  Problem.properties.errors.items = Fault
  const problem = Compile(Type.Unsafe<Answer['body']>(Problem as never))
  const statusesOf = ({ path, method }: Contract): number[] =>
    Object.keys(document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!.responses).map(
      Number,
    )

  /** Not as it should be refused: what one wants to read when a request of hundreds goes wrong. */
  function faultsOf(
    operation: Contract,
    answers: Record<string, Answer>,
    allowed: (answer: Answer) => boolean,
  ): object[] {
    const documented = statusesOf(operation)
    return Object.entries(answers)
      .filter(
        ([, answer]) =>
          !(
            allowed(answer) &&
            answer.status >= 400 &&
            answer.status < 500 &&
            documented.includes(answer.status) &&
            answer.type.startsWith('application/problem+json') &&
            problem.Check(answer.body)
          ),
      )
      .map(([what, { status, body }]) => ({ what, status, ...body }))
  }

  const bodyOf = (operation: AnyCommand) => callTo(operation).body ?? (operation.example as object)

  return { senderFor, faultsOf, bodyOf, callTo }
}

/** One after the other, by what each is called. */
export async function each<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  send: (thing: T) => Promise<Answer>,
): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {}
  for (const thing of things) answers[nameOf(thing)] = await send(thing)
  return answers
}
