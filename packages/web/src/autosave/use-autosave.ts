import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Unreachable } from '../client/transport.ts'
import { useSessionState } from '../session/session.tsx'
import { type Device, device, type Left } from './device.ts'
import { Autosave, type Fields, type Held, type Kept, type Ports, type State } from './engine.ts'
import { open } from './open.ts'

interface Autosaved extends Omit<Ports, 'keep' | 'forget'> {
  /** Under which it is kept on this device: one name a thing. */
  name: string
  /** As sign-out names it. */
  title: string
  /** A field as its page calls it. */
  labelOf: (field: string) => string
  /** As last read. */
  server: Held
  /** What this device kept, by the fields of today: those of before may have been others. */
  asKept?: (kept: Kept, server: Fields) => Kept
}

export interface Saving {
  engine: Autosave
  state: State
}

/**
 * Saves what is typed on this page, as the engine does, from the moment the device has been asked what it keeps: null
 * until then, and nothing can be typed. Going to another page saves at once; so do a connection and a session that are
 * back, and a page that is put away.
 */
export function useAutosave(autosaved: Autosaved): Saving | null {
  const { name, server } = autosaved
  const [engine, setEngine] = useState<Autosave | null>(null)
  const latest = useRef(autosaved)
  useEffect(() => {
    latest.current = autosaved
  })

  useEffect(() => {
    let opened: Autosave | null = null
    let left = false
    const hers = device()
    const here = {
      name,
      arrive: async () => {
        await opened?.flush()
        await opened?.kept()
      },
      left: () => {
        const unsaved = opened?.state().unsaved ?? []
        return unsaved.length > 0 ? leftOf(latest.current, unsaved) : null
      },
    }
    const begin = (found: unknown) => {
      if (left) return
      const { server, asKept } = latest.current
      const asItWas = (found ?? {}) as Kept
      opened = new Autosave(server, asKept?.(asItWas, server.fields) ?? asItWas, portsOf(name, hers, latest))
      open.add(here)
      setEngine(opened)
    }
    hers.kept(name).then(begin, () => begin(undefined))
    const flush = () => void opened?.flush()
    const flushIfHidden = () => {
      if (document.visibilityState === 'hidden') flush()
    }
    // Where the device keeps nothing, the page is all there is.
    const warn = (event: BeforeUnloadEvent) => {
      const state = opened?.state()
      if (state && !state.onDevice && state.unsaved.length > 0) event.preventDefault()
    }
    window.addEventListener('online', flush)
    window.addEventListener('beforeunload', warn)
    document.addEventListener('visibilitychange', flushIfHidden)
    return () => {
      left = true
      open.delete(here)
      opened?.close()
      setEngine(null)
      window.removeEventListener('online', flush)
      window.removeEventListener('beforeunload', warn)
      document.removeEventListener('visibilitychange', flushIfHidden)
    }
  }, [name])

  useEffect(() => engine?.learn(server), [engine, server])
  const signedIn = useSessionState().state === 'open'
  useEffect(() => {
    if (signedIn) void engine?.flush()
  }, [engine, signedIn])

  const state = useSyncExternalStore(engine?.subscribe ?? nothing, engine?.state ?? none)
  return engine && state && { engine, state }
}

const nothing = () => () => undefined
const none = () => null

const leftOf = ({ title, labelOf }: Autosaved, fields: readonly string[]): Left => ({
  title,
  parts: [...new Set(fields.map(labelOf))],
  path: window.location.pathname,
})

/** `hers`: the device as it was when she began. What she typed goes out in her name, or waits for her. */
function portsOf(name: string, hers: Device, latest: { readonly current: Autosaved }): Ports {
  const asHer = <T>(ask: () => Promise<T>) =>
    hers.isOpen() ? ask() : Promise.reject<T>(new Unreachable('She is not signed in here'))
  return {
    send: (changed, held) => asHer(() => latest.current.send(changed, held)),
    read: () => asHer(() => latest.current.read()),
    keep: (kept) => {
      const left = leftOf(latest.current, Object.keys(kept))
      return hers.keep(name, { ...left, value: kept })
    },
    forget: () => hers.forget(name),
    faultOf: (field, value) => latest.current.faultOf?.(field, value) ?? null,
    tidied: (field, value) => (latest.current.tidied ? latest.current.tidied(field, value) : value),
    fieldAt: (pointer, changed, saved) => latest.current.fieldAt?.(pointer, changed, saved),
  }
}
