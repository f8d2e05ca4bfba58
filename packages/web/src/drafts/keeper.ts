import { forgetDraft, keepDraft, wipesSoFar } from './sealed-drafts.ts'

/** Milliseconds of quiet before what is typed is sealed: not at every key. */
const pause = 250

/** Keeps on this device, sealed, what is being typed under one name. Where the device keeps nothing, nothing is kept. */
export function keeperOf(name: string) {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let latest: { value: unknown; typed: number } | null = null

  const seal = () => {
    clearTimeout(waiting)
    if (latest?.typed === wipesSoFar()) void keepDraft(name, latest.value).catch(() => undefined)
    latest = null
  }
  return {
    keep: (value: unknown) => {
      latest = { value, typed: wipesSoFar() }
      clearTimeout(waiting)
      waiting = setTimeout(seal, pause)
    },
    /** At once: the page goes away. */
    seal,
    forget: () => {
      clearTimeout(waiting)
      latest = null
      void forgetDraft(name).catch(() => undefined)
    },
  }
}
