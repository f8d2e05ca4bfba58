import type { Pool, QueryResult } from 'pg'
import { apartAs, keptApart, type WrappedKey } from '../wrapped-keys.ts'

/** Wrapped keys that a replica remembers: some two megabytes. */
const remembered = 20_000
/** As Postgres numbers the type of a column that may hold one. */
const bytea = 17

/**
 * Keys that are not kept beside what they open, but in a database of their own (ADR 2). A row of the first database says of its
 * key where it is; before whoever asked for the row has it, the key stands in that place: one statement for all the rows of an
 * answer, and none for those that are remembered.
 */
export class KeysApart {
  readonly #pool: Pool
  readonly #known = new Map<string, Buffer>()
  readonly #coming = new Map<string, Promise<ReadonlyMap<string, Buffer>>>()
  readonly #read: (id: string) => Promise<ReadonlyMap<string, Buffer>>
  readonly #write: (key: WrappedKey) => Promise<void>
  /** Rises as all is forgotten: what was on its way then is not remembered. */
  #turn = 0
  /** Whether new keys are kept here; until the deployment says so (`keys apart`) they are kept as before. */
  inUse = false

  constructor(pool: Pool) {
    this.#pool = pool
    this.#read = together((ids) => this.#ask(ids))
    this.#write = together((keys) => this.#put(keys))
  }

  /** For what sweeps and counts. */
  get pool(): Pool {
    return this.#pool
  }

  /** Is committed there once this resolves. Gives what stands in its place beside what it opens. */
  async keep(key: WrappedKey): Promise<Buffer> {
    if (!this.inUse) return key.wrapped
    await this.#write(key)
    return keptApart(key.id)
  }

  /** The answer with each key in the place of what says where it is; one that is there no more is left out. */
  fill<R extends QueryResult>(answer: R): R | Promise<R> {
    const columns = answer.fields?.filter(({ dataTypeID }) => dataTypeID === bytea).map(({ name }) => name)
    if (!columns?.length) return answer
    const wanted: { row: Record<string, unknown>; name: string; id: string }[] = []
    for (const row of answer.rows as Record<string, unknown>[])
      for (const name of columns) {
        const id = apartAs(row[name])
        const known = id && this.#known.get(id)
        if (known) row[name] = known
        else if (id) wanted.push({ row, name, id })
      }
    return wanted.length > 0 ? this.#fill(answer, wanted) : answer
  }

  async #fill<R>(answer: R, wanted: { row: Record<string, unknown>; name: string; id: string }[]) {
    const answers = new Set(wanted.map(({ id }) => this.#coming.get(id) ?? this.#begin(id)))
    const found = await Promise.all(answers)
    for (const { row, name, id } of wanted)
      row[name] = found.find((keys) => keys.has(id))?.get(id) ?? row[name]
    return answer
  }

  #begin(id: string): Promise<ReadonlyMap<string, Buffer>> {
    const answer = this.#read(id)
    this.#coming.set(id, answer)
    return answer
  }

  /** Keys are read anew from where they are kept. */
  forget(): void {
    this.#turn += 1
    this.#known.clear()
    this.#coming.clear()
  }

  async #ask(ids: string[]): Promise<ReadonlyMap<string, Buffer>> {
    const turn = this.#turn
    try {
      const { rows } = await this.#pool.query<WrappedKey>({
        name: 'keys-of-an-answer',
        text: 'SELECT id, wrapped FROM keys.case_keys WHERE id = ANY ($1)',
        values: [ids],
      })
      if (turn === this.#turn) for (const key of rows) this.#remember(key)
      return new Map(rows.map(({ id, wrapped }) => [id, wrapped]))
    } finally {
      if (turn === this.#turn) for (const id of ids) this.#coming.delete(id)
    }
  }

  async #put(keys: WrappedKey[]): Promise<void> {
    await this.#pool.query(
      'INSERT INTO keys.case_keys (id, wrapped) SELECT * FROM unnest($1::uuid[], $2::bytea[])',
      [keys.map(({ id }) => id), keys.map(({ wrapped }) => wrapped)],
    )
    for (const key of keys) this.#remember(key)
  }

  #remember({ id, wrapped }: WrappedKey) {
    const oldest = this.#known.size >= remembered ? this.#known.keys().next().value : undefined
    if (oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(id, wrapped)
  }
}

/** What is wanted in one turn of the event loop is done at once: a page's keys, a spreadsheet's. */
function together<T, R>(work: (all: T[]) => Promise<R>): (one: T) => Promise<R> {
  let gathering: { all: T[]; done: Promise<R> } | null = null
  return (one) => {
    if (!gathering) {
      const all: T[] = []
      const turn = new Promise<void>((resolve) => {
        process.nextTick(resolve)
      })
      const done = turn.then(() => {
        gathering = null
        return work(all)
      })
      gathering = { all, done }
    }
    gathering.all.push(one)
    return gathering.done
  }
}
