import { isPassing, isProblem, ProblemError } from '../client/transport.ts'
import { Keeper } from './keeper.ts'

/** Values by the name of their field; one that is absent, undefined or '' is empty. */
export type Fields = Readonly<Record<string, unknown>>

/** What the server holds, under which version. */
export interface Held {
  fields: Fields
  version: number
}

/**
 * What the server is not known to have, as it waits on the device: each field as typed, with what the server held when
 * the typing began, and what was last on its way when no answer came.
 */
export type Kept = Readonly<Record<string, { value: unknown; base: unknown; sent?: unknown }>>

/** What the engine needs from the world. */
export interface Ports {
  /** Changes these fields alone, under the version of what is held. @throws ProblemError · Unreachable */
  send: (changed: Fields, held: Held) => Promise<Held>
  read: () => Promise<Held>
  /** On this device, sealed. Rejects where the device keeps nothing. */
  keep: (kept: Kept) => Promise<void>
  forget: () => Promise<void>
  /** Why this value cannot be sent as it stands, as a sentence; null when it can. */
  faultOf?: (field: string, value: unknown) => string | null
  /** What is sent of what was typed; empty ends of a list, for instance, are not. */
  tidied?: (field: string, value: unknown) => unknown
  /** The field that the API names, among those that were changed. */
  fieldAt?: (pointer: string, changed: Fields, saved: Fields) => string | undefined
}

export interface State {
  /** As typed, over what the server holds. */
  fields: Fields
  /** `saved` is said only when the server has everything but what `held` names. */
  saving: 'idle' | 'saving' | 'saved' | 'not-saved'
  /** When the server last took something; an instant. */
  savedAt: string | null
  /** Fields that the server is not known to have as they stand here. */
  unsaved: readonly string[]
  /** Fields that cannot be saved as they stand, each with the reason. They hold back no other. */
  held: Readonly<Record<string, string>>
  /** Fields that were changed here and elsewhere since they were last the same, as they stand elsewhere. */
  elsewhere: Fields
  /** A refusal of no field, which another try would not mend by itself. */
  refused: Error | null
  /** Whether what is not saved could be kept on this device. */
  onDevice: boolean
}

const pause = 800 // milliseconds without typing before a save
const again = 8000 // milliseconds until the next try when nobody answers
const rounds = 5 // tries at once, each after a refusal that it can answer

/**
 * Saves what is typed, field by field (REF-1, REF-12, MTG-7, MTG-8): every change is kept on the device first and leaves
 * it once the server has it. One save at a time; what is typed meanwhile goes with the next. A field that cannot be
 * saved stays as typed and holds back no other. A field that was changed elsewhere too is never overwritten in either
 * direction: both stand side by side until someone chooses.
 */
export class Autosave {
  #server: Held
  #typed = new Map<string, { value: unknown; base: unknown }>()
  #sending: Fields = {}
  /** On its way when no answer came: nobody knows whether the server has it until it is read again. */
  #unsure: Fields = {}
  #refusals = new Map<string, { value: unknown; words: string }>()
  /** Something newer stands on the server than what is known here. */
  #readFirst = false
  #failed = false
  #refused: Error | null = null
  #savedAt: string | null = null
  #onDevice = true
  #state: State
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #listeners = new Set<() => void>()
  #closed = false
  readonly #ports: Ports
  readonly #keeper: Keeper<Kept>

  constructor(server: Held, kept: Kept, ports: Ports) {
    this.#ports = ports
    this.#server = server
    for (const [field, { value, base, sent }] of Object.entries(kept)) {
      this.#typed.set(field, { value, base })
      if (sent !== undefined) this.#unsure = { ...this.#unsure, [field]: sent }
    }
    this.#keeper = new Keeper(ports.keep, ports.forget, this.#onKept, !isEmpty(kept))
    this.#state = this.#look()
    // What reached the server as the page went away leaves the device now.
    this.#keep()
    if (!isEmpty(kept)) this.#schedule(0)
  }

  readonly state = () => this.#state

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** What the server holds, for what comes after saving. */
  readonly server = () => this.#server

