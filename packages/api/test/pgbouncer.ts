import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { freePort } from './free-port.ts'
import { makeMemoryFolder } from './memory-folder.ts'

/** Debian 12 has 1.18; PGBOUNCER names a newer one. */
const binary = process.env.PGBOUNCER ?? '/usr/sbin/pgbouncer'

/** Its version as a number, 1.24 as 1024; 0 where this machine has none. */
export const pgbouncerVersion = existsSync(binary) ? versionOf(binary) : 0

function versionOf(file: string): number {
  const [, major, minor] =
    /PgBouncer (\d+)\.(\d+)/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' })) ?? []
  return Number(major) * 1000 + Number(minor)
}

/** It knows prepared statements from this version on. */
export const keepsStatements = 1021

/** One in transaction mode before that server, which lets in whoever the server would. Gives the same address through it. */
export async function startPgbouncer(target: string, logins: readonly string[], prepared: number) {
  const folder = makeMemoryFolder()
  const port = await freePort()
  const { hostname, port: targetPort } = new URL(target)
  const users = logins
    .map((login) => new URL(login))
    .map(({ username, password }) => `"${username}" "${decodeURIComponent(password)}"`)
  writeFileSync(path.join(folder, 'users.txt'), `${[...new Set(users)].join('\n')}\n`)
  writeFileSync(
    path.join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${hostname} port=${targetPort}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${path.join(folder, 'users.txt')}`,
      'pool_mode = transaction',
      'default_pool_size = 4',
      ...(pgbouncerVersion >= keepsStatements ? [`max_prepared_statements = ${prepared}`] : []),
    ].join('\n'),
  )
  // It does not run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if ('uid' in nobody)
    for (const file of ['', 'users.txt', 'pgbouncer.ini']) chownSync(path.join(folder, file), 65534, 65534)
  const child = spawn(binary, ['-q', path.join(folder, 'pgbouncer.ini')], { ...nobody, stdio: 'ignore' })
  await listening(port)
  return {
    through: (url: string) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGINT')
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
