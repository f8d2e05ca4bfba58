import type { Asking, Permission } from '@alongside/shared/access'
import { readPartnership } from '@alongside/shared/partnerships/addresses'
import { whyNotChair } from '@alongside/shared/room/rules'
import {
  readSession,
  signIn,
  signOut,
  signOutEverywhere,
  switchMembership,
} from '@alongside/shared/sessions/addresses'
import type { Session } from '@alongside/shared/sessions/contract'
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { claimDevice, leaveDevice } from '../autosave/device.ts'
import { keyOf } from '../client/hooks.ts'
import { onSession, renewSession, request } from '../client/session.ts'
import { isProblem } from '../client/transport.ts'
import { forgetSearchWords } from './search-words.ts'

/** `over`: it was open on this page and has ended; what stands on the page waits behind the sign-in. */
type State =
  | { state: 'asking' }
  | { state: 'failed'; error: Error }
  | { state: 'none' }
  /** GST-1: what she was invited for is over. */
  | { state: 'thanked' }
  | { state: 'open' | 'over'; session: Session }

interface SessionActions {
  signIn: (credentials: { email: string; password: string }) => Promise<void>
  signOut: (everywhere?: boolean) => Promise<void>
  actAs: (membershipId: string) => Promise<void>
  renew: () => Promise<void>
  /** Its time has run out: hides what is shown until the same person is back. */
  end: () => void
  askAgain: () => void
}

const StateContext = createContext<State>({ state: 'asking' })
const ActionsContext = createContext<SessionActions | null>(null)

/** Other tabs of this browser hold copies of what was read: they forget them at the same moment. */
const tabs = new BroadcastChannel('alongside')

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [state, setState] = useState<State>({ state: 'asking' })
  const known = useRef<Session | null>(null)

  const open = useCallback(
    (session: Session) => {
      const before = known.current
      const sameView =
        before?.accountId === session.accountId &&
        before.acting?.membershipId === session.acting?.membershipId
      // Another account, or another partnership, must not see a flash of what the one before had read.
      if (before && !sameView) queries.clear()
      claimDevice(session.accountId, session.deviceSecret)
      known.current = session
      setState({ state: 'open', session })
    },
    [queries],
  )

  const forget = useCallback(() => {
    known.current = null
    leaveDevice()
    forgetSearchWords()
    queries.clear()
    setState({ state: 'none' })
  }, [queries])

  const ask = useCallback(() => {
    request(readSession, {}).then(
      ({ partnership, ...session }) => {
        open(session)
        if (partnership) queries.setQueryData(keyOf(readPartnership, {}), partnership)
      },
      (error: Error) => {
        if (isProblem(error, 'session.required')) setState({ state: 'none' })
        else if (!isProblem(error, 'session.visit_over')) setState({ state: 'failed', error })
      },
    )
  }, [open, queries])

  useEffect(ask, [ask])
  const end = useCallback(() => {
    setState(known.current ? { state: 'over', session: known.current } : { state: 'none' })
  }, [])

  useEffect(
    () =>
      onSession((news) => {
        if (news === 'over') return end()
        if (news === 'thanked') return setState({ state: news })
        tabs.postMessage(news)
        open(news.renewed)
      }),
    [open, end],
  )
  useEffect(() => {
    const hear = ({ data }: MessageEvent<'signed out' | 'switched' | { renewed: Session }>) => {
      if (data === 'signed out') forget()
      else if (data === 'switched') window.location.assign('/')
      else open(data.renewed)
    }
    tabs.addEventListener('message', hear)
    return () => tabs.removeEventListener('message', hear)
  }, [forget, open])

  const actions = useMemo<SessionActions>(
    () => ({
      signIn: async (credentials) => {
        const session = await request(signIn, { body: credentials })
        // The cookies are every tab's: none may go on as whoever was here before.
        tabs.postMessage({ renewed: session })
        open(session)
      },
      signOut: async (everywhere = false) => {
        await request(everywhere ? signOutEverywhere : signOut, { body: {} }).catch((error: unknown) => {
          if (!isProblem(error, 'session.required')) throw error
        })
        tabs.postMessage('signed out')
        forget()
      },
      actAs: async (membershipId) => {
        open(await request(switchMembership, { body: { membershipId } }))
        tabs.postMessage('switched')
      },
      renew: async () => {
        await renewSession()
      },
      end,
      askAgain: () => {
        setState({ state: 'asking' })
        ask()
      },
    }),
    [ask, end, forget, open],
  )

  return (
    <ActionsContext value={actions}>
      <StateContext value={state}>{children}</StateContext>
    </ActionsContext>
  )
}

export const useSessionState = () => useContext(StateContext)

export function useSessionActions(): SessionActions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('useSessionActions stands outside SessionProvider')
  return actions
}

/** Who I am and as whom I act. For pages behind sign-in. */
export function useSession(): Session {
  const state = useContext(StateContext)
  if (!('session' in state)) throw new Error('useSession stands outside of sign-in')
  return state.session
}

/** Who asks a rule of state, and for which agency. */
export function useAsking(): Asking {
  const { role, acting } = useSession()
  return { role, agencyId: acting?.agencyId ?? null }
}

/** ACC-9: do I chair this case: as chair or coordinator, or in their place as deputy. */
export function useChairs(): (line: Parameters<typeof whyNotChair>[1]) => boolean {
  const { accountId } = useSession()
  const asking = useAsking()
  return (line) => whyNotChair({ ...asking, accountId }, line) === null
}

/** May I do that at all, in the place that I act in? */
export const useCan = (permission: Permission): boolean => useSession().permissions.includes(permission)
