import { createHash, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { Advice } from '../advice.ts'
import type { Vault } from '../vault.ts'

/** A key that is to be destroyed, as the ledger has it: random ids, and nobody's name. */
export interface LedgerLine {
  /** From 1, without a gap: how many keys were destroyed with this one. */
  number: number
  key: string
  at: string
  /** Of the line before it. */
  before: string
  mac: string
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const origin = hashOf('')

const macOf = (vault: Vault, { number, key, at, before }: Omit<LedgerLine, 'mac'>) =>
  vault.mac('disposal ledger', JSON.stringify([number, key, at, before])).toString('hex')

/** Its whole lines: what was broken off as it was written is none, and what it was for was not begun. */
const textOf = (file: string): string => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text.slice(0, text.lastIndexOf('\n') + 1)
}

/** All that was ever destroyed here. @throws Advice where a line is missing, was changed or is another deployment's */
export function readLedger(file: string, vault: Vault): LedgerLine[] {
  let before = origin
  return textOf(file)
    .split('\n')
    .slice(0, -1)
    .map((text, at) => {
      const line = lineOf(text)
      const sound =
        line?.number === at + 1 &&
        line.before === before &&
        line.mac.length === 64 &&
        timingSafeEqual(Buffer.from(line.mac), Buffer.from(macOf(vault, line)))
      if (!sound)
        throw new Advice(
          `Line ${at + 1} of the ledger ${file} is not as it was written, or of another deployment: put the whole ledger back`,
        )
      before = hashOf(text)
      return line
    })
}

function lineOf(text: string): LedgerLine | null {
  try {
    return JSON.parse(text) as LedgerLine
  } catch {
    return null
  }
}

/** Is on the disk once this returns. */
export function appendLine(
  file: string,
  vault: Vault,
  { key, at }: Pick<LedgerLine, 'key' | 'at'>,
): LedgerLine {
  const lines = readLedger(file, vault)
  const text = textOf(file)
  const last = text.split('\n').at(-2)
  const said = { number: lines.length + 1, key, at, before: last === undefined ? origin : hashOf(last) }
  const line = { ...said, mac: macOf(vault, said) }
  if (existsSync(file)) truncateSync(file, Buffer.byteLength(text))
  const open = openSync(file, 'a', 0o600)
  try {
    writeSync(open, `${JSON.stringify(line)}\n`)
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
  return line
}