  readonly type = (field: string, value: unknown) => {
    const before = this.#typed.get(field)
    const base = before && this.#isUnsaved(field) ? before.base : this.#server.fields[field]
    this.#typed.set(field, { value, base })
    if (this.#refused) this.#failed = false
    this.#refused = null
    this.#keep()
    this.#show()
    this.#schedule(pause)
  }

  /** What was read from the server meanwhile. An answer that was overtaken by a later one says nothing. */
  readonly learn = (server: Held) => {
    if (server.version < this.#server.version) return
    this.#take(server, this.#sending)
    this.#keep()
    this.#show()
    if (this.#sendable().length > 0) this.#schedule(pause)
  }

  /** Chooses a value for a field that was changed elsewhere too: it has been seen what stands there. */
  readonly settle = (field: string, value: unknown) => {
    const theirs = this.#server.fields[field]
    if (same(this.#tidied(field, value), theirs)) this.#typed.delete(field)
    else this.#typed.set(field, { value, base: theirs })
    this.#keep()
    this.#show()
    this.#schedule(0)
  }

  /** Saves now what is waiting. Resolves when it is settled either way; `state().saving` says which. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.#timer)
    await this.#running
    this.#running ??= this.#save().finally(() => {
      this.#running = null
      this.#show()
    })
    return this.#running
  }

  /** Resolves when the device has, or could not keep, the latest. */
  readonly kept = () => this.#keeper.settled()

  /** No more saving, and nothing left on the device: it was submitted, discarded or thrown away. */
  readonly finish = async (): Promise<void> => {
    clearTimeout(this.#timer)
    this.#closed = true
    this.#typed.clear()
    this.#unsure = {}
    this.#show()
    await this.kept()
    await this.#ports.forget()
  }

  /** Its page is left: one last save now. What it cannot send waits on the device for the next time. */
  readonly close = () => {
    void this.flush()
    this.#closed = true
  }

  #schedule(wait: number) {
    clearTimeout(this.#timer)
    if (!this.#closed) this.#timer = setTimeout(() => void this.flush(), wait)
  }

  async #save(): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      let sent: Fields = {}
      try {
        if (this.#readFirst || !isEmpty(this.#unsure)) await this.#readAgain()
        sent = this.#changes()
        if (isEmpty(sent)) return
        await this.#send(sent)
        if (!isEmpty(this.#changes())) this.#schedule(pause)
        return
      } catch (error) {
        if (!isDefinite(error)) this.#unsure = { ...this.#unsure, ...sent }
        this.#keep()
        // Either can be answered at once: by reading what stands there now, or by leaving out what is named.
        this.#readFirst = isProblem(error, 'version.stale')
        if (!this.#readFirst && !this.#isNamed(error, sent)) return this.#fail(error)
      }
    }
    this.#fail(null)
  }

  async #send(changed: Fields) {
    this.#sending = changed
    this.#keep()
    this.#show()
    try {
      this.#take(await this.#ports.send(changed, this.#server), changed)
      this.#savedAt = new Date().toISOString()
      this.#failed = false
    } finally {
      this.#sending = {}
      this.#keep()
    }
  }

  async #readAgain() {
    const unsure = this.#unsure
    this.#take(await this.#ports.read(), unsure)
    this.#readFirst = false
    this.#unsure = {}
    if (!isEmpty(unsure)) this.#savedAt ??= new Date().toISOString()
    this.#keep()
  }

  #fail(error: unknown) {
    this.#failed = true
    const passing = error === null || isPassing(error)
    if (passing) this.#schedule(again)
    else if (error instanceof Error && !isProblem(error, 'session.required')) this.#refused = error
  }

  /** Whether the API names fields that were sent: they are held from then on, until they are typed anew. */
  #isNamed(error: unknown, sent: Fields): boolean {
    if (!(error instanceof ProblemError)) return false
    let named = false
    for (const { pointer, detail } of error.problem.errors ?? []) {
      const field = this.#ports.fieldAt?.(pointer, sent, this.#server.fields)
      if (field === undefined || !(field in sent)) continue
      this.#refusals.set(field, { value: sent[field], words: detail })
      named = true
    }
    return named
  }

  /** Takes what the server holds now. `sent` is what came from here and is nobody else's change. */
  #take(server: Held, sent: Fields) {
    const before = this.#server
    for (const [field, typed] of this.#typed) {
      const now = server.fields[field]
      const wasUnsaved = this.#isUnsaved(field)
      const another = [this.#sending, this.#unsure].some((way) => field in way && !same(way[field], now))
      if (typed.value === now && !another) this.#typed.delete(field)
      else if (same(this.#tidied(field, typed.value), now) || (field in sent && same(now, sent[field])))
        this.#typed.set(field, { value: typed.value, base: now })
      else if (!wasUnsaved && !same(now, before.fields[field])) this.#typed.delete(field)
    }
    this.#server = server
  }

  readonly #tidied = (field: string, value: unknown) =>
    this.#ports.tidied ? this.#ports.tidied(field, value) : value

  /** Not at the server as it stands here, as far as is known. */
  #isUnsaved(field: string): boolean {
    const typed = this.#typed.get(field)
    if (!typed) return false
    const value = this.#tidied(field, typed.value)
    return ![this.#server.fields, this.#sending, this.#unsure].every(
      (fields, at) => (at > 0 && !(field in fields)) || same(fields[field], value),
    )
  }

  #isElsewhere(field: string): boolean {
    const typed = this.#typed.get(field)
    const theirs = this.#server.fields[field]
    if (!typed || same(theirs, typed.base) || same(theirs, this.#tidied(field, typed.value))) return false
    return ![this.#sending, this.#unsure].some((fields) => field in fields && same(theirs, fields[field]))
  }

  #reasonToHold(field: string): string | null {
    const value = this.#typed.get(field)?.value
    const refusal = this.#refusals.get(field)
    return (
      this.#ports.faultOf?.(field, value) ??
      (refusal && same(refusal.value, this.#tidied(field, value)) ? refusal.words : null)
    )
  }

  #unsavedFields = () => [...this.#typed.keys()].filter((field) => this.#isUnsaved(field))

  #sendable(): string[] {
    return this.#unsavedFields().filter(
      (field) => !this.#isElsewhere(field) && this.#reasonToHold(field) === null,
    )
  }

  #changes(): Fields {
    return Object.fromEntries(
      this.#sendable().map((field) => [field, this.#tidied(field, this.#typed.get(field)?.value)]),
    )
  }

  #keep() {
    const kept = this.#toKeep()
    this.#keeper.put(isEmpty(kept) ? null : kept)
  }

  readonly #onKept = (onDevice: boolean) => {
    if (onDevice === this.#onDevice) return
    this.#onDevice = onDevice
    this.#show()
  }

  #toKeep(): Kept {
    const onItsWay = { ...this.#unsure, ...this.#sending }
    return Object.fromEntries(
      this.#unsavedFields().map((field) => {
        const typed = this.#typed.get(field) as { value: unknown; base: unknown }
        return [field, field in onItsWay ? { ...typed, sent: onItsWay[field] ?? '' } : typed]
      }),
    )
  }

  #look(): State {
    const unsaved = this.#unsavedFields()
    const elsewhere = unsaved.filter((field) => this.#isElsewhere(field))
    const held = unsaved.flatMap((field): [string, string][] => {
      const reason = this.#reasonToHold(field)
      return reason === null ? [] : [[field, reason]]
    })
    return {
      fields: {
        ...this.#server.fields,
        ...Object.fromEntries([...this.#typed].map(([field, { value }]) => [field, value])),
      },
      saving: this.#saving(elsewhere.length > 0),
      savedAt: this.#savedAt,
      unsaved,
      held: Object.fromEntries(held),
      elsewhere: Object.fromEntries(elsewhere.map((field) => [field, this.#server.fields[field]])),
      refused: this.#refused,
      onDevice: this.#onDevice,
    }
  }

  #saving(isElsewhere: boolean): State['saving'] {
    const waits = this.#sendable().length > 0
    if (this.#failed && waits) return 'not-saved'
    if (waits || !isEmpty(this.#sending)) return 'saving'
    // What waits for a choice between two devices is safe here, and nowhere else.
    if (isElsewhere) return 'not-saved'
    return this.#savedAt === null ? 'idle' : 'saved'
  }

  #show() {
    this.#state = this.#look()
    for (const listener of this.#listeners) listener()
  }
}

/** A field of words; '' when it is empty. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Below 500 the API said no: it has not taken it. Without an answer nobody knows. */
const isDefinite = (error: unknown) => error instanceof ProblemError && error.problem.status < 500

export const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0

export const same = (a: unknown, b: unknown): boolean =>
  a === b || ((typeof a !== 'string' || typeof b !== 'string') && canonical(a) === canonical(b))

/** JSON with its keys in order: the server may give them back in another. */
const canonical = (value: unknown): string =>
  JSON.stringify(value ?? '', (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
