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
const [button, refused] = [find<HTMLButtonElement>('form [type=submit]'), find('#refused')]
const [forgotten, sent] = [find<HTMLButtonElement>('#forgotten button'), find('#forgotten [role=status]')]
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
  once(button, signIn)
})
forgotten.addEventListener('click', () => once(forgotten, askForLink))

/** A second press while the first is under way does nothing. */
function once(pressed: HTMLButtonElement, work: () => Promise<void>): void {
  if (pressed.ariaDisabled) return
  pressed.ariaDisabled = 'true'
  void work().finally(() => {
    pressed.ariaDisabled = null
  })
}

async function signIn(): Promise<void> {
  const answer = await post('/v1/sessions', { email: email.value.trim(), password: password.value })
  if (!answer) return
  // The cookies are every tab's: none may go on as whoever was here before.
  tabs.postMessage({ renewed: answer })
  window.location.reload()
}

/** IDN-3: the same, whether anybody has that address. */
async function askForLink(): Promise<void> {
  if (!(await post('/v1/password-resets', { email: email.value.trim() }, 'Type your e-mail address first.')))
    return
  refused.hidden = true
  sent.textContent =
    'If there is an account with that address, a link is on its way. It opens once, for an hour.'
}

/** What came back; null where it was refused, or nothing came, which is said. */
async function post(
  path: string,
  body: object,
  whenIncomplete = 'Type your e-mail address and your password.',
): Promise<Answer | null> {
  const response = await fetch(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as Answer | null | undefined
  if (response?.ok && answer) return answer
  // The problem's own words; without any, what somebody does who gets no answer.
  say(
    answer?.title ?? 'Alongside cannot be reached',
    (answer?.code === 'request.invalid' ? whenIncomplete : answer?.detail) ??
      'Check the connection and try again. What you typed is still here.',
  )
  return null
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
