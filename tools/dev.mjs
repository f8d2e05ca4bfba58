// npm run dev: the API and Vite side by side, each of which takes up a changed file. One address for both: Vite's, which
// hands on to the API what is the API's (packages/web/vite.config.ts). Ctrl-C ends both.
// Not `node --watch`: it makes worker threads tell which files they read, and ours would take that for their answers.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const port = Number(process.env.PORT ?? 3000)
/** Milliseconds of quiet before the API starts again: an editor writes several files in one go. */
const pause = 300

const startApi = () =>
  start('.', ['packages/api/alongside.mjs', 'up'], {
    PORT: String(port + 1),
    PUBLIC_URL: `http://localhost:${port}`,
    PAGES: 'elsewhere',
  })
let api = startApi()
const vite = start(
  'packages/web',
  ['node_modules/vite/bin/vite.js', '--port', String(port), '--strictPort'],
  { API_URL: `http://127.0.0.1:${port + 1}` },
)
// Without its pages the API is of no use; without the API one mends the file that broke it.
vite.once('exit', (code) => end(code ?? 0))

let waiting
for (const folder of ['packages/api/src', 'packages/shared/src'])
  watch(`${root}${folder}`, { recursive: true }, (_, file) => {
    if (file?.includes('.test')) return
    clearTimeout(waiting)
    waiting = setTimeout(startAgain, pause)
  })

function startAgain() {
  const again = () => {
    api = startApi()
  }
  if (isOver(api)) return again()
  if (api.listenerCount('exit') > 0) return
  console.log('A file changed: the API starts again')
  api.once('exit', again)
  api.kill('SIGTERM')
}

function start(folder, parameters, settings) {
  return spawn(process.execPath, parameters, {
    cwd: `${root}${folder}`,
    env: { ...process.env, ...settings },
    stdio: 'inherit',
  })
}

function isOver(child) {
  return child.exitCode !== null || child.signalCode !== null
}

function end(code) {
  for (const child of [api, vite]) child.kill('SIGTERM')
  api.removeAllListeners('exit')
  if (isOver(api)) process.exit(code)
  api.once('exit', () => process.exit(code))
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0))
