import { type Import, listedAtMost } from '@alongside/shared/imports/contract'
import type { ImportKind } from '@alongside/shared/imports/kinds'
import { importMoves, keptHours } from '@alongside/shared/imports/kinds'
import type { Checked } from '@alongside/shared/imports/rules'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface ImportRow extends Omit<Import, 'faults' | 'notes'> {
  report: Buffer | null
  wrapped: Buffer | null
}

/** Seconds that a start may take until its transaction holds the lock by which one knows that it runs. */
const graceSeconds = 10

const running = importMoves.start.to

/** Whoever runs an import holds it until its transaction ends, however it ends. */
const heldAs = (id: string) => `hashtextextended('import ' || ${id}, 0)`

// That nobody holds it tells that whoever ran it has died: then nothing of it was kept.
const state = `CASE WHEN i.state = '${running}' AND i.started_at < app.moment() - interval '${graceSeconds} seconds'
    AND NOT EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND ((l.classid::bigint << 32) | l.objid::bigint) = ${heldAs('i.id')})
  THEN 'interrupted' ELSE i.state END`

const selectImports = `SELECT i.id, i.version, i.kind, ${state} AS state, i.rows, i.done, i.fault_count AS "faultCount",
    i.note_count AS "noteCount", i.makes, i.report, i.wrapped, i.uploaded_at AS "uploadedAt", coalesce(a.name, 'A former member') AS "uploadedBy",
    i.started_at AS "startedAt", i.finished_at AS "finishedAt", i.undone_at AS "undoneAt", i.kept_until AS "keptUntil"
  FROM imports i LEFT JOIN accounts a ON a.id = i.uploaded_by WHERE i.partnership_id = app.partnership_id()`

type Report = Pick<Import, 'faults' | 'notes'>
const nothingToSay: Report = { faults: [], notes: [] }

function shown(vault: Vault, { report, wrapped, ...row }: ImportRow): Import {
  const said =
    report && wrapped ? vault.open<Report>({ id: row.id, wrapped }, 'import report', report) : nothingToSay
  return { ...row, ...said }
}

export async function readImports(tx: Tx, vault: Vault): Promise<Import[]> {
  const { rows } = await tx.$client.query<ImportRow>(
    `${selectImports} ORDER BY i.uploaded_at DESC, i.id DESC LIMIT 50`,
  )
  return rows.map((row) => ({ ...shown(vault, { ...row, report: null }) }))
}

/** @throws Refusal not_found */
export async function readImport(tx: Tx, vault: Vault, id: string): Promise<Import> {
  const { rows } = await tx.$client.query<ImportRow>(`${selectImports} AND i.id = $1`, [id])
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return shown(vault, row)
}

/** The import, held against whoever moves it at once; not against the rows that it writes meanwhile. @throws Refusal not_found */
export async function lockImport(tx: Tx, vault: Vault, id: string): Promise<Import> {
  await tx.$client.query(
    'SELECT 1 FROM imports WHERE partnership_id = app.partnership_id() AND id = $1 FOR NO KEY UPDATE',
    [id],
  )
  return readImport(tx, vault, id)
}

/** Until the transaction ends, however it ends. False: somebody else runs it. */
export async function holdImport(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ held: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${heldAs('$1')}) AS held`,
    [id],
  )
  return rows[0]?.held === true
}

/**
 * Tables grow from nothing to thousands of rows within this one transaction: a plan that was made while they were small, and
 * kept, would read all that is the partnership's for every row that is written.
 */
export async function planAnew(tx: Tx): Promise<void> {
  await tx.$client.query('DISCARD PLANS')
}

/** The file as it was uploaded, while it waits. */
export async function openSource(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<{ kind: ImportKind; csv: string } | null> {
  const { rows } = await tx.$client.query<{ kind: ImportKind; source: Buffer; wrapped: Buffer }>(
    `SELECT kind, source, wrapped FROM imports WHERE partnership_id = app.partnership_id() AND id = $1 AND state = $2`,
    [id, running],
  )
  const [row] = rows
  return row
    ? { kind: row.kind, csv: vault.open<string>({ id, wrapped: row.wrapped }, 'import source', row.source) }
    : null
}

const reportOf = (vault: Vault, key: WrappedKey, { faults, notes }: Checked): Buffer =>
  vault.seal(key, 'import report', {
    faults: faults.slice(0, listedAtMost),
    notes: notes.slice(0, listedAtMost),
  })

/** Keeps an upload, sealed under a key of its own, for a day. */
export async function keepUpload(
  tx: Tx,
  vault: Vault,
  upload: { kind: ImportKind; csv: string; checked: Checked; accountId: string; now: string },
): Promise<string> {
  const { kind, csv, checked, accountId, now } = upload
  const id = newId()
  const key = vault.newKey(id)
  const kept = await vault.keep(key)
  await tx.$client.query(
    `INSERT INTO imports (id, kind, state, rows, fault_count, note_count, makes, report, source, wrapped, uploaded_at, uploaded_by, kept_until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[id, kind, checked.faults.length ? 'faulty' : 'ready', checked.rows],
      ...[checked.faults.length, checked.notes.length, JSON.stringify(checked.makes)],
      ...[reportOf(vault, key, checked), vault.seal(key, 'import source', csv), kept],
      ...[now, accountId, new Date(Date.parse(now) + keptHours * 3_600_000).toISOString()],
    ],
  )
  return id
}

