/** What could not be opened. No name, no word: ids, and what it was sealed as. */
export interface UnreadableRecord {
  /** Of its row, where one is known. */
  row: string | null
  keyId: string
  thing: string
}

/** A sealed value that was altered, cut short, or sealed under another key. To whoever asks for it: record.unreadable. */
export class Unreadable extends Error {
  readonly record: UnreadableRecord
  constructor(record: UnreadableRecord) {
    super(`${record.thing} of ${record.row} cannot be opened by key ${record.keyId}`)
    this.name = 'Unreadable'
    this.record = record
  }
}

/** As many as are told apart; a whole table that cannot be read needs no longer list. */
const toldApart = 10_000

/** OPS-3: what of a deployment could not be opened since this process began: each is told of once, however often it is asked for. */
export class UnreadableRecords {
  readonly #met = new Set<string>()
  #tell: (record: UnreadableRecord) => void = () => undefined

  tellTo(tell: (record: UnreadableRecord) => void): void {
    this.#tell = tell
  }

  met(record: UnreadableRecord): void {
    const known = `${record.keyId} ${record.thing} ${record.row}`
    if (this.#met.has(known) || this.#met.size >= toldApart) return
    this.#met.add(known)
    this.#tell(record)
  }

  count(): number {
    return this.#met.size
  }
}
