import { createHash, randomBytes } from 'node:crypto'
import { Advice } from '../advice.ts'
import { keyIdOf } from '../vault.ts'

/**
 * A master key as two sheets for two safes. The first is 32 random bytes, the second the key with those added to it bit by bit (exclusive or):
 * each alone is as good as noise, both together are the key. Nothing needs to be trusted or installed to join them.
 */
export function halfSheets(masterKey: Buffer): [string, string] {
  const noise = randomBytes(masterKey.length)
  const id = keyIdOf(masterKey)
  return [sheet(1, id, noise), sheet(2, id, xor(noise, masterKey))]
}

const xor = (one: Buffer, other: Buffer) => Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)))

/** Eight bytes a line, and behind them what tells a slip of the pen. */
const lineLength = 8
const check = (line: Buffer) => createHash('sha256').update(line).digest('hex').slice(0, 4)

function sheet(number: 1 | 2, id: string, half: Buffer): string {
  const lines = Array.from({ length: half.length / lineLength }, (_, at) => {
    const line = half.subarray(at * lineLength, (at + 1) * lineLength)
    const groups = line.toString('hex').match(/.{4}/g) ?? []
    return `  ${at + 1}:  ${groups.join(' ')}  /  ${check(line)}`
  })
  return [
    `Alongside: half ${number} of 2 of the master key ${id}`,
    'Keep it in another safe than the other half. Both together open everything.',
    ...lines,
    'To join them: keys join, and type the four lines of each half.',
  ].join('\n')
}

/** The key of both halves, as they were typed: `lines` has the four of one and the four of the other. @throws Advice */
export function joinHalves(lines: readonly string[]): Buffer {
  const halves = lines.flatMap((typed, at) => {
    const groups = typed.toLowerCase().match(/^\s*(?:\d:)?\s*((?:[0-9a-f]{4}\s*){4})\/\s*([0-9a-f]{4})\s*$/)
    if (!groups) return []
    const line = Buffer.from((groups[1] ?? '').replaceAll(/\s/g, ''), 'hex')
    if (check(line) !== groups[2])
      throw new Advice(`Line ${at + 1} was not typed as it stands: ${typed.trim()}. Type both halves again.`)
    return [line]
  })
  if (halves.length !== 8)
    throw new Advice(`Eight lines are needed, four of each half, and ${halves.length} were typed.`)
  return xor(Buffer.concat(halves.slice(0, 4)), Buffer.concat(halves.slice(4)))
}
