import type { Address } from '@alongside/shared/addresses'
import type { Body, Params, Query, Reply } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import { checkSession, refreshSession } from '@alongside/shared/sessions/addresses'
import type { Change, Read } from './transport.ts'
import { type Asked, exchange, isProblem, type Loose, type Said, type Sent } from './transport.ts'

/** One request to the API, signed in by its cookies. @throws ProblemError · Unreachable */
export async function request<I extends Read>(
  contract: Address<I>,
  asked: Asked<I>,
): Promise<Reply<Contracts[I]>>
export async function request<I extends Change>(
  contract: Address<I>,
  said: Said<I>,
): Promise<Reply<Contracts[I]>>
export async function request(contract: Address, sent: object): Promise<unknown> {
  const begun = proofs
  try {
    return await inSession(contract, sent as Sent)
  } catch (error) {
    if (!isProblem(error, 'session.step_up_needed')) throw error
    // Another request may have been given a proof since this one left.
    if (begun === proofs && !(await proved())) throw error
    return inSession(contract, sent as Sent)
  }
}

/** With fresh cookies where the old ones have run out. */
async function inSession(contract: Address, sent: Sent): Promise<unknown> {
  const again = () => thanking(contract, sent)
  const begun = refreshes
  try {
    return await again()
  } catch (error) {
    if (contract.permission === 'anyone' || !isProblem(error, 'session.required')) throw error
    // Another request may have got fresh cookies since this one left.
    if (begun === refreshes) await refreshed()
    return again()
  }
}

/** Fetches a file and hands it to the browser as a download. @throws ProblemError · Unreachable */
export async function download<I extends Read>(
  contract: Address<I>,
  params: Params<Contracts[I]>,
  query?: Query<Contracts[I]>,
): Promise<void> {
  const { name, bytes } = (await request(contract, { params, query } as unknown as Asked<I>)) as {
    name: string
    bytes: Blob
  }
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** A read whose question may hold a name: by POST, so that no address holds it, and with no answer kept for later. */
export const lookUp = <I extends Change>(
  contract: Address<I>,
  body: Loose<Body<Contracts[I]>>,
): Promise<Reply<Contracts[I]>> => request(contract, { body, idempotencyKey: null } as never)

let refreshes = 0
let refreshing: Promise<void> | undefined

/** Fresh cookies, asked for once however many requests wait for them. @throws ProblemError when the session is over */
function refreshed(): Promise<void> {
  refreshing ??= renewSession()
    .then(() => undefined)
    .finally(() => {
      refreshing = undefined
    })
  return refreshing
}

/** Trades the refresh cookie for fresh ones; who listens hears when the session turns out to be over. */
export async function renewSession(): Promise<Reply<Contracts['refreshSession']>> {
  try {
    const session = (await thanking(refreshSession, {})) as Reply<Contracts['refreshSession']>
    refreshes += 1
    tell({ renewed: session })
    return session
  } catch (error) {
    if (isProblem(error, 'session.required')) tell('over')
    throw error
  }
}

/** Asks whether the session goes on, without making it last longer; who listens hears when it is over. Never throws. */
export async function sessionGoesOn(): Promise<void> {
  const begun = refreshes
  await thanking(checkSession, {}).catch((error: unknown) => {
    // Cookies that were renewed on the way answer for themselves.
    if (begun === refreshes && isProblem(error, 'session.required')) tell('over')
  })
}

type Asks = () => Promise<boolean>
let asks: Asks | undefined
let proofs = 0
let proving: Promise<boolean> | undefined

/** Whether whoever is there has proved who she is: asked once, however many requests wait for it. */
function proved(): Promise<boolean> {
  proving ??= (asks?.() ?? Promise.resolve(false))
    .then((given) => {
      if (given) proofs += 1
      return given
    })
    .finally(() => {
      proving = undefined
    })
  return proving
}

/** Who asks for that proof: resolves to true once it is given, to false when it is declined. Gives back how to stop. */
export function onStepUp(ask: Asks): () => void {
  asks = ask
  return () => {
    if (asks === ask) asks = undefined
  }
}

type SessionNews = 'over' | 'thanked' | { renewed: Reply<Contracts['refreshSession']> }
const listeners = new Set<(news: SessionNews) => void>()
const tell = (news: SessionNews) => {
  for (const heard of listeners) heard(news)
}

/** GST-1: a guest's session ends with what she was invited for, and she is thanked. */
async function thanking(contract: Address, sent: Sent): Promise<unknown> {
  try {
    return await exchange(contract, sent)
  } catch (error) {
    if (isProblem(error, 'session.visit_over')) tell('thanked')
    throw error
  }
}

/** Tells when the session was renewed on the way, or is over. Gives back how to stop listening. */
export function onSession(heard: (news: SessionNews) => void): () => void {
  listeners.add(heard)
  return () => listeners.delete(heard)
}
