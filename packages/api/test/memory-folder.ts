import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Where throwaway databases live: memory where the system offers it as a directory (Linux), else the temporary one. */
export const memoryFolder = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()

/** Folders left by processes that died without clearing up. Their servers notice the loss and end within a minute. */
export function removeLeftovers(prefix: string) {
  for (const name of fs.readdirSync(memoryFolder).filter((entry) => entry.startsWith(prefix)))
    if (!isAlive(Number(name.slice(prefix.length))))
      fs.rmSync(path.join(memoryFolder, name), { recursive: true, force: true })
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
