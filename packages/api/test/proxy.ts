import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { certificate } from './certificate.ts'
import { freePort } from './free-port.ts'
import { makeMemoryFolder } from './memory-folder.ts'

const recipes = fileURLToPath(new URL('../../../ops/proxy/', import.meta.url))

/** A recipe of ops/proxy with another port, certificate and replicas in it, each of which has to be found in it; and how its proxy is begun. */
interface Kind {
  program: string
  recipe: string
  settle: (recipe: string, where: Where) => string
  args: (file: string, where: Where) => string[]
}
interface Where {
  folder: string
  port: number
  replicas: readonly [number, number]
}

/** Every pair of words, which must be there. */
function put(text: string, ...pairs: [was: string, is: string][]): string {
  for (const [was, is] of pairs) {
    if (!text.includes(was)) throw new Error(`the recipe has no ${was}`)
    text = text.replaceAll(was, is)
  }
  return text
}

export const proxies: Record<'Caddy' | 'nginx' | 'HAProxy', Kind> = {
  Caddy: {
    program: '/usr/bin/caddy',
    recipe: 'Caddyfile',
    settle: (recipe, { folder, port, replicas: [one, two] }) =>
      `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${folder}\n}\n${put(
        recipe,
        [
          '{$PUBLIC_HOST:localhost} {',
          `https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${folder}/cert.pem ${folder}/key.pem`,
        ],
        ['{$REPLICAS:api-1:3000 api-2:3000}', `127.0.0.1:${one} 127.0.0.1:${two}`],
      )}`,
    args: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
  },
  nginx: {
    program: '/usr/sbin/nginx',
    recipe: 'nginx.conf',
    settle: (recipe, { folder, port, replicas: [one, two] }) =>
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
      http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      ${put(
        recipe.slice(0, recipe.indexOf('server {\n  listen 80;')),
        ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
        ['/etc/ssl/alongside.pem', `${folder}/cert.pem`],
        ['/etc/ssl/alongside.key', `${folder}/key.pem`],
        ['127.0.0.1:3001', `127.0.0.1:${one}`],
        ['127.0.0.1:3002', `127.0.0.1:${two}`],
      )} }`,
    args: (file) => ['-c', file],
  },
  HAProxy: {
    program: '/usr/sbin/haproxy',
    recipe: 'haproxy.cfg',
    settle: (recipe, { folder, port, replicas: [one, two] }) =>
      put(
        recipe,
        ['bind :443', `bind 127.0.0.1:${port}`],
        ['/etc/ssl/alongside.pem', `${folder}/both.pem`],
        ['127.0.0.1:3001', `127.0.0.1:${one}`],
        ['127.0.0.1:3002', `127.0.0.1:${two}`],
      ),
    args: (file) => ['-db', '-f', file],
  },
}

export const isThere = ({ program }: Kind): boolean => existsSync(program)

export async function startProxy({ program, recipe, settle, args }: Kind, replicas: Where['replicas']) {
  const folder = makeMemoryFolder()
  const where = { folder, port: await freePort(), replicas }
  for (const name of ['body', 'proxy']) mkdirSync(path.join(folder, name))
  writeFileSync(path.join(folder, 'cert.pem'), certificate.cert)
  writeFileSync(path.join(folder, 'key.pem'), certificate.key)
  writeFileSync(path.join(folder, 'both.pem'), `${certificate.cert}\n${certificate.key}`)
  const file = path.join(folder, 'settings')
  writeFileSync(file, settle(readFileSync(`${recipes}${recipe}`, 'utf8'), where))
  const child = spawn(program, args(file, where), { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const gone = ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${String(code)}`)))
  gone.catch(() => undefined)
  await Promise.race([gone, listening(where.port)])
  return {
    port: where.port,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const heard = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (heard) return
  }
}
