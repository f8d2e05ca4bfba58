import type { Fault } from '@alongside/shared/problems'
import { previewReferral, readReferral, saveReferral } from '@alongside/shared/referrals/addresses'
import { formFaults, isUnder18 } from '@alongside/shared/referrals/completeness'
import { restIsOpen, whyNotSave, whyNotWrite } from '@alongside/shared/referrals/rules'
import type { Referral, ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { asksWhole, restFaults, spellOut } from '@alongside/shared/referrals/tonight'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Fields, type Held, type State, same } from '../autosave/engine.ts'
import { type Saving, useAutosave } from '../autosave/use-autosave.ts'
import { keyOf, useRead } from '../client/hooks.ts'
import { request } from '../client/session.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { usePartnership } from '../session/partnership.ts'
import { useAsking } from '../session/session.tsx'
import { fieldLabel } from './field-label.ts'
import {
  faultOf,
  fieldAt,
  fieldsOf,
  pointerOf,
  sectionsWith,
  tidied,
  tidyAnswers,
  typedAnswers,
} from './fields.ts'
import { useFormContext } from './form-context.ts'

interface DraftView {
  referral: Referral
  /** How it stands with saving, field by field. */
  state: State
  /** As typed, unfinished dates and all. */
  answers: ReferralAnswers
  /** The answers without what is still being typed, of a short form spelled out: for rules. */
  tidy: ReferralAnswers
  /** Everything that submission would name now: what cannot be saved, what is missing or contradicts itself. */
  faults: Fault[]
  under18: boolean
  change: <S extends Section>(section: S, answers: ReferralAnswers[S]) => void
  /** Chooses for a field that was changed elsewhere too. */
  settle: (field: string, choice: 'mine' | 'theirs') => void
  flush: () => Promise<void>
  finish: () => Promise<void>
  /** It was sent or is gone: where one goes next is on its way. */
  finished: boolean
  /** The answers at this moment, for a handler that outlives a drawing. */
  latest: () => ReferralAnswers
  version: () => number
  labelOf: (field: string) => string
  /** What must be put right at this place whether or not one came to mend it: it cannot be saved, is no date yet, or contradicts another answer. */
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
  const asking = useAsking()
  const [finished, setFinished] = useState(false)
  const read = useRead(readReferral, asked, { enabled: !finished })
  // At once: what follows an answer reads again whatever is shown, and a discarded draft is not there to be read.
  const onFinished = useCallback(() => flushSync(() => setFinished(true)), [])
  return (
    <AwaitedPage title="Referral" read={read} label="Loading the referral" lines={8}>
      {(referral) =>
        finished || whyNotWrite(referral, asking) === null ? (
          <Opened key={referralId} referral={referral} finished={finished} onFinished={onFinished}>
            {children}
          </Opened>
        ) : (
          <Navigate {...paths.referral(referralId)} replace />
        )
      }
    </AwaitedPage>
  )
}

/** The same around one part of a page outside of the form, which must say no less of what is not saved. */
export const DraftHere = ({ referral, children }: { referral: Referral; children: ReactNode }) => (
  <Opened key={referral.id} referral={referral} finished={false} onFinished={nothing}>
    {children}
  </Opened>
)

const nothing = () => undefined

interface OpenedProps {
  referral: Referral
  finished: boolean
  onFinished: () => void
  children: ReactNode
}

function Opened({ referral, finished, onFinished, children }: OpenedProps) {
  const queries = useQueryClient()
  const { ruleSet } = usePartnership()
  const asked = { params: { referralId: referral.id } }
  const labelOf = useCallback((field: string) => fieldLabel(field, ruleSet), [ruleSet])
  const server = useMemo(() => heldOf(referral), [referral])
  const saving = useAutosave({
    name: nameOf(referral.id),
    title: `Referral ${referral.reference}`,
    server,
    labelOf,
    send: async (changed, { fields, version }) => {
      const answers = sectionsWith(changed, fields)
      const saved = await request(saveReferral, { ...asked, body: { answers }, version })
      showSaved(queries, saved)
      return heldOf(saved)
    },
    read: async () => {
      const read = await request(readReferral, asked)
      showSaved(queries, read)
      return heldOf(read)
    },
    faultOf,
    tidied,
    fieldAt,
  })
  return (
    saving && (
      <Shared {...saving} referral={referral} labelOf={labelOf} finished={finished} onFinished={onFinished}>
        {children}
      </Shared>
    )
  )
}

