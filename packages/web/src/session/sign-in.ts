// The page of its own that who comes without a session is served (sign-in.html): a form and these lines, on a telephone in the street.
// Nothing of the application is loaded for it; once she is signed in, the same address is asked for again, and answers with that.
import { forgetLeftovers } from '../autosave/leftovers.ts'

const find = <E extends HTMLElement>(what: string): E => {
  const found = document.querySelector<E>(what)
  if (!found) throw new Error(`sign-in.html has no ${what}`)
  return found
}
const form = find<HTMLFormElement>('form')
const [email, password] = [find<HTMLInputElement>('#email'), find<HTMLInputElement>('#password')]
const [button, refused] = [find<HTMLButtonElement>('form button'), find('#refused')]
const tabs = new BroadcastChannel('alongside')

// How the product looks on this device, as look.ts keeps it.
try {
  Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem('look') ?? '{}'))
} catch {
  // Storage is closed to us: as the device has it.
}

// Once the page stands, so that it is in nobody's way: what nobody came back for goes from this device, whoever asks for the page (REF-12).
setTimeout(() => void forgetLeftovers().catch(() => undefined), 3000)

// In another tab of this browser she is in by now, and so is this one.
tabs.addEventListener('message', () => window.location.reload())

form.addEventListener('submit', (event) => {
  event.preventDefault()
  if (button.ariaDisabled) return
  button.ariaDisabled = 'true'
  void signIn().finally(() => {
    button.ariaDisabled = null
  })
})

async function signIn(): Promise<void> {
  const response = await fetch('/v1/sessions', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ email: email.value.trim(), password: password.value }),
  }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as Answer | null | undefined
  if (response?.ok) {
    // The cookies are every tab's: none may go on as whoever was here before.
    tabs.postMessage({ renewed: answer })
    return window.location.reload()
  }
  // The problem's own words; without any, what somebody does who gets no answer.
  say(
    answer?.title ?? 'Alongside cannot be reached',
    (answer?.code === 'request.invalid' ? 'Type your e-mail address and your password.' : answer?.detail) ??
      'Check the connection and try again. What you typed is still here.',
  )
}

interface Answer {
  code?: string
  title?: string
  detail?: string
}

function say(title: string, detail: string): void {
  find('#refused h2').textContent = title
  find('#refused p').textContent = detail
  refused.hidden = false
  refused.focus()
}
