import { getPriority, setPriority } from 'node:os'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import { sources } from '../places.ts'
import { coverageOf, families, readFonts } from './fonts.ts'
import type { Order } from './press.ts'

const workspace = path.join(sources, 'documents/templates')
const fonts = readFonts()
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] })
const covered = coverageOf(fonts)
/** What has no letter of its own: it joins others, or turns the way of reading. */
const unseen = /[\n\p{Default_Ignorable_Code_Point}]/u

/** As typed; what no shipped font can draw says so, because PDF/UA refuses a whole document for one such letter. */
const drawable = (text: string): string => {
  const written = text.replaceAll('\t', ' ')
  const runs: string[] = []
  let lost = false
  for (const letter of written) {
    const draws = covered.has(letter.codePointAt(0) ?? 0) || unseen.test(letter)
    if (draws) runs.push(letter)
    else if (!lost) runs.push('[written in another script: see the screen]')
    lost = !draws
  }
  return runs.join('')
}
/** What the fonts surely draw, however letters join. */
const undrawable =
  /[^\n -~\u00a0-\u024f\u0370-\u0377\u0384-\u03ce\u0400-\u045f\u1e00-\u1eff\u2010-\u2026\u20ac]+/gu
const plain = (text: string) =>
  drawable(text).replaceAll(undrawable, '[written in another script: see the screen]')

function print({ template, data, at }: Order, words: (text: string) => string): Uint8Array {
  const json = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? words(value) : value,
  )
  return compiler.pdf(
    { mainFilePath: `${workspace}/${template}.typ`, inputs: { data: json, fonts: JSON.stringify(families) } },
    { pdfStandard: PdfStandard.UA_1, pdfTags: true, creationTimestamp: Math.floor(Date.parse(at) / 1000) },
  )
}

// Lists and pages first: where cores are short, it gets a tenth of what they do. Linux counts each thread by itself (man 2 setpriority),
// and those that this one begins like it; elsewhere it would be the whole process.
if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + 10))

parentPort?.on('message', (order: Order) => {
  try {
    let bytes: Uint8Array
    try {
      bytes = print(order, drawable)
    } catch {
      bytes = print(order, plain)
    }
    parentPort?.postMessage({ bytes })
  } catch (error) {
    // The compiler's own words may quote what it was to print.
    parentPort?.postMessage({ failed: error instanceof Error ? error.name : 'unknown' })
  } finally {
    // What is remembered between documents is only the frame: the rest is people's words, and memory.
    compiler.evictCache(2)
  }
})