/** What was right when it was tried is wrong now: an agency was added meanwhile, for instance. */
export async function keepFaults(tx: Tx, vault: Vault, id: string, checked: Checked): Promise<void> {
  const { rows } = await tx.$client.query<{ wrapped: Buffer | null }>(
    'SELECT wrapped FROM imports WHERE id = $1',
    [id],
  )
  const wrapped = rows[0]?.wrapped
  if (!wrapped) throw new Error('an import without its key')
  await tx.$client.query(
    `UPDATE imports SET version = version + 1, state = 'faulty', done = 0, fault_count = $2, note_count = $3, makes = $4, report = $5
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    [
      ...[id, checked.faults.length, checked.notes.length, JSON.stringify(checked.makes)],
      reportOf(vault, { id, wrapped }, checked),
    ],
  )
}

export async function markStarted(tx: Tx, id: string, now: string): Promise<void> {
  await tx.$client.query(
    `UPDATE imports SET version = version + 1, state = $3, started_at = $2, done = 0
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    [id, now, running],
  )
}

/** Takes the fingerprint of all that it made. */
export async function sealImport(tx: Tx, id: string): Promise<void> {
  await tx.$client.query(`SET LOCAL statement_timeout = '60s'`)
  await planAnew(tx)
  await tx.$client.query('SELECT app.seal_import($1)', [id])
}

/** Every row is written: the uploaded file goes, and its key with it. */
export async function markDone(tx: Tx, id: string, rows: number, now: string): Promise<void> {
  await tx.$client.query(
    `UPDATE imports SET version = version + 1, state = 'done', done = $2, finished_at = $3, source = NULL, report = NULL, wrapped = NULL, kept_until = NULL
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    [id, rows, now],
  )
}

/** It ended by an error: what it had written is gone. */
export async function markInterrupted(tx: Tx, id: string): Promise<void> {
  await tx.$client.query(
    `UPDATE imports SET version = version + 1, state = 'interrupted', done = 0
      WHERE partnership_id = app.partnership_id() AND id = $1 AND state = $2`,
    [id, running],
  )
}

/** On another connection than the one that writes, or nobody would see it before the end. */
export async function markProgress(tx: Tx, id: string, done: number): Promise<void> {
  await tx.$client.query(
    `UPDATE imports SET done = $2 WHERE partnership_id = app.partnership_id() AND id = $1 AND state = $3`,
    [id, done, running],
  )
}

/** The rows on which something was changed since; none: all is taken back. */
export async function takeBack(
  tx: Tx,
  id: string,
  now: string,
): Promise<{ what: string; rowNumber: number }[]> {
  // Thousands of rows, each looked for wherever something may hang on it.
  await tx.$client.query(`SET LOCAL statement_timeout = '60s'`)
  await planAnew(tx)
  const { rows } = await tx.$client.query<{ what: string; rowNumber: number }>(
    'SELECT what, row_number AS "rowNumber" FROM app.undo_import($1) ORDER BY row_number, what',
    [id],
  )
  if (!rows.length)
    await tx.$client.query(
      `UPDATE imports SET version = version + 1, state = $3, undone_at = $2 WHERE partnership_id = app.partnership_id() AND id = $1`,
      [id, now, importMoves.undo.to],
    )
  return rows
}

/** A file that nobody imported within the day; one that is being imported is left until it is. */
export async function discardUploads(tx: Tx, now: string): Promise<void> {
  await tx.$client.query(
    `DELETE FROM imports WHERE partnership_id = app.partnership_id() AND kept_until <= $1
      AND (state <> $2 OR started_at < $1::timestamptz - interval '1 hour')`,
    [now, running],
  )
}
