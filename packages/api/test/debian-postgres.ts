import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { freePort } from './free-port.ts'
import { makeMemoryFolder } from './memory-folder.ts'

const home = '/usr/lib/postgresql/15/bin'

/** Whether this machine has the Postgres 15 of Debian with its pg_dump: `apt install postgresql-15`. */
export const hasDebianPostgres = existsSync(`${home}/initdb`) && existsSync(`${home}/pg_dump`)

/** A server of it in memory, as people run it for real. Its superuser's URL. */
export async function startDebianPostgres() {
  const folder = makeMemoryFolder()
  const data = path.join(folder, 'data')
  mkdirSync(data)
  // Postgres does not run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if ('uid' in nobody) for (const place of [folder, data]) chownSync(place, 65534, 65534)
  const port = await freePort()
  const run = (command: string, args: string[]) =>
    execFileSync(`${home}/${command}`, args, { ...nobody, stdio: 'ignore', cwd: folder })
  run('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ])
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c timezone=UTC`
  run('pg_ctl', ['-D', data, '-o', settings, '-l', path.join(folder, 'log'), '-w', 'start'])
  return {
    superuserUrl: `postgres://postgres:anything@127.0.0.1:${port}/postgres`,
    stop: () => {
      run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])
      rmSync(folder, { recursive: true })
    },
  }
}
