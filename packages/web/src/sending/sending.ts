import type { Address } from '@alongside/shared/addresses'
import type { Reply } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import type { Fault } from '@alongside/shared/problems'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useChange } from '../client/hooks.ts'
import type { Change } from '../client/transport.ts'
import { ProblemError, type Said } from '../client/transport.ts'
import { acted, pressedWords } from '../ui/after-act.tsx'
import { sentence } from './refused.tsx'
import { useStopped } from './rests.ts'

export interface Sending<I extends Change> {
  send: (said: Said<I>) => void
  /** Names faults found before there is anything to send: an unanswered choice, for instance. */
  refuse: (faults: Fault[]) => void
  busy: boolean
  /** Why a hold on the file stops it; undefined: none does. */
  stopped: string | undefined
  /** Why the last attempt did not go through: faults found here, or the API's problem. */
  error: Error | null
  /** Counts attempts that failed: the key of the error summary, so that it takes the focus each time. */
  attempt: number
  errorAt: (pointer: string) => string | undefined
  forget: () => void
}

/**
 * A form's way to the API. `faultsIn` names what is plainly missing before anything is sent, at the same places and
 * in the same shape as the API's own faults, so that a form shows one kind of error.
 */
export function useSending<I extends Change>(
  contract: Address<I>,
  options: {
    onSuccess?: (reply: Reply<Contracts[I]>, said: Said<I>) => void
    faultsIn?: (said: Said<I>) => Fault[]
  } = {},
): Sending<I> {
  const queries = useQueryClient()
  const [found, setFound] = useState<Error | null>(null)
  const [attempt, setAttempt] = useState(0)
  const pressed = useRef('')
  const stopped = useStopped(contract)
  const change = useChange(contract, {
    onSuccess: (reply, said) => {
      acted(pressed.current)
      options.onSuccess?.(reply, said)
    },
    onError: (refused) => {
      setAttempt((attempts) => attempts + 1)
      // Somebody was quicker: what is shown is read again, and what was typed stays for the next attempt.
      if (refused instanceof ProblemError && [409, 412].includes(refused.problem.status))
        void queries.invalidateQueries({ queryKey: [contract.tag] })
    },
  })
  const error = found ?? change.error
  const refuse = (faults: Fault[]) => {
    setFound(faults.length > 0 ? incomplete(faults) : null)
    if (faults.length > 0) setAttempt((attempts) => attempts + 1)
  }
  return {
    send: (said) => {
      const faults = options.faultsIn?.(said) ?? []
      refuse(faults)
      if (faults.length > 0 || change.isPending) return
      pressed.current = pressedWords()
      change.mutate(said)
    },
    refuse,
    busy: change.isPending,
    stopped,
    error,
    attempt,
    errorAt: (pointer) => {
      const fault = faultsOf(error).find((one) => one.pointer === pointer)
      return fault && sentence(fault.detail)
    },
    forget: () => {
      setFound(null)
      change.reset()
    },
  }
}

export const faultsOf = (error: Error | null): readonly Fault[] =>
  error instanceof ProblemError ? (error.problem.errors ?? []) : []

/** The faults of the required fields that are blank, each with the words to say so. */
export const missingIn = (
  answers: Readonly<Record<string, unknown>>,
  words: Readonly<Record<string, string>>,
): Fault[] =>
  Object.entries(words)
    .filter(([key]) => isBlank(answers[key]))
    .map(([key, detail]) => ({ pointer: `/${key}`, code: 'missing', detail }))

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** Faults found before there is anything to send, in the shape of the API's own. */
export const incomplete = (errors: Fault[]) =>
  new ProblemError({ code: 'request.invalid', title: 'There is a problem', status: 400, errors })
