import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { prune, superfluous } from './prune.ts'

const nightly = Array.from({ length: 400 }, (_, day) => {
  const takenAt = new Date(Date.UTC(2026, 0, 1 + day, 2)).toISOString()
  return { name: takenAt.slice(0, 10), takenAt }
})
const namesOf = (copies: { name: string }[]) => copies.map(({ name }) => name)

it('OPS-4 of a year of nightly backups the last days, weeks and months are kept, each by its newest', () => {
  const gone = new Set(namesOf(superfluous(nightly, { daily: 7, weekly: 4, monthly: 3 })))
  expect(namesOf(nightly).filter((name) => !gone.has(name))).toEqual([
    ...['2026-12-31', '2027-01-17', '2027-01-24'],
    ...['2027-01-29', '2027-01-30', '2027-01-31', '2027-02-01', '2027-02-02', '2027-02-03', '2027-02-04'],
  ])
})

it('OPS-4 what was disposed of is in no backup after the days that were said, and the newest is kept whatever was said', () => {
  const kept = { daily: 35, weekly: 0, monthly: 0 }
  const gone = new Set(namesOf(superfluous(nightly, kept)))
  expect(namesOf(nightly.slice(-36)).filter((name) => !gone.has(name))).toEqual(namesOf(nightly.slice(-35)))
  expect(superfluous(nightly.slice(0, 1), { daily: 0, weekly: 0, monthly: 0 })).toEqual([])
})

const folder = mkdtempSync(path.join(os.tmpdir(), 'alongside-prune-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('OPS-4 nothing is taken away but whole backups', () => {
  for (const { name, takenAt } of nightly.slice(-3)) {
    mkdirSync(path.join(folder, name))
    writeFileSync(path.join(folder, name, 'manifest.json'), JSON.stringify({ format: 1, takenAt }))
  }
  mkdirSync(path.join(folder, 'photographs'))
  writeFileSync(path.join(folder, 'notes.txt'), 'Whom to ring.')
  expect(prune(folder, { daily: 1, weekly: 0, monthly: 0 }, '2027-02-04T03:00:00Z')).toEqual({
    left: 1,
    gone: ['2027-02-03', '2027-02-02'],
  })
  expect(readdirSync(folder).sort()).toEqual(['2027-02-04', 'notes.txt', 'photographs'])
})

it('CNF-3 of keys nothing older than 35 days is kept, however much longer the rest is; but the newest, without which all is lost', () => {
  const keys = mkdtempSync(path.join(folder, 'keys-'))
  const write = (name: string, takenAt: string, kind: string) => {
    mkdirSync(path.join(keys, name))
    writeFileSync(path.join(keys, name, 'manifest.json'), JSON.stringify({ format: 1, kind, takenAt }))
  }
  for (const [name, takenAt] of [
    ['december', '2026-12-30T02:00:00Z'],
    ['too-old', '2026-12-31T23:00:00.000Z'],
    ['of-35-days', '2027-01-01T03:00:00.000Z'],
    ['newest', '2027-02-05T02:00:00.000Z'],
  ] as const) {
    write(name, takenAt, 'keys')
    write(`cases-${name}`, takenAt, 'dump')
  }
  const kept = { daily: 400, weekly: 0, monthly: 12 }
  expect(prune(keys, kept, '2027-02-05T03:00:00.000Z').gone.sort()).toEqual(['december', 'too-old'])
  expect(prune(keys, kept, '2028-01-01T03:00:00.000Z').gone).toEqual(['of-35-days'])
  expect(readdirSync(keys).filter((name) => !name.startsWith('cases'))).toEqual(['newest'])
})

it('CNF-3 what a signal left half written, or half taken away, goes a day later; what is being written stays', () => {
  const broken = mkdtempSync(path.join(folder, 'broken-'))
  for (const [name, at] of [
    ['2027-02-02.part-a1B2c3', '2027-02-02T02:00:00Z'],
    ['2027-01-02.part-pruned', '2027-02-03T02:30:00Z'],
    ['2027-02-04.part-d4E5f6', '2027-02-04T02:00:00Z'],
    ['my.part-time', '2027-01-01T02:00:00Z'],
  ] as const) {
    mkdirSync(path.join(broken, name))
    writeFileSync(path.join(broken, name, 'keys.dump'), '')
    utimesSync(path.join(broken, name), new Date(at), new Date(at))
  }
  prune(broken, { daily: 35, weekly: 0, monthly: 0 }, '2027-02-04T03:00:00Z')
  expect(readdirSync(broken).sort()).toEqual(['2027-02-04.part-d4E5f6', 'my.part-time'])
})
