// npm run dev: the API and Vite side by side, each of which takes up a changed file by itself. One address for both:
// Vite's, which hands on to the API what is the API's (packages/web/vite.config.ts). Ctrl-C ends both.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const port = Number(process.env.PORT ?? 3000)
const address = `http://localhost:${port}`
const api = `http://127.0.0.1:${port + 1}`

const started = [
  start('.', ['--watch', '--watch-preserve-output', 'packages/api/src/main.ts', 'up'], {
    PORT: String(port + 1),
    PUBLIC_URL: address,
    PAGES: 'elsewhere',
  }),
  start('packages/web', ['node_modules/vite/bin/vite.js', '--port', String(port), '--strictPort'], {
    API_URL: api,
  }),
]

function start(folder, parameters, settings) {
  const child = spawn(process.execPath, parameters, {
    cwd: `${root}${folder}`,
    env: { ...process.env, ...settings },
    stdio: 'inherit',
  })
  // One without the other is of no use.
  child.once('exit', (code) => end(code ?? 0))
  return child
}

function end(code) {
  process.exitCode ||= code
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0))
