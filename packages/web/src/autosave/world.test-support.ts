import { problems } from '@alongside/shared/problems'
import { ProblemError, Unreachable } from '../client/transport.ts'
import { Autosave, type Fields, type Held, type Kept, type Ports, textOf } from './engine.ts'

const longest = 10

const stale = new ProblemError({ code: 'version.stale', status: 412, title: problems['version.stale'].title })
const invalid = (...fields: string[]) =>
  new ProblemError({
    code: 'request.invalid',
    status: 400,
    title: problems['request.invalid'].title,
    errors: fields.map((field) => ({ pointer: `/${field}`, code: 'maxLength', detail: 'is too long' })),
  })

export type Network = 'whole' | 'cut' | 'answers lost'

/** A server that holds one thing, and the devices that write to it; the network between them can be cut. */
export function world(first: Fields = {}) {
  let held: Held = { fields: first, version: 1 }
  let network: Network = 'whole'
  const change = (fields: Fields) => {
    held = { fields: { ...held.fields, ...fields }, version: held.version + 1 }
  }
  const overTheNetwork = async <T>(give: () => T): Promise<T> => {
    if (network === 'cut') throw new Unreachable('cut')
    const lost = network === 'answers lost'
    await Promise.resolve()
    const answer = give()
    if (lost) throw new Unreachable('lost')
    return answer
  }
  const device = (store: { kept: Kept } = { kept: {} }, known: Held = held, more: Partial<Ports> = {}) => {
    let killed = false
    const never = () => new Promise<never>(() => undefined)
    const ports: Ports = {
      send: (changed, { version }) => {
        if (killed) return never()
        return overTheNetwork(() => {
          if (version !== held.version) throw stale
          const refused = Object.keys(changed).filter((field) => textOf(changed[field]).includes('!'))
          if (refused.length > 0) throw invalid(...refused)
          change(changed)
          return held
        })
      },
      read: () => (killed ? never() : overTheNetwork(() => held)),
      keep: async (kept) => void (store.kept = structuredClone(kept)),
      forget: async () => void (store.kept = {}),
      faultOf: (_, value) => (textOf(value).length > longest ? 'It is too long' : null),
      fieldAt: (pointer) => pointer.slice(1),
      ...more,
    }
    return { engine: new Autosave(known, store.kept, ports), store, kill: () => (killed = true) }
  }
  return { device, change, server: () => held, set: (now: Network) => (network = now) }
}
