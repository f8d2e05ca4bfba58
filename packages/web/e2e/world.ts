import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../api/test/free-port.ts'
import { startValidatingProxy } from './validating-proxy.ts'

/** What a run leaves behind for left-behind.spec.ts to look at; Playwright empties it before each run. */
export const leftBehind = join(import.meta.dirname, '../test-results/left-behind')

export interface World {
  /** Where the browser goes. `localhost`, so that it takes Secure cookies without TLS. */
  url: string
  /** The stage's clock: an instant. */
  setClock: (instant: string) => Promise<void>
  /** Runs what is due by the stage's clock. */
  runJobs: () => Promise<void>
  /** Makes each partnership's papers for when the product is down, as its night does. */
  makeKits: () => Promise<void>
  /**
   * A connection on which no save of a draft arrives any more. A browser's own "offline" is not enough: what a page
   * sends as it goes away slips past it.
   */
  loseSaves: (lost: boolean) => void
  /** Kills the API, connections and all; its database stays. */
  killApi: () => Promise<void>
  startApi: () => Promise<void>
  /** Notes an address that a browser asked for. */
  visited: (url: string) => void
  close: () => Promise<void>
}

/** A stage of its own (run.ts) behind Prism, on a free port. `name` is that of its files in `leftBehind`. */
export async function startWorld(name: string): Promise<World> {
  mkdirSync(leftBehind, { recursive: true })
  const fileFor = (kind: string) => join(leftBehind, `${name}.${kind}`)
  const note = (kind: string, line: string) => appendFileSync(fileFor(kind), `${line}\n`)
  const tell = async (path: string, body = '') => {
    const answer = await fetch(`http://127.0.0.1:${process.env.STAGES_PORT}${path}`, { method: 'POST', body })
    if (!answer.ok) throw new Error(`The stages did not take ${path} ${body}; their log is in ${leftBehind}`)
    return answer.text()
  }
  const stage = Number(await tell('/open', fileFor('stage-log')))
  const listen = await freePort()
  const proxy = await startValidatingProxy(
    { listen, stage, prism: Number(process.env.PRISM_PORT) },
    (words) => note('violations', words),
  )
  return {
    url: `http://localhost:${listen}`,
    setClock: async (instant) => void (await tell(`/${stage}/clock`, instant)),
    runJobs: async () => void (await tell(`/${stage}/jobs`)),
    makeKits: async () => void (await tell(`/${stage}/kits`)),
    loseSaves: proxy.loseSaves,
    killApi: async () => {
      proxy.cutOff(true)
      await tell(`/${stage}/kill`)
    },
    startApi: async () => {
      await tell(`/${stage}/start`)
      proxy.cutOff(false)
    },
    visited: (url) => note('visited', url),
    close: async () => {
      proxy.close()
      await tell(`/${stage}/close`)
    },
  }
}
