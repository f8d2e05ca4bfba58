import type { ClientBase } from 'pg'
import { Advice } from '../advice.ts'
import { whereKeysAre } from '../db/keys-database.ts'
import type { Vault } from '../vault.ts'
import { destroyed } from '../wrapped-keys.ts'
import { appendLine, type LedgerLine, readLedger } from './ledger.ts'

type Asked = Pick<ClientBase, 'query'>

/** Where a key is destroyed: in the database of cases, in that of keys where there is one, and on the ledger before either. */
export interface Disposing {
  first: Asked
  keys: Asked | null
  ledger: string
  vault: Vault
}

/**
 * Destroys the key of a case in the caller's transaction of `first`, which raises the generation (CNF-3): what it sealed opens for nobody once that is
 * committed. The line is on the ledger before; broken off at any place, the same call again or `keys replay` finishes it. As the owner of both.
 *
 * @throws Advice where the ledger is not this database's, or an earlier line was not carried out; nothing was destroyed then
 */
export async function destroyKey(disposing: Disposing, key: string, now: string): Promise<void> {
  const { first, ledger, vault } = disposing
  const { rows } = await first.query<{ generation: number }>(
    'SELECT generation FROM deployment.case_keys FOR UPDATE',
  )
  const next = (rows[0]?.generation ?? 0) + 1
  const { rowCount } = await first.query('SELECT FROM data_keys WHERE id = $1 FOR UPDATE', [key])
  if (rowCount !== 1) throw new Error('no such key')
  const lines = readLedger(ledger, vault)
  const begun = lines[next - 1]
  if (lines.length < next - 1 || lines.length > next || (begun && begun.key !== key))
    throw new Advice(
      `The ledger has ${lines.length} lines, and ${next - 1} keys were destroyed here: run \`keys replay\`, or give the ledger of this database. Nothing was done.`,
    )
  await carryOut(disposing, begun ?? appendLine(ledger, vault, { key, at: now }))
}

async function carryOut({ first, keys }: Disposing, { number, key }: LedgerLine): Promise<void> {
  await keys?.query('DELETE FROM keys.case_keys WHERE id = $1', [key])
  await first.query('UPDATE data_keys SET wrapped = $2 WHERE id = $1', [key, destroyed])
  await first.query('UPDATE deployment.case_keys SET generation = greatest(generation, $1)', [number])
}

/** Which of these keys are still there, in either; as its owner sees it. */
async function stillThere(
  { first, keys }: Pick<Disposing, 'first' | 'keys'>,
  ids: string[],
): Promise<Set<string>> {
  const { rows: here } = await first.query<{ id: string }>(
    'SELECT id FROM data_keys WHERE id = ANY ($1) AND wrapped <> $2',
    [ids, destroyed],
  )
  const apart = keys
    ? await keys.query<{ id: string }>('SELECT id FROM keys.case_keys WHERE id = ANY ($1)', [ids])
    : { rows: [] }
  return new Set([...here, ...apart.rows].map(({ id }) => id))
}

/** The lines that were not carried out here: of what was restored since, or was broken off. */
export async function undisposed(disposing: Disposing): Promise<LedgerLine[]> {
  const lines = readLedger(disposing.ledger, disposing.vault)
  const { generation } = await whereKeysAre(disposing.first)
  const there = await stillThere(
    disposing,
    lines.map(({ key }) => key),
  )
  return lines.filter(({ number, key }) => number > generation || there.has(key))
}

/** Carries out what the ledger says and these databases do not know yet, a transaction each. How many that was. */
export async function replay(disposing: Disposing): Promise<number> {
  const lines = await undisposed(disposing)
  const { first } = disposing
  for (const line of lines) {
    await first.query('BEGIN')
    try {
      await carryOut(disposing, line)
      await first.query('COMMIT')
    } catch (error) {
      await first.query('ROLLBACK')
      throw error
    }
  }
  return lines.length
}

/** Why what was disposed of may be readable here; null where all of the ledger was carried out. */
export async function whyNotByLedger(disposing: Disposing): Promise<string | null> {
  const { generation } = await whereKeysAre(disposing.first)
  if (disposing.ledger === '')
    return generation > 0
      ? `DISPOSAL_LEDGER is missing: ${generation} keys were destroyed here, and it says which`
      : null
  try {
    const lines = readLedger(disposing.ledger, disposing.vault)
    if (lines.length < generation)
      return `DISPOSAL_LEDGER has ${lines.length} lines, and ${generation} keys were destroyed here: it is another one, or was cut off`
    const undone = await undisposed(disposing)
    return undone.length > 0
      ? `${undone.length} lines of DISPOSAL_LEDGER were not carried out here: what was disposed of could be read again. Run \`keys replay\``
      : null
  } catch (error) {
    if (error instanceof Advice) return error.message
    throw error
  }
}
