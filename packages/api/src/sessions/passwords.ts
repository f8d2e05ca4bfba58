import { hash, verify } from '@node-rs/argon2'
import { normalised } from '../accounts/password-rules.ts'

// argon2id is the library's default; OWASP's floor. Each takes 19 MiB and a core for some 24 ms.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

/** Sign-in has its own queue, so that a flood of guesses cannot take every core. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(normalised(password), cost))

let nobody: Promise<string> | undefined

/** Takes as long for an account that does not exist, or has no password yet, as for one that does. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const fits = await inTurn(async () => verify(stored ?? (await nobody) ?? '', normalised(password)))
  return stored !== null && fits
}
