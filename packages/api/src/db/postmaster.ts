import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** The living postmaster of this directory, whether or not it answers yet. */
export function postmaster(dataDir: string) {
  const { pid, port } = pidFile(dataDir)
  return isPostmaster(pid, dataDir) ? { pid, port } : undefined
}

function pidFile(dataDir: string) {
  const file = path.join(dataDir, 'postmaster.pid')
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : []
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

/** Ids are reused, in containers at once, and zombies keep theirs: the command line tells. */
export function isPostmaster(pid: number, dataDir: string) {
  return commandLine(pid).includes(` -D ${dataDir} `)
}

function commandLine(pid: number) {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', `${pid}`]).stdout.toString()
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Postgres clears up after a dead postmaster itself, but not where the id lives on as something else. */
export function removeMisleadingPidFile(dataDir: string) {
  const { pid } = pidFile(dataDir)
  if (isAlive(pid) && !isPostmaster(pid, dataDir)) fs.rmSync(path.join(dataDir, 'postmaster.pid'))
}

/** False for 0 and NaN, and for processes that this one may not signal. */
export function isAlive(pid: number) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}
