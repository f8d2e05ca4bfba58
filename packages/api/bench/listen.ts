import { Client, type QueryConfig } from 'pg'
import type { Statement } from './plain.ts'

/**
 * Hears what this process says to Postgres, on connections that are opened afterwards. Statements that were sent before an answer came
 * form a group, which is a round trip. `rollBack`: COMMIT is heard, and ROLLBACK sent in its place.
 */
export function listen({ rollBack }: { rollBack: boolean }) {
  let groups: Statement[][] = []
  let answered = true
  let deepest = 0
  let settled = 0
  const query = Reflect.get(Client.prototype, 'query') as typeof Client.prototype.query
  Client.prototype.query = function (
    this: Client,
    config: string | QueryConfig,
    values?: unknown[],
    ...rest: unknown[]
  ) {
    // What is copied in, and what a pool asks by itself, answers otherwise than by a promise.
    if ((typeof config === 'object' && 'submit' in config) || typeof (rest[0] ?? values) === 'function')
      return Reflect.apply(query, this, [config, values, ...rest]) as unknown
    const {
      text,
      name,
      values: given,
    } = typeof config === 'string' ? { text: config, name: undefined, values } : config
    // Nor is what a connection begins with a request's.
    if (text.startsWith('SET plan_cache_mode')) return Reflect.apply(query, this, [config]) as unknown
    if (text !== 'ROLLBACK') {
      if (answered) groups.push([])
      answered = false
      groups.at(-1)?.push({ name: name ?? text, text, values: given ?? values ?? [] })
    }
    const depth = settled + 1
    deepest = Math.max(deepest, depth)
    const sent = Reflect.apply(
      query,
      this,
      text === 'COMMIT' && rollBack ? ['ROLLBACK'] : [config, values],
    ) as Promise<unknown>
    return sent.finally(() => {
      answered = true
      settled = Math.max(settled, depth)
    })
  } as typeof query
  return {
    /**
     * What was said since it was asked last, and in how many round trips at least: a statement waits for whatever was answered before it
     * was sent.
     */
    heard: () => {
      const heard = { groups, trips: deepest }
      groups = []
      answered = true
      deepest = settled = 0
      return heard
    },
    stop: () => {
      Client.prototype.query = query
    },
  }
}
