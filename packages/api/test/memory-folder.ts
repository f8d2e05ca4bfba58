import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isAlive } from '../src/db/postmaster.ts'

const parent = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()
const named = /^alongside-test-(\d+)-/

/** A new folder for a throwaway database, in memory where the system has that as a directory (Linux). */
export function makeMemoryFolder() {
  return fs.mkdtempSync(path.join(parent, `alongside-test-${process.pid}-`))
}

/** Removes the folders of processes that were killed. Their servers notice the loss and end within a minute. */
export function removeLeftovers() {
  for (const name of fs.readdirSync(parent)) {
    const pid = Number(named.exec(name)?.[1])
    if (pid && !isAlive(pid)) fs.rmSync(path.join(parent, name), { recursive: true, force: true })
  }
}
