import { useEffect, useState } from 'react'

/** What had the focus, or was pressed, with what stood around it, from near to far. */
interface Place {
  element: HTMLElement
  around: HTMLElement[]
  words: string
  path: string
}

let last: Place | null = null
/** True from an act that went through until the reader does something else. */
let justActed = false
/** By the part of a page in which it stood: what opened what stands there instead. */
const openers = new WeakMap<HTMLElement, string>()
let tell: (words: string) => void = () => undefined

const pressable = 'button, a[href], summary, input, select, textarea, [tabindex]'
const fields = 'input:not([type=hidden]), select, textarea'
const headings = 'h1, h2, h3, h4, legend'
/** What holds a page and not a part of it: its heading is far from where one was. */
const wholePages = 'main, .app-page'

const wordsOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()

function placeOf(element: HTMLElement): Place {
  const around: HTMLElement[] = []
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) around.push(up)
  return { element, around, words: wordsOf(element), path: window.location.pathname }
}

const isThere = (element: Element) => element.isConnected && element.checkVisibility?.() !== false

const firstOf = (parts: readonly HTMLElement[], what: string) =>
  parts
    .flatMap((part) => (part.matches(what) ? [part] : [...part.querySelectorAll<HTMLElement>(what)]))
    .find(isThere)

/** The words of the button that is about to send: said once it went through. */
export function pressedWords(): string {
  const { activeElement } = document
  const button = activeElement?.closest('button') ?? activeElement?.closest('form')?.querySelector('button')
  return button ? wordsOf(button) : ''
}

/** An act went through: says so, and lets what it led to take the focus. `words`: of the button that was pressed. */
export function acted(words: string): void {
  justActed = true
  if (words) tell(`${words}: done`)
}

/** Whether what appears now is what an act led to, and takes the focus. Only the first that asks is. */
export function isOutcome(): boolean {
  const was = justActed
  justActed = false
  return was
}

/** Moves the focus there, and it into view where it is not, clear of what sticks to the edges of the screen. */
export function goTo(element: HTMLElement): void {
  if (!element.matches(pressable)) element.tabIndex = -1
  element.focus({ preventScroll: true })
  const { top, bottom } = element.getBoundingClientRect()
  if (top < 100 || bottom > window.innerHeight - 80) element.scrollIntoView({ block: 'center' })
}

/**
 * Where one goes on when what had the focus is gone: back at what opened it; else at the heading of the part of the page
 * in which it stood; else at the first heading or field of what stands there instead; else at the page's heading.
 */
function goOn(added: readonly HTMLElement[]): void {
  if (!last || isThere(last.element) || (document.activeElement ?? document.body) !== document.body) return
  const { around, words, path } = last
  const stands = around.filter(isThere)
  const main = document.querySelector<HTMLElement>('main')
  if (!main || !stands.includes(main)) return
  const samePage = path === window.location.pathname
  const part = stands.find(
    (one) => !one.matches(wholePages) && !one.contains(main) && firstOf([one], headings),
  )
  const home = part ?? main
  const opener = openers.get(home)
  openers.delete(home)
  const back =
    samePage && !justActed && opener
      ? [...home.querySelectorAll<HTMLElement>('button, summary')].find(
          (one) => wordsOf(one) === opener && isThere(one),
        )
      : undefined
  if (samePage && !justActed && !back) openers.set(home, words)
  const came = added.filter((one) => main.contains(one))
  const target =
    back ??
    (part && firstOf([part], headings)) ??
    firstOf(came, headings) ??
    (justActed ? undefined : firstOf(came, fields)) ??
    firstOf([main], headings) ??
    main
  goTo(target)
}

/**
 * Around every page: keeps the focus where one goes on after every act (WCAG 2.4.3), whatever it took away or put in its
 * place, and says in words that it went through (WCAG 4.1.3).
 */
export function AfterAct() {
  const [said, setSaid] = useState({ words: '', times: 0 })
  useEffect(() => {
    tell = (words) => setSaid(({ times }) => ({ words, times: times + 1 }))
    const remember = ({ target }: Event) => {
      const element = target instanceof Element && target.closest<HTMLElement>(pressable)
      if (element) last = placeOf(element)
    }
    // Who leaves a field for nothing is nowhere by intent; what was taken away or hidden was left by nobody.
    const forget = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget || !(target instanceof HTMLElement)) return
      queueMicrotask(() => {
        if (last?.element !== target || document.activeElement !== document.body) return
        if (isThere(target)) last = null
        else goOn([])
      })
    }
    const begin = () => {
      justActed = false
    }
    const seen = new MutationObserver((records) =>
      goOn(
        records.flatMap(({ addedNodes }) => [...addedNodes].filter((node) => node instanceof HTMLElement)),
      ),
    )
    seen.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', remember)
    document.addEventListener('click', remember, true)
    document.addEventListener('focusout', forget)
    document.addEventListener('pointerdown', begin, true)
    document.addEventListener('keydown', begin, true)
    return () => {
      seen.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('click', remember, true)
      document.removeEventListener('focusout', forget)
      document.removeEventListener('pointerdown', begin, true)
      document.removeEventListener('keydown', begin, true)
    }
  }, [])
  return (
    <output className="govuk-visually-hidden">
      {said.words && <span key={said.times}>{said.words}</span>}
    </output>
  )
}
