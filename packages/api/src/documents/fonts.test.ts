import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { pagesOf } from '../../test/pages-of-pdf.ts'

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
