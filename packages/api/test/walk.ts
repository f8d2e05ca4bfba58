import { type Asking, can } from '@alongside/shared/access'
import { runs } from '@alongside/shared/chance.test-support'
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
  /** Where walks begin, one after the other; each makes a thing of its own and gives its id. */
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

/** How many walks of each machine: a sample in every check, the same each time; more by night, and others. */
const walks = runs(5)
/** Milliseconds that a test of so many walks may take. No test waits for it: on a busy machine everything takes its time. */
export const walkTimeout = 180_000 + walks * 60_000

/**
 * Walks at random through a machine by the API: whenever the rule says yes the API does it, whenever the rule says no the
 * API refuses with that very code, what one may not see is 404, and lists agree at every stop.
 */
export async function walk<Seen extends { version: number }>(
  world: Eastmarsh,
  { begins, read, steps, agrees }: Walk<Seen>,
): Promise<void> {
  const tried = new Map<string, Set<string>>()

  function refusal({ who, operation, whyNot }: Step<Seen>, { status, body }: Answered<Seen>): string | null {
    const { role, agency } = placeOf(who)
    if (role === null || operation.permission === 'anyone' || !can(role, operation.permission))
      return 'access.not_permitted'
    return status === 200 ? whyNot(body, { role, agencyId: world.agencies[agency] }) : 'not_found'
  }

  async function take(id: string, { who, operation, whyNot, call }: Step<Seen>, last: Seen): Promise<Seen> {
    const answered = await read(who, id)
    const seen = answered.status === 200 ? answered.body : last
    const refused = refusal({ who, operation, whyNot, call }, answered)
    const version = operation.conditional ? { version: seen.version } : {}
    const answer = await world.as[who](operation, { ...version, ...call(seen) } as Call<AnyCommand>)
    const said = answer.status < 400 ? null : (answer.body as { code: ProblemCode }).code
    expect(said, `${who}: ${operation.id}, ${JSON.stringify(answer.body).slice(0, 400)}`).toBe(refused)
    tried.set(operation.id, (tried.get(operation.id) ?? new Set()).add(said === null ? 'done' : 'refused'))
    if (said === null) await agrees?.(id)
    return seen
  }

  const everyone = [...new Set(steps.map(({ who }) => who))]
  async function asFirstSeen(id: string): Promise<Seen> {
    for (const who of everyone) {
      const { status, body } = await read(who, id)
      if (status === 200) return body
    }
    throw new Error('nobody sees what the walk begins with')
  }

  /** Those of the steps that the rules allow now. Asked one after the other: each connection more would plan every statement anew. */
  async function open(id: string): Promise<Step<Seen>[]> {
    const views = new Map<PersonName, Answered<Seen>>()
    for (const who of everyone) views.set(who, await read(who, id))
    return steps.filter((each) => {
      const view = views.get(each.who)
      return view && refusal(each, view) === null
    })
  }

  /** First what was not yet done, or not yet refused, in these walks. */
  function preferring(outcome: 'done' | 'refused', among: readonly Step<Seen>[]): readonly Step<Seen>[] {
    const left = among.filter(({ operation }) => !tried.get(operation.id)?.has(outcome))
    return left.length > 0 ? left : among
  }

  /** An operation that was never done, or never refused, was hardly asked. */
  const missed = () =>
    [...new Set(steps.map(({ operation }) => operation.id))].flatMap((operation) => {
      const lacks = ['done', 'refused'].filter((outcome) => !tried.get(operation)?.has(outcome))
      return lacks.length > 0 ? [`${operation} was never ${lacks.join(', never ')}`] : []
    })

  const beginnings = Object.values(begins)
  let begun = 0
  // Left to chance alone a walk would mostly be refused: every other step is one that is allowed, where there is one.
  const way = fc.array(fc.record({ at: fc.nat(), allowed: fc.boolean() }), { minLength: 10, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(way, async (taken) => {
      if (begun >= walks && missed().length === 0) return
      const id = (await beginnings[begun++ % beginnings.length]?.()) ?? ''
      await agrees?.(id)
      let last: Seen | null = null
      for (const { at, allowed } of taken) {
        const choice = allowed ? preferring('done', await open(id)) : preferring('refused', steps)
        const each = choice[at % choice.length]
        if (!each) continue
        last ??= await asFirstSeen(id)
        last = await take(id, each, last)
      }
    }),
    // More walks than asked for only until each operation was done once, and refused once.
    { numRuns: 4 * walks, endOnFailure: true },
  )
  expect(missed()).toEqual([])
}