const heldOf = ({ answers, version }: Referral): Held => ({ fields: fieldsOf(answers), version })

type SharedProps = OpenedProps & Saving & Pick<DraftView, 'labelOf'>

function Shared({ engine, state, referral, labelOf, finished, onFinished, children }: SharedProps) {
  const form = useFormContext()
  const { state: stateOf, referrerName } = referral
  const context = useMemo(
    () => ({ ...form, referrerName, whole: asksWhole(stateOf) }),
    [form, referrerName, stateOf],
  )
  const view = useMemo<DraftView>(() => {
    const { fields, held, elsewhere } = state
    const tidy = spellOut(tidyAnswers(fields), context)
    const open = formFaults(tidy, context)
    const heldFaults = Object.entries(held).map(([field, words]) => ({
      pointer: pointerOf(field, fields),
      code: 'unsaved',
      detail: `${labelOf(field)}: ${words}`,
    }))
    const faults = [...heldFaults, ...(restIsOpen(referral) ? restFaults(open) : open)]
    return {
      referral,
      state,
      finished,
      answers: typedAnswers(fields),
      tidy,
      faults,
      under18: isUnder18(tidy, context.today),
      change: (section, answers) => typeInto(engine, section, answers),
      settle: (field, choice) => engine.settle(field, (choice === 'mine' ? fields : elsewhere)[field]),
      flush: engine.flush,
      finish: () => {
        onFinished()
        return engine.finish()
      },
      version: () => engine.server().version,
      latest: () => typedAnswers(engine.state().fields),
      labelOf,
      errorAt: (pointer) => {
        const refused = Object.keys(held).find((field) => pointerOf(field, fields) === pointer)
        if (refused) return sentence(held[refused] ?? '')
        return faults.find(
          ({ code, ...fault }) =>
            fault.pointer === pointer &&
            (code === 'unfinished' || (code === 'contradiction' && isAnsweredAt(tidy, pointer))),
        )?.detail
      },
    }
  }, [state, referral, context, engine, labelOf, finished, onFinished])
  return <DraftContext value={view}>{children}</DraftContext>
}

/** Something was answered there: what was not yet is missing, and no contradiction. */
function isAnsweredAt(answers: ReferralAnswers, pointer: string): boolean {
  const fields = fieldsOf(answers)
  return Object.entries(fields).some(([field, value]) => {
    const at = pointerOf(field, fields)
    return (at === pointer || at.startsWith(`${pointer}/`)) && (!Array.isArray(value) || value.length > 0)
  })
}

/** Types what differs between a section as it stands and as it is to be. */
function typeInto<S extends Section>(engine: Saving['engine'], section: S, answers: ReferralAnswers[S]) {
  const before = fieldsOf({ [section]: typedAnswers(engine.state().fields)[section] })
  const after: Fields = fieldsOf({ [section]: answers })
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (!same(before[field], after[field])) engine.type(field, after[field])
}

function showSaved(queries: QueryClient, saved: Referral) {
  const asked = { params: { referralId: saved.id } }
  queries.setQueryData(keyOf(readReferral, asked), saved)
  void queries.invalidateQueries({ queryKey: keyOf(previewReferral, asked) })
  void queries.invalidateQueries({ queryKey: ['Referrals', 'listReferrals'], refetchType: 'none' })
  void queries.invalidateQueries({ queryKey: ['Work'], refetchType: 'none' })
}
