import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/**
 * OPS-7: every letter of every paper is of a font that is shipped. The compiler cannot be told to leave the machine's fonts alone, so
 * ours go by names that no machine has: with all fonts of the world and with none a paper is the same.
 */
const shipped: readonly { family: string; packaged: string; styles: readonly string[] }[] = [
  {
    family: 'Paper',
    packaged: 'sans',
    styles: ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic'],
  },
  ...['bengali', 'arabic', 'tamil', 'gurmukhi', 'devanagari', 'hebrew', 'ethiopic', 'thai', 'sc'].map(
    (script) => ({
      family: `Paper ${script}`,
      packaged: `sans-${script}`,
      styles: ['400Regular', '700Bold'],
    }),
  ),
  // Bold is drawn by the same letters.
  { family: 'Paper symbols', packaged: 'sans-symbols-2', styles: ['400Regular'] },
  { family: 'Paper emoji', packaged: 'emoji', styles: ['400Regular', '700Bold'] },
]

/** What a template names, in the order in which a letter is looked for. */
export const families = shipped.map(({ family }) => family)

/** The files, each under our name for its family. */
export function readFonts(): Buffer[] {
  return shipped.flatMap(({ family, packaged, styles }) =>
    styles.map((style) => {
      const name = packaged.split('-').map(capital).join('')
      const file = `@expo-google-fonts/noto-${packaged}/${style}/Noto${name}_${style}.ttf`
      return renamed(readFileSync(resolve(file)), family, style)
    }),
  )
}

const capital = (word: string) => (word === 'sc' ? 'SC' : `${word.charAt(0).toUpperCase()}${word.slice(1)}`)

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

interface Entry {
  /** Where the directory tells of it. */
  entry: number
  offset: number
}

function tableOf(font: Buffer, tag: string): Entry {
  for (let at = 0; at < font.readUInt16BE(4); at++) {
    const entry = 12 + at * 16
    if (font.toString('latin1', entry, entry + 4) === tag)
      return { entry, offset: font.readUInt32BE(entry + 8) }
  }
  throw new Error(`a font without ${tag}`)
}

/** The same font with a name table of our own, put behind it. */
function renamed(font: Buffer, family: string, style: string): Buffer {
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
  const table = Buffer.concat([head, ...texts])
  const { entry } = tableOf(font, 'name')
  const aligned = Buffer.alloc((4 - (font.length % 4)) % 4)
  const whole = Buffer.concat([font, aligned, table])
  whole.writeUInt32BE(font.length + aligned.length, entry + 8)
  whole.writeUInt32BE(table.length, entry + 12)
  return whole
}
