import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listCases, readCase } from '@alongside/shared/cases/contract'
import type { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { testMasterKey } from '../../test/database.ts'
import { givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { needVault } from '../db/key-check.ts'
import { withClient } from '../db/with-client.ts'
import { apartAs, isDestroyed } from '../wrapped-keys.ts'
import { type Disposing, destroyKey, replay, undisposed, whyNotByLedger } from './destroy.ts'
import { appendLine, readLedger } from './ledger.ts'

// CNF-3: a key is destroyed once and for good, on record outside first, and whatever breaks it off, it is finished or was not begun.

const folder = mkdtempSync(path.join(os.tmpdir(), 'alongside-ledger-'))
afterAll(() => rmSync(folder, { recursive: true }))
const now = '2026-03-02T09:00:00.000Z'

describe.each(['beside', 'apart'] as const)('keys %s', (layout) => {
  async function opened() {
    const world = await openEastmarsh(now, {}, layout)
    const gone = await givenListed(world, { refuses: [] })
    const stays = await givenListed(world, { refuses: [] })
    const [{ id: key } = { id: '' }] = await world.rows<{ id: string }>(
      'SELECT data_key_id AS id FROM cases WHERE id = $1',
      [gone.caseId],
    )
    const ledger = path.join(mkdtempSync(path.join(folder, 'l-')), 'ledger.jsonl')
    /** As the owner of both. */
    const within = <T>(work: (disposing: Disposing) => Promise<T>): Promise<T> =>
      withClient(world.database.ownerUrl, async (first) => {
        const vault = await needVault(first, [testMasterKey])
        const look = (keys: Client | null) => work({ first, keys, ledger, vault })
        return world.keysDatabase ? withClient(world.keysDatabase.ownerUrl, look) : look(null)
      })
    const destroy = (id = key) =>
      within(async (disposing) => {
        await disposing.first.query('BEGIN')
        await destroyKey(disposing, id, now)
        await disposing.first.query('COMMIT')
      })
    const reads = async (caseId: string | null) =>
      (await world.as.coordinator(readCase, { params: { caseId: caseId ?? '' } })).status
    const listed = async () => {
      const { status, body } = await world.as.coordinator(listCases, {})
      return [status, body.items.filter((one) => 'unreadable' in one).map(({ id }) => id)]
    }
    const where = () => within(whyNotByLedger)
    return { ...world, ...{ gone, stays, key, ledger, within, destroy, reads, listed, where } }
  }

  it('CNF-3 what was open in a replica opens there no more, from the next answer on; every other case does, and lists go on', async () => {
    const { destroy, reads, listed, gone, stays, services, rows, ledger, where } = await opened()
    expect([await reads(gone.caseId), await reads(stays.caseId)]).toEqual([200, 200])
    await destroy()
    expect([await reads(gone.caseId), await reads(stays.caseId)]).toEqual([500, 200])
    expect(await listed()).toEqual([200, [gone.caseId]])
    services.vault.forget()
    expect([await reads(gone.caseId), await reads(stays.caseId)]).toEqual([500, 200])
    expect(await rows('SELECT generation FROM deployment.case_keys')).toEqual([{ generation: 1 }])
    expect(readFileSync(ledger, 'utf8').split('\n')).toHaveLength(2)
    expect(await where()).toBeNull()
  })

  it('CNF-3 a replica forgets all that it had opened as it hears of a newer generation, before it answers', async () => {
    const { destroy, reads, stays, services } = await opened()
    let forgotten = 0
    services.vault.keepsApart({ keep: async ({ wrapped }) => wrapped, forget: () => (forgotten += 1) })
    await reads(stays.caseId)
    expect(forgotten).toBe(0)
    await destroy()
    expect([await reads(stays.caseId), forgotten]).toEqual([200, 1])
    expect([await reads(stays.caseId), forgotten]).toEqual([200, 1])
  })

  it('CNF-3 broken off after the ledger, or between the two databases, it is not served until it is finished, by the same call or by a replay', async () => {
    const { within, destroy, reads, gone, stays, where, key, rows } = await opened()
    // The ledger was written, and nothing else.
    await within(async ({ ledger, vault }) => appendLine(ledger, vault, { key, at: now }))
    expect(await where()).toMatch(/1 lines of DISPOSAL_LEDGER were not carried out/)
    const [{ other } = { other: '' }] = await rows<{ other: string }>(
      'SELECT data_key_id AS other FROM cases WHERE id = $1',
      [stays.caseId],
    )
    await expect(destroy(other)).rejects.toThrow(/Nothing was done/)
    expect(await reads(stays.caseId)).toBe(200)
    await destroy()
    expect([await where(), await reads(gone.caseId), await reads(stays.caseId)]).toEqual([null, 500, 200])

    // The database of cases was put back, or its transaction rolled back; that of keys was not.
    await within(async (disposing) => {
      await disposing.first.query('BEGIN')
      await destroyKey(disposing, other, now)
      await disposing.first.query('ROLLBACK')
    })
    expect(await where()).toMatch(/1 lines/)
    expect(await within(replay)).toBe(1)
    expect(await within(replay)).toBe(0)
    expect([await where(), await reads(stays.caseId)]).toEqual([null, 500])
    expect(await rows('SELECT generation FROM deployment.case_keys')).toEqual([{ generation: 2 }])
  })

  it('CNF-3 what came back, by a copy of before, is found by its id, however new the generation', async () => {
    const { within, destroy, keysDatabase, key, rows, where } = await opened()
    const before = await within(async ({ first, keys }) => ({
      here: (await first.query<{ wrapped: Buffer }>('SELECT wrapped FROM data_keys WHERE id = $1', [key]))
        .rows[0],
      there: (
        await keys?.query<{ wrapped: Buffer }>('SELECT wrapped FROM keys.case_keys WHERE id = $1', [key])
      )?.rows[0],
    }))
    expect(apartAs(before.here?.wrapped)).toBe(layout === 'apart' ? key : null)
    await destroy()
    const [row] = await rows<{ wrapped: Buffer }>('SELECT wrapped FROM data_keys WHERE id = $1', [key])
    expect(isDestroyed(row!.wrapped)).toBe(true)
    await within(async ({ first, keys }) => {
      if (keys)
        await keys.query('INSERT INTO keys.case_keys (id, wrapped) VALUES ($1, $2)', [
          key,
          before.there?.wrapped,
        ])
      else await first.query('UPDATE data_keys SET wrapped = $2 WHERE id = $1', [key, before.here?.wrapped])
    })
    expect((await within(undisposed)).map((line) => line.key)).toEqual([key])
    expect(await where()).toMatch(/1 lines/)
    await within(replay)
    expect(await where()).toBeNull()
    expect(keysDatabase === null).toBe(layout === 'beside')
  })

  it('CNF-3 a ledger that is missing, was cut, changed or is another’s is no ledger: nothing is destroyed by it, and nothing served', async () => {
    const { within, destroy, ledger, where, gone, stays, reads, rows } = await opened()
    await destroy()
    const whole = readFileSync(ledger, 'utf8')
    const [{ other } = { other: '' }] = await rows<{ other: string }>(
      'SELECT data_key_id AS other FROM cases WHERE id = $1',
      [stays.caseId],
    )
    for (const [text, words] of [
      ['', /has 0 lines, and 1 keys/],
      [whole.replace('"number":1', '"number":2'), /Line 1 .* not as it was written/],
      [whole.replace(/"at":"2026/, '"at":"2025'), /Line 1 .* not as it was written/],
      [`${whole}${whole}`, /Line 2 .* not as it was written/],
      ['{}\n', /Line 1/],
    ] as const) {
      writeFileSync(ledger, text)
      expect(await where()).toMatch(words)
      await expect(destroy(other)).rejects.toThrow(/ledger/)
      expect(await reads(stays.caseId)).toBe(200)
    }
    expect(await within((disposing) => whyNotByLedger({ ...disposing, ledger: '' }))).toMatch(/is missing/)
    // What was broken off as it was written was not begun, and is written over.
    writeFileSync(ledger, whole)
    appendFileSync(ledger, '{"number":2,"key":"')
    expect(await where()).toBeNull()
    await destroy(other)
    expect(await within(async ({ vault }) => readLedger(ledger, vault).map((line) => line.key))).toHaveLength(
      2,
    )
    expect([await reads(gone.caseId), await reads(stays.caseId)]).toEqual([500, 500])
  })
})
