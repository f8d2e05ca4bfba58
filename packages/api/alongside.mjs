// The entry: plain JavaScript, so that an older Node can say what is missing instead of stumbling over TypeScript.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'

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
await import(isBuilt() ? './dist/main.mjs' : './src/main.ts')

/** Production runs what was built; where sources are worked on, they are run as soon as one of them is newer. */
function isBuilt() {
  const built = new URL('dist/main.mjs', import.meta.url)
  if (!existsSync(built)) return false
  if (process.env.NODE_ENV === 'production') return true
  const { mtimeMs } = statSync(built)
  return ['src/', '../shared/src/', '../shared/data/'].every((folder) =>
    isOlder(new URL(folder, import.meta.url), mtimeMs),
  )
}

function isOlder(folder, than) {
  return readdirSync(folder, { withFileTypes: true }).every((entry) =>
    entry.isDirectory()
      ? isOlder(new URL(`${entry.name}/`, folder), than)
      : statSync(new URL(entry.name, folder)).mtimeMs < than,
  )
}
