import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { coverageOf, keepWhatIsPrinted, readFonts } from './fonts.ts'

const run = promisify(execFile)
const scripts = [
  ...[
    'Example',
    'Пример',
    'παράδειγμα',
    'নমুনা',
    'مثال',
    '示例',
    'ਨਮੂਨਾ',
    'דוגמה',
    'மாதிரி',
    'नमूना',
    'ምሳሌ',
    'ตัวอย่าง',
  ],
  '✓ → 🙂',
]

/** Prints on a machine whose only fonts, beside those of the system, lie there. */
async function printAt(home: string): Promise<Uint8Array> {
  const pdf = join(home, 'paper.pdf')
  const worker = fileURLToPath(new URL('press-worker.ts', import.meta.url))
  const order = {
    template: 'for-her',
    at: '2026-03-02T09:00:00Z',
    data: {
      ...{
        size: 11,
        language: 'en',
        title: 'Scripts',
        intro: scripts,
        parts: [],
        services: [],
        rows: [],
        choices: [],
      },
      ...{ words: { sign: '' }, foot: '' },
    },
  }
  const code = `import { Worker } from 'node:worker_threads'; import { writeFileSync } from 'node:fs'
    const worker = new Worker(${JSON.stringify(worker)}, { execArgv: [] })
    worker.on('message', ({ bytes }) => { writeFileSync(${JSON.stringify(pdf)}, bytes); process.exit() })
    worker.postMessage(${JSON.stringify(order)})`
  await run(process.execPath, ['--input-type=module', '-e', code], { env: { ...process.env, HOME: home } })
  return readFileSync(pdf)
}

it('OPS-7 N6 a paper in twelve scripts is the same byte for byte whatever fonts the machine has', async () => {
  const [bare, full] = [mkdtempSync(join(tmpdir(), 'bare-')), mkdtempSync(join(tmpdir(), 'full-'))]
  try {
    const { resolve } = createRequire(import.meta.url)
    for (const name of ['noto-sans', 'noto-sans-bengali', 'noto-sans-arabic', 'noto-emoji'])
      cpSync(dirname(resolve(`@expo-google-fonts/${name}/package.json`)), join(full, '.fonts', name), {
        recursive: true,
        dereference: true,
      })
    mkdirSync(join(bare, '.fonts'))
    const [one, other] = [await printAt(bare), await printAt(full)]
    expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).toBe(0)
    const text = (await pagesOf(one)).join(' ')
    for (const word of ['Example', 'Пример', 'παράδειγμα', '示例', 'ምሳሌ']) expect(text).toContain(word)
    expect(text).not.toContain('another script')
  } finally {
    for (const folder of [bare, full]) rmSync(folder, { recursive: true })
  }
})

it('OPS-7 an image ships the weights that are printed and no other, 15 MB in all, and prints from them the same', () => {
  const home = mkdtempSync(join(tmpdir(), 'shipped-'))
  try {
    const { resolve } = createRequire(import.meta.url)
    const { dependencies } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { dependencies: Record<string, string> }
    for (const name of Object.keys(dependencies).filter((name) => name.startsWith('@expo-google-fonts/'))) {
      const packaged = dirname(resolve(`${name}/package.json`))
      // Of a hundred files those of five weights: what is to go is among them.
      cpSync(packaged, join(home, 'node_modules', name), {
        recursive: true,
        filter: (file) => !file.endsWith('.ttf') || /400Regular|700Bold|500Medium/.test(file),
      })
    }
    const finder = join(home, 'image.js')
    const before = readFonts(finder)
    keepWhatIsPrinted(finder)
    const left = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ttf'),
    )
    expect(left).toHaveLength(before.length)
    expect(left.reduce((sum, file) => sum + statSync(join(home, file)).size, 0)).toBeLessThan(15_000_000)
    const after = readFonts(finder)
    expect(after.every((font, at) => before[at]?.equals(font))).toBe(true)
  } finally {
    rmSync(home, { recursive: true })
  }
})

it('OPS-7 every character that a Chinese name may be written with is drawn', () => {
  const covered = coverageOf(readFonts())
  const missing = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((code) => !covered.has(code)).length
  // The characters of GB 18030 as far as 2005: its two planes of names and places (U+4E00 to 9FA5, 3400 to 4DB5).
  expect([missing(0x4e00, 0x9fa5), missing(0x3400, 0x4db5)]).toEqual([0, 0])
  // Of the list of common characters (2013) some lie beyond: of names, these.
  for (const letter of ['\u{20164}', '\u{2A7DD}', '\u{2B4E7}', '\u{2C488}', '\u{2CE93}'])
    expect(covered.has(letter.codePointAt(0) ?? 0)).toBe(true)
})
