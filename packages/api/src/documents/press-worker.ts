import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import type { Order } from './press.ts'

const workspace = fileURLToPath(new URL('templates', import.meta.url))
// The templates name an embedded font and no fallback: the compiler knows the machine’s fonts too, and with one that has
// the missing letters the same document would look different there.
const compiler = NodeCompiler.create({ workspace })
/** What the embedded fonts surely draw. Beyond it PDF/UA refuses the whole document. */
const undrawable =
  /[^\n -~\u00a0-\u024f\u0370-\u0377\u0384-\u03ce\u0400-\u045f\u1e00-\u1eff\u2010-\u2026\u20ac]+/gu

const asWritten = (text: string) => text
const drawable = (text: string) =>
  text.replaceAll('\t', ' ').replaceAll(undrawable, '[written in another script: see the screen]')

function print({ template, data, at }: Order, words: (text: string) => string): Uint8Array {
  const json = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? words(value) : value,
  )
  return compiler.pdf(
    { mainFilePath: `${workspace}/${template}.typ`, inputs: { data: json } },
    { pdfStandard: PdfStandard.UA_1, pdfTags: true, creationTimestamp: Math.floor(Date.parse(at) / 1000) },
  )
}

parentPort?.on('message', (order: Order) => {
  try {
    let bytes: Uint8Array
    try {
      bytes = print(order, asWritten)
    } catch {
      bytes = print(order, drawable)
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
