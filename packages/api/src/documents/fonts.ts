import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * OPS-7: every letter of every paper is of a font that is shipped. The compiler cannot be told to leave the machine's fonts alone, so
 * ours go by names that no machine has: with all fonts of the world and with none a paper is the same.
 *
 * Of each the one weight that is read: what stands bold is our own words, and a name in another script stands out by its size. Chinese is
 * whole: a name may be written with any of its 27,000 characters, and every subset is somebody's name lost. Nothing is set in italics,
 * which many cannot read well.
 */
const shipped: readonly { family: string; packaged: string; styles: readonly string[] }[] = [
  { family: 'Paper', packaged: 'sans', styles: ['400Regular', '700Bold'] },
  ...['bengali', 'arabic', 'tamil', 'gurmukhi', 'devanagari', 'hebrew', 'ethiopic', 'thai', 'sc'].map(
    (script) => ({ family: `Paper ${script}`, packaged: `sans-${script}`, styles: ['400Regular'] }),
  ),
  { family: 'Paper symbols', packaged: 'sans-symbols-2', styles: ['400Regular'] },
  { family: 'Paper emoji', packaged: 'emoji', styles: ['400Regular'] },
]

/** What a template names, in the order in which a letter is looked for. */
export const families = shipped.map(({ family }) => family)

/** Where each of them lies, as its package has it, among the packages that this file finds. */
function filesFrom(finder: string) {
  const { resolve } = createRequire(finder)
  return shipped.flatMap(({ family, packaged, styles }) =>
    styles.map((style) => {
      const name = packaged.split('-').map(capital).join('')
      const file = `@expo-google-fonts/noto-${packaged}/${style}/Noto${name}_${style}.ttf`
      return { family, style, file: realpathSync(resolve(file)) }
    }),
  )
}

/** The fonts, each under our name for its family. */
export const readFonts = (finder: string = import.meta.url): Buffer[] =>
  filesFrom(finder).map(({ family, style, file }) => withTables(readFileSync(file), naming(family, style)))

/** What an image ships: of each font that is printed what is read of it, and none of the others. Only for packages that were installed for it alone. */
export function keepWhatIsPrinted(finder: string): void {
  const kept = new Map(filesFrom(finder).map(({ file }) => [file, withTables(readFileSync(file))]))
  for (const folder of new Set([...kept.keys()].map((file) => path.dirname(path.dirname(file)))))
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, name)
      if (!file.endsWith('.ttf')) continue
      rmSync(file)
      const font = kept.get(file)
      if (font) writeFileSync(file, font)
    }
}

function capital(word: string): string {
  return word === 'sc' ? 'SC' : `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}

/** Every code point for which one of the fonts has a letter, by `cmap` (formats 4 and 12). */
export function coverageOf(fonts: readonly Buffer[]): Set<number> {
  const covered = new Set<number>()
  for (const font of fonts) {
    const { offset } = tableOf(font, 'cmap')
    for (let at = 0; at < font.readUInt16BE(offset + 2); at++) {
      const sub = offset + font.readUInt32BE(offset + 4 + at * 8 + 4)
      const format = font.readUInt16BE(sub)
      const add = format === 12 ? addGroups : format === 4 ? addSegments : null
      add?.(font, sub, covered)
    }
  }
  return covered
}

function addGroups(font: Buffer, sub: number, covered: Set<number>): void {
  for (let group = 0; group < font.readUInt32BE(sub + 12); group++) {
    const from = sub + 16 + group * 12
    for (let code = font.readUInt32BE(from); code <= font.readUInt32BE(from + 4); code++) covered.add(code)
  }
}

function addSegments(font: Buffer, sub: number, covered: Set<number>): void {
  const twice = font.readUInt16BE(sub + 6)
  for (let at = 0; at < twice; at += 2) {
    const end = font.readUInt16BE(sub + 14 + at)
    const start = font.readUInt16BE(sub + 16 + twice + at)
    const rangeAt = sub + 16 + 3 * twice + at
    const [delta, range] = [font.readUInt16BE(sub + 16 + 2 * twice + at), font.readUInt16BE(rangeAt)]
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = range === 0 ? code + delta : font.readUInt16BE(rangeAt + range + (code - start) * 2)
      if ((glyph & 0xffff) !== 0) covered.add(code)
    }
  }
}

interface Table {
  tag: string
  offset: number
  length: number
}

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, at) => {
    const entry = 12 + at * 16
    return {
      tag: font.toString('latin1', entry, entry + 4),
      offset: font.readUInt32BE(entry + 8),
      length: font.readUInt32BE(entry + 12),
    }
  })
}

function tableOf(font: Buffer, tag: string): Table {
  const found = tablesOf(font).find((table) => table.tag === tag)
  if (found) return found
  throw new Error(`a font without ${tag}`)
}

/** Measures for writing from top to bottom, which no paper does, and what each glyph is called in an editor. */
const unread = ['vhea', 'vmtx', 'VORG']
const nameless = Buffer.from([0, 3, 0, 0])

/** The same font without what no paper needs, and with these tables in the place of its own. Of what comes out, the same comes out. */
function withTables(font: Buffer, own: Readonly<Record<string, Buffer>> = {}): Buffer {
  const kept = tablesOf(font)
    .filter(({ tag }) => !unread.includes(tag))
    .map(({ tag, offset, length }) => {
      const table = font.subarray(offset, offset + length)
      const post = tag === 'post' ? Buffer.concat([nameless, table.subarray(4, 32)]) : table
      return { tag, table: own[tag] ?? post }
    })
  const head = Buffer.alloc(12 + kept.length * 16)
  font.copy(head, 0, 0, 4)
  head.writeUInt16BE(kept.length, 4)
  const power = Math.floor(Math.log2(kept.length))
  for (const [at, value] of [2 ** power * 16, power, (kept.length - 2 ** power) * 16].entries())
    head.writeUInt16BE(value, 6 + at * 2)
  const parts = [head]
  let offset = head.length
  for (const [at, { tag, table }] of kept.entries()) {
    const whole = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
    head.write(tag, 12 + at * 16, 'latin1')
    for (const [field, value] of [sumOf(whole), offset, table.length].entries())
      head.writeUInt32BE(value, 16 + at * 16 + field * 4)
    parts.push(whole)
    offset += whole.length
  }
  return Buffer.concat(parts)
}

function sumOf(table: Buffer): number {
  let sum = 0
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0
  return sum
}

/** A name table of our own. */
function naming(family: string, style: string): { name: Buffer } {
  const names = [
    [1, family],
    [2, style],
    [4, `${family} ${style}`],
    [6, `${family}-${style}`.replaceAll(' ', '')],
  ] as const
  const texts = names.map(([, words]) => Buffer.from(words, 'utf16le').swap16())
  const head = Buffer.alloc(6 + names.length * 12)
  head.writeUInt16BE(names.length, 2)
  head.writeUInt16BE(head.length, 4)
  let from = 0
  for (const [at, [id]] of names.entries()) {
    const length = texts[at]?.length ?? 0
    for (const [field, value] of [3, 1, 0x409, id, length, from].entries())
      head.writeUInt16BE(value, 6 + at * 12 + field * 2)
    from += length
  }
  return { name: Buffer.concat([head, ...texts]) }
}
