import type { Fault } from '@alongside/shared/problems'
import { formFaults, isUnder18 } from '@alongside/shared/referrals/completeness'
import { previewReferral, readReferral, saveReferral } from '@alongside/shared/referrals/contract'
import { whyNotSave } from '@alongside/shared/referrals/rules'
import type { Referral, ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { flushSync } from 'react-dom'
import { keyOf, request, useRead } from '../client.ts'
import { forgetDraft, keepDraft, keptDraft } from '../drafts/sealed-drafts.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { faultsOf } from '../sending/sending.ts'
import { useAsking } from '../session/session.tsx'
import { Draft, type DraftState, type KeptDraft } from './draft.ts'
import { useFormContext } from './form-context.ts'
import { wellFormed } from './well-formed.ts'

interface DraftView extends DraftState {
  referral: Referral
  /** The answers without what is still being typed: for rules. */
  tidy: ReferralAnswers
  /** Everything that submission would name now. */
  faults: Fault[]
  under18: boolean
  change: <S extends Section>(section: S, answers: ReferralAnswers[S]) => void
  settle: (section: Section, choice: 'mine' | 'theirs') => void
  flush: () => Promise<void>
  finish: () => Promise<void>
  /** The answers at this moment, for a handler that outlives a drawing. */
  latest: () => ReferralAnswers
  version: () => number
  /** The API's words about a field that it could not take as typed. */
  errorAt: (pointer: string) => string | undefined
}

const DraftContext = createContext<DraftView | null>(null)

export function useDraft(): DraftView {
  const draft = useContext(DraftContext)
  if (!draft) throw new Error('useDraft stands outside of a referral form')
  return draft
}

export function useMayWrite(): (referral: Referral) => boolean {
  const asking = useAsking()
  return (referral) => whyNotSave(referral, asking) === null
}

const nameOf = (referralId: string) => `referral ${referralId}`

/** One draft for all the pages of its form, so that a save goes on while one turns the page. */
export function DraftProvider({ referralId, children }: { referralId: string; children: ReactNode }) {
  const asked = { params: { referralId } }
  const writes = useMayWrite()
  const [finished, setFinished] = useState(false)
  const read = useRead(readReferral, asked, { enabled: !finished })
  // At once: what follows an answer reads again whatever is shown, and a discarded draft is not there to be read.
  const onFinished = useCallback(() => flushSync(() => setFinished(true)), [])
  return (
    <AwaitedPage title="Referral" read={read} label="Loading the referral" lines={8}>
      {(referral) =>
        finished || writes(referral) ? (
          <Opened key={referralId} referral={referral} onFinished={onFinished}>
            {children}
          </Opened>
        ) : (
          <Navigate {...paths.referral(referralId)} replace />
        )
      }
    </AwaitedPage>
  )
}

interface OpenedProps {
  referral: Referral
  onFinished: () => void
  children: ReactNode
}

function Opened({ referral, onFinished, children }: OpenedProps) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft | null>(null)

  useEffect(() => {
    let opened: Draft | null = null
    let left = false
    const open = (kept: unknown) => {
      if (left) return
      opened = new Draft(referral, kept as KeptDraft | undefined, portsOf(referral.id), (saved) =>
        showSaved(queries, saved),
      )
      setDraft(opened)
    }
    keptDraft(nameOf(referral.id)).then(open, () => open(undefined))
    const flush = () => void opened?.flush()
    const flushIfHidden = () => {
      if (document.visibilityState === 'hidden') flush()
    }
    window.addEventListener('online', flush)
    document.addEventListener('visibilitychange', flushIfHidden)
    return () => {
      left = true
      opened?.close()
      window.removeEventListener('online', flush)
      document.removeEventListener('visibilitychange', flushIfHidden)
    }
    // The draft begins from the referral as first read; later readings are its own saves.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [referral.id, queries])

  return (
    draft && (
      <Shared draft={draft} referral={referral} onFinished={onFinished}>
        {children}
      </Shared>
    )
  )
}

function Shared({ draft, referral, onFinished, children }: OpenedProps & { draft: Draft }) {
  const state = useSyncExternalStore(draft.subscribe, draft.state)
  const context = useFormContext()
  const view = useMemo<DraftView>(() => {
    const tidy = wellFormed(state.answers)
    const refused = faultsOf(state.refused)
    return {
      ...state,
      referral,
      tidy,
      faults: formFaults(tidy, context),
      under18: isUnder18(tidy, context.today),
      change: draft.change,
      settle: draft.settle,
      flush: draft.flush,
      finish: () => {
        onFinished()
        return draft.finish()
      },
      version: draft.version,
      latest: () => draft.state().answers,
      errorAt: (pointer) => refused.find((fault) => fault.pointer === pointer)?.detail,
    }
  }, [state, referral, context, draft, onFinished])
  return <DraftContext value={view}>{children}</DraftContext>
}

const portsOf = (referralId: string) => ({
  save: (answers: ReferralAnswers, version: number) =>
    request(saveReferral, { params: { referralId }, body: { answers }, version }),
  read: () => request(readReferral, { params: { referralId } }),
  keep: (kept: KeptDraft) => keepDraft(nameOf(referralId), kept),
  forget: () => forgetDraft(nameOf(referralId)),
})

function showSaved(queries: QueryClient, saved: Referral) {
  const asked = { params: { referralId: saved.id } }
  queries.setQueryData(keyOf(readReferral, asked), saved)
  void queries.invalidateQueries({ queryKey: keyOf(previewReferral, asked) })
  void queries.invalidateQueries({ queryKey: ['Referrals', 'listReferrals'], refetchType: 'none' })
  void queries.invalidateQueries({ queryKey: ['Work'], refetchType: 'none' })
}
