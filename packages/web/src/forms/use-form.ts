import type { Address } from '@alongside/shared/addresses'
import type { Reply } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import type { Fault } from '@alongside/shared/problems'
import { useState } from 'react'
import { same } from '../autosave/engine.ts'
import type { Change } from '../client/transport.ts'
import { isProblem, type Said } from '../client/transport.ts'
import { missingIn, useSending } from '../sending/sending.ts'

/** The values as they are sent: a field that is needed has been chosen by then. */
export type Filled<V, Needed> = { [Key in keyof V]: Key extends keyof Needed ? Exclude<V[Key], ''> : V[Key] }

export interface Asks<I extends Change, V, Needed> {
  /** What the fields hold at first, and again once it was sent. */
  start: V
  /** The command, from the values; texts come without the blanks around them. */
  said: (values: Filled<V, Needed>) => Said<I>
  /** What to say of each required field that is blank. */
  needed?: Needed & { [Key in Exclude<keyof Needed, keyof V>]: never }
  /** Other faults that are plain before anything is sent. Their pointers are into the command's body, like the API's own. */
  faultsIn?: (values: V) => Fault[]
  onSuccess?: (reply: Reply<Contracts[I]>) => void
  /** Where the fields hang, on a page with several forms: their names begin with it. */
  under?: string
  /** Asks once more before it is sent: see `question`. */
  asksFirst?: boolean
  /** Keeps what was typed also once it was sent: it stands for what is there now. */
  keeps?: boolean
  /** Where the values live, if not in the form itself: on this device for instance, so that a reload loses none of them. */
  state?: readonly [V, (next: V) => void, () => void]
}

export interface Field<T> {
  name: string
  error: string | undefined
  value: T
  onChange: (value: T) => void
}

/** What `<Form>` shows of a form. */
export interface FormState {
  /** `found`: what its one-line fields say of themselves. */
  submit: (found: Fault[]) => void
  busy: boolean
  /** Why a hold on the file stops it; undefined: none does. */
  stopped: string | undefined
  error: Error | null
  attempt: number
  under: string
  /** Somebody changed meanwhile what this form changes; the page reads it again, and what was typed stays. */
  stale: boolean
  /** What was typed lives outside the form, and waits to be sent: what opens the form says so. */
  unsent: boolean
}

export interface Form<V, R> extends FormState {
  values: V
  set: (change: Partial<V>) => void
  /** What a field of `ui/` takes. `pointer`: where it stands in the command's body, if not under its own name. */
  field: <Key extends keyof V & string>(key: Key, pointer?: string) => Field<V[Key]>
  errorAt: (pointer: string) => string | undefined
  /** For `<AskFirst>`: open while a form that `asksFirst` waits for the answer. */
  question: { open: boolean; onClose: () => void; onYes: () => void }
  /** The reply to what was sent last, until the next attempt. */
  done: R | null
}

/**
 * A form of one command: what is typed, what is wrong with it and where, and its way to the API. Faults found here and
 * the API's own look alike: each stands at its field, and all of them in the summary, which takes the focus.
 */
export function useForm<I extends Change, V extends object, Needed extends Record<string, string> = {}>(
  contract: Address<I>,
  asks: Asks<I, V, Needed>,
): Form<V, Reply<Contracts[I]>> {
  const { start, said, needed, faultsIn, onSuccess, under = '', asksFirst = false, keeps = false } = asks
  const [typed, type] = useState(start)
  const values = asks.state?.[0] ?? typed
  const clear = asks.state?.[2] ?? (() => type(start))
  const set = (change: Partial<V>) => {
    if (asks.state) asks.state[1]({ ...values, ...change })
    // Two fields may change in one go: the second must not undo the first.
    else type((before) => ({ ...before, ...change }))
  }
  const [done, setDone] = useState<Reply<Contracts[I]> | null>(null)
  const [asking, setAsking] = useState(false)
  const sending = useSending(contract, {
    onSuccess: (reply) => {
      if (!keeps) clear()
      setDone(reply)
      onSuccess?.(reply)
    },
  })
  const submit = (found: Fault[]) => {
    setDone(null)
    const given = trimmed(values)
    const missing = missingIn(given as Record<string, unknown>, { ...needed })
    // Of each field one thing is said: that it is blank, or what no other answer could make good, or else the form's own.
    const faults = [...missing, ...found, ...(faultsIn?.(given) ?? [])].filter(
      ({ pointer }, at, all) => all.findIndex((one) => one.pointer === pointer) === at,
    )
    sending.refuse(faults)
    if (faults.length > 0) return
    if (asksFirst) setAsking(true)
    else send()
  }
  const send = () => sending.send(said(trimmed(values) as Filled<V, Needed>))
  return {
    values,
    set,
    submit,
    done,
    question: {
      open: asking,
      onClose: () => setAsking(false),
      onYes: () => {
        setAsking(false)
        send()
      },
    },
    under,
    field: (key, pointer = `/${key}`) => ({
      name: under + pointer,
      error: sending.errorAt(pointer),
      value: values[key],
      onChange: (value) => set({ [key]: value } as unknown as Partial<V>),
    }),
    errorAt: sending.errorAt,
    busy: sending.busy,
    stopped: sending.stopped,
    error: sending.error,
    attempt: sending.attempt,
    stale: isProblem(sending.error, 'version.stale'),
    unsent: asks.state !== undefined && !same(values, start),
  }
}

const trimmed = <V extends object>(values: V): V =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]),
  ) as V

type Answered<T> = { [Key in keyof T]?: Exclude<T[Key], '' | undefined> }

/** Of optional answers those that were given. */
export const answered = <T extends object>(answers: T): Answered<T> =>
  Object.fromEntries(
    Object.entries(answers).filter(([, value]) => value !== '' && value !== undefined),
  ) as Answered<T>
