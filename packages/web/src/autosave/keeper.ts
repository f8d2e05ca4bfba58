/** Writes one thing to the device: one write at a time, always of the latest, however quickly one types. */
export class Keeper<T> {
  #latest: { value: T | null } | null = null
  #busy = false
  #writing = Promise.resolve()
  /** Whether something of ours may stand there: what another page keeps under the name is not ours to forget. */
  #kept: boolean
  readonly #keep: (value: T) => Promise<void>
  readonly #forget: () => Promise<void>
  readonly #told: (onDevice: boolean) => void

  /** `told` whether the last write worked: a device may keep nothing (private browsing). */
  constructor(
    keep: (value: T) => Promise<void>,
    forget: () => Promise<void>,
    told: (onDevice: boolean) => void,
    kept = false,
  ) {
    this.#keep = keep
    this.#forget = forget
    this.#told = told
    this.#kept = kept
  }

  /** null: nothing is left to keep. */
  readonly put = (value: T | null) => {
    this.#latest = { value }
    if (!this.#busy) this.#writing = this.#write()
  }

  /** Resolves when the latest is written, or could not be. */
  readonly settled = async (): Promise<void> => {
    while (this.#busy) await this.#writing
  }

  async #write() {
    this.#busy = true
    while (this.#latest) {
      const { value } = this.#latest
      this.#latest = null
      if (value === null && !this.#kept) continue
      this.#kept = value !== null
      const written = value === null ? this.#forget() : this.#keep(value)
      this.#told(
        await written.then(
          () => true,
          () => false,
        ),
      )
    }
    this.#busy = false
  }
}
