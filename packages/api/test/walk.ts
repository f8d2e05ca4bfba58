import { type Asking, can } from '@alongside/shared/access'
import type { AnyCommand } from '@alongside/shared/contract'
import type { ProblemCode } from '@alongside/shared/problems'
import fc from 'fast-check'
import { expect } from 'vitest'
import { type AgencyName, type PersonName, people } from '../src/demo/cast.ts'
import type { Answered, Call } from '../src/in-process.ts'
import type { Eastmarsh } from './world.ts'

/** What somebody may try with a thing: the operation, its body, and what the rule says of it as she sees the thing now. */
interface Step<Seen> {
  who: PersonName
  operation: AnyCommand
  whyNot: (seen: Seen, asking: Asking) => ProblemCode | null
  /** `version`: where it is not that of the thing itself. */
  call: (seen: Seen) => { params: Record<string, string>; body?: unknown; version?: number }
}

interface Walk<Seen extends { version: number }> {
  /** Where walks begin; each makes a thing of its own and gives its id. */
  begins: Record<string, () => Promise<string>>
  read: (who: PersonName, id: string) => Promise<Answered<Seen>>
  steps: readonly Step<Seen>[]
  /** What lists say of it: for whom it waits, by the same rules. */
  agrees?: (id: string) => Promise<void>
}

const placeOf = (who: PersonName): { role: Asking['role']; agency: AgencyName } =>
  who === 'coordinator' ? { role: 'coordinator', agency: 'lantern' } : people[who]

/** Makes steps with a thing of this kind, each with the types of its operation. */
export const stepsOf =
  <Seen>() =>
  <C extends AnyCommand>(
    who: PersonName,
    operation: C,
    whyNot: Step<Seen>['whyNot'],
    call: (seen: Seen) => Pick<Call<C>, 'params' | 'body'> & { version?: number },
  ): Step<Seen> => ({ who, operation: operation as AnyCommand, whyNot, call: call as Step<Seen>['call'] })

/** How many walks of each machine, and from which seed: a sample in every check, more by night (WALKS, WALK_SEED). */
const walks = Number(process.env.WALKS ?? 5)
/** Milliseconds that a test of so many walks may take. */
export const walkTimeout = 30_000 + walks * 6_000
const seed = Number(process.env.WALK_SEED ?? 2026)

/**
 * Walks at random through a machine by the API: whenever the rule says yes the API does it, whenever the rule says no the
 * API refuses with that very code, what one may not see is 404, and lists agree at every stop.
 */
export async function walk<Seen extends { version: number }>(
  world: Eastmarsh,
  { begins, read, steps, agrees }: Walk<Seen>,
): Promise<void> {
  const tried = new Map<string, Set<string>>()

  async function take(id: string, { who, operation, whyNot, call }: Step<Seen>, last: Seen): Promise<Seen> {
    const { role, agency } = placeOf(who)
    const { status, body } = await read(who, id)
    const seen = status === 200 ? body : last
    const may = role !== null && operation.permission !== 'anyone' && can(role, operation.permission)
    const refused = may
      ? status === 200
        ? whyNot(seen, { role, agencyId: world.agencies[agency] })
        : 'not_found'
      : 'access.not_permitted'
    const version = operation.conditional ? { version: seen.version } : {}
    const answer = await world.as[who](operation, { ...version, ...call(seen) } as Call<AnyCommand>)
    const said = answer.status < 400 ? null : (answer.body as { code: ProblemCode }).code
    expect(said, `${who}: ${operation.id}, ${JSON.stringify(answer.body).slice(0, 400)}`).toBe(refused)
    tried.set(operation.id, (tried.get(operation.id) ?? new Set()).add(said === null ? 'done' : 'refused'))
    if (said === null) await agrees?.(id)
    return seen
  }

  const way = fc.array(fc.nat({ max: steps.length - 1 }), { minLength: 10, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(begins)), way, async (beginning, taken) => {
      const id = (await begins[beginning]?.()) ?? ''
      await agrees?.(id)
      let last: Seen | null = null
      for (const at of taken) {
        const each = steps[at]
        if (!each) continue
        if (last === null) {
          const answers = await Promise.all(
            [...new Set(steps.map(({ who }) => who))].map((who) => read(who, id)),
          )
          last = answers.find(({ status }) => status === 200)?.body ?? null
        }
        if (last === null) throw new Error('nobody sees what the walk begins with')
        last = await take(id, each, last)
      }
    }),
    { seed, numRuns: walks, endOnFailure: true },
  )
  // A walk that meets nothing but refusals, or none, would prove little.
  const outcomes = new Set([...tried.values()].flatMap((each) => [...each]))
  expect([...outcomes].sort()).toEqual(['done', 'refused'])
}
