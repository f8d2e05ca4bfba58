import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { paths } from '../paths.ts'
import { searchFor } from './search-words.ts'

/** `/` or Ctrl-K from anywhere but a field. */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const writing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog')
      const slash = event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
      if (!slash && !ctrlK) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  const search = (event: FormEvent) => {
    event.preventDefault()
    searchFor(typed.trim())
    void navigate(paths.cases)
  }
  return (
    <search>
      <form onSubmit={search}>
        <label className="govuk-visually-hidden" htmlFor="search-box">
          Search cases by reference or name
        </label>
        <input
          ref={field}
          id="search-box"
          className="govuk-input"
          type="search"
          placeholder="Reference or name"
          aria-keyshortcuts="/ Control+K"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </search>
  )
}
