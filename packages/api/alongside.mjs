// The entry: plain JavaScript, so that an older Node can say what is missing instead of stumbling over TypeScript.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const needed = Number(/\d+/.exec(engines.node)[0])
const [major] = process.versions.node.split('.').map(Number)

if (major < needed || globalThis.Temporal === undefined) {
  const lacking = major < needed ? '' : ', and this one was built or started without Temporal'
  process.stdout.write(
    `Alongside does not start:\n- Node ${needed} or newer is needed; this is Node ${process.versions.node}${lacking}.\n`,
  )
  process.exit(1)
}
await import('./src/main.ts')
