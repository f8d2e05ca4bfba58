import type { Referral, ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { isPassing, isProblem } from '../client.ts'
import { wellFormed } from './well-formed.ts'

/** What the draft needs from the world; the device's store is the encrypted one (REF-12). */
export interface DraftPorts {
  save: (answers: ReferralAnswers, version: number) => Promise<Referral>
  read: () => Promise<Referral>
  keep: (kept: KeptDraft) => Promise<void>
  forget: () => Promise<void>
}

/** The sections that have not reached the server, and what the server held when they were begun. */
export interface KeptDraft {
  answers: ReferralAnswers
  base: ReferralAnswers
}

export interface DraftState {
  /** As typed, unfinished dates and all. */
  answers: ReferralAnswers
  saving: 'idle' | 'saving' | 'saved' | 'not-saved'
  /** When the server last took it; an instant. */
  savedAt: string | null
  /** Sections that were changed here and elsewhere since they were last the same, as they stand elsewhere. */
  elsewhere: ReferralAnswers
  /** A refusal that another try would not mend by itself. */
  refused: Error | null
}

const pause = 800 // milliseconds without typing before a save
const again = 8000 // milliseconds until the next try when nobody answers

/**
 * Saves a draft as it is typed (REF-1): every change is kept on the device first and leaves it only once the server has
 * it. One save at a time; what is typed meanwhile goes with the next. A section that was changed on another device as
 * well is never overwritten in either direction: both stand side by side until someone chooses.
 */
export class Draft {
  #state: DraftState
  #base: ReferralAnswers
  #version: number
  #dirty = new Set<Section>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #keeping: Promise<void> = Promise.resolve()
  #listeners = new Set<() => void>()
  #closed = false
  readonly #ports: DraftPorts
  readonly #onSaved: (referral: Referral) => void

  constructor(
    referral: Referral,
    kept: KeptDraft | undefined,
    ports: DraftPorts,
    onSaved: (referral: Referral) => void = () => undefined,
  ) {
    this.#ports = ports
    this.#onSaved = onSaved
    this.#base = kept ? { ...referral.answers, ...kept.base } : referral.answers
    this.#version = referral.version
    this.#state = {
      answers: { ...referral.answers, ...kept?.answers },
      saving: 'idle',
      savedAt: null,
      elsewhere: {},
      refused: null,
    }
    if (kept) {
      for (const section of sectionsOf(kept.answers)) this.#dirty.add(section)
      this.#takeOver(referral)
      // What reached the server as the page went away leaves the device now.
      this.#keep()
      this.#schedule(0)
    }
  }

  readonly state = () => this.#state

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  readonly change = <S extends Section>(section: S, answers: ReferralAnswers[S]) => {
    this.#dirty.add(section)
    this.#show({ answers: { ...this.#state.answers, [section]: answers }, saving: 'saving' })
    this.#keep()
    this.#schedule(pause)
  }

  /** Chooses between this device's answers to a section and those that came from elsewhere. */
  readonly settle = (section: Section, choice: 'mine' | 'theirs') => {
    const { [section]: theirs, ...others } = this.#state.elsewhere
    if (choice === 'theirs') {
      this.#dirty.delete(section)
      this.#show({ answers: { ...this.#state.answers, [section]: theirs } })
    }
    this.#show({ elsewhere: others, saving: this.#dirty.size > 0 ? 'saving' : 'saved' })
    this.#keep()
    this.#schedule(0)
  }

  /** Saves now what is waiting. Resolves when it is settled either way; `state().saving` says which. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.#timer)
    await this.#running
    await this.#save()
  }

  /** The version that the server holds, for what comes after saving. */
  readonly version = () => this.#version

  /** No more saving, and nothing left on the device: it was submitted, discarded or redirected. */
  readonly finish = async (): Promise<void> => {
    clearTimeout(this.#timer)
    this.#dirty.clear()
    await this.#keeping
    await this.#ports.forget()
  }

  /** The form is left: one last save now. What it cannot send waits on the device for the next time. */
  readonly close = () => {
    void this.flush()
    this.#closed = true
  }

  #schedule(wait: number) {
    clearTimeout(this.#timer)
    if (this.#closed) return
    this.#timer = setTimeout(() => void this.flush(), wait)
  }

  #save(): Promise<void> {
    this.#running ??= this.#send().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #send(): Promise<void> {
    const sections = [...this.#dirty].filter((section) => !(section in this.#state.elsewhere))
    if (sections.length === 0) {
      // What waits for a choice between two devices is safe here, and nowhere else.
      if (this.#dirty.size > 0) this.#show({ saving: 'not-saved' })
      return
    }
    const sent = pick(this.#state.answers, sections)
    this.#show({ saving: 'saving', refused: null })
    try {
      const referral = await this.#ports.save(wellFormed(sent), this.#version)
      for (const section of sections) {
        if (this.#state.answers[section] === sent[section]) this.#dirty.delete(section)
      }
      this.#base = referral.answers
      this.#version = referral.version
      this.#show({
        saving: this.#dirty.size > 0 ? 'saving' : 'saved',
        savedAt: new Date().toISOString(),
      })
      this.#keep()
      this.#onSaved(referral)
      if (this.#dirty.size > 0) this.#schedule(pause)
    } catch (error) {
      await this.#recover(error)
    }
  }

  async #recover(error: unknown): Promise<void> {
    if (isProblem(error, 'version.stale')) {
      try {
        this.#takeOver(await this.#ports.read())
        this.#schedule(0)
        return
      } catch (unread) {
        return this.#recover(unread)
      }
    }
    const passing = isPassing(error) || isProblem(error, 'session.required')
    this.#show({ saving: 'not-saved', refused: passing || !(error instanceof Error) ? null : error })
    if (passing) this.#schedule(again)
  }

  /** Takes what another device saved; sections changed on both sides are held up for a choice. */
  #takeOver(referral: Referral) {
    const answers = { ...this.#state.answers }
    const elsewhere: ReferralAnswers = { ...this.#state.elsewhere }
    for (const section of new Set([...sectionsOf(referral.answers), ...sectionsOf(this.#base)])) {
      if (same(referral.answers[section], this.#base[section])) continue
      if (!this.#dirty.has(section)) Object.assign(answers, { [section]: referral.answers[section] })
      else if (same(referral.answers[section], wellFormed(answers)[section])) this.#dirty.delete(section)
      else Object.assign(elsewhere, { [section]: referral.answers[section] })
    }
    this.#base = referral.answers
    this.#version = referral.version
    this.#show({ answers, elsewhere })
    this.#onSaved(referral)
  }

  /** One write to the device at a time, always of the latest. */
  #keep() {
    this.#keeping = this.#keeping
      .then(() =>
        this.#dirty.size === 0
          ? this.#ports.forget()
          : this.#ports.keep({
              answers: pick(this.#state.answers, [...this.#dirty]),
              base: pick(this.#base, [...this.#dirty]),
            }),
      )
      // A device that keeps nothing (private browsing) still saves to the server.
      .catch(() => undefined)
  }

  #show(change: Partial<DraftState>) {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

const sectionsOf = (answers: ReferralAnswers) => Object.keys(answers) as Section[]

const pick = (answers: ReferralAnswers, sections: Section[]): ReferralAnswers =>
  Object.fromEntries(sections.map((section) => [section, answers[section]]))

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b)

/** JSON with its keys in order: the server may give them back in another. */
const canonical = (value: unknown): string =>
  JSON.stringify(value ?? {}, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
