import { shortestPassword } from '@alongside/shared/accounts/values'
import { newPassword } from '@alongside/shared/limits'
import type { Fault } from '@alongside/shared/problems'
import { useState } from 'react'
import type { Field } from '../forms/use-form.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { TextInput } from '../ui/text-input.tsx'

interface Props {
  field: Field<string>
  /** Whose it is: a password manager keeps it under that. */
  email: string
}

/** A password as one is chosen: shown if she likes, so that it need not be typed twice, and pasted as it comes. */
export function NewPassword({ field, email }: Props) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextInput
        {...field}
        {...newPassword}
        label="New password"
        hint={`At least ${shortestPassword} characters. A few words that only you put together are best; they need no special signs.`}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
      />
      <Checkbox name={`${field.name}-shown`} label="Show what I type" value={shown} onChange={setShown} />
    </>
  )
}

const nothing = { password: '' }

/** What a form that takes one keeps of it: as it was typed, for blanks at its ends belong to it. */
export function usePasswordTyped() {
  const [typed, type] = useState(nothing)
  return { start: nothing, state: [typed, type, () => type(nothing)] as const, typed: typed.password }
}

export const tooShort = ({ password }: { password: string }): Fault[] =>
  password.normalize('NFKC').length < shortestPassword
    ? [{ pointer: '/password', code: 'invalid', detail: `Use at least ${shortestPassword} characters` }]
    : []
