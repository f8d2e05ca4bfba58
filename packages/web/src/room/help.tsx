import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { type RoomKey, roomKeyOf, roomKeys } from './keys.ts'

/** For as long as the page is open: some speak to their computers, and every word would press keys. */
let switchedOff = false

/** The room's keys, and the button that tells of them. */
export function RoomHelp({ onTurn }: { onTurn: (way: 'next' | 'previous') => void }) {
  const [open, setOpen] = useState(false)
  const [off, setOff] = useState(switchedOff)
  const obey = (does: RoomKey) => {
    if (does === 'help') setOpen(true)
    else if (typeof does === 'string') onTurn(does)
    else goTo(does.part)
  }
  const latest = useRef(obey)
  useEffect(() => {
    latest.current = obey
  })
  useEffect(() => {
    if (off) return undefined
    const listen = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, dialog, [contenteditable]') !== null
      const does = roomKeyOf({
        ...pressed(event),
        typing: typing || document.querySelector('dialog[open]') !== null,
      })
      if (does === null) return
      event.preventDefault()
      latest.current(does)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [off])
  return (
    <>
      <div className="app-room__keys">
        <Button type="button" variant="secondary" onClick={() => setOpen(true)}>
          Keys of the room{off ? '' : ' (?)'}
        </Button>
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Keys of the room"
        actions={
          <Button type="button" onClick={() => setOpen(false)}>
            Close
          </Button>
        }
      >
        <dl className="app-keys">
          {roomKeys.map(({ key, words }) => (
            <div key={key} className="app-keys__row">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
          <div className="app-keys__row">
            <dt>
              <kbd>Esc</kbd> twice
            </dt>
            <dd>Hide the screen</dd>
          </div>
        </dl>
        <Checkbox
          name="/keysOff"
          label="Switch single keys off"
          value={off}
          onChange={(is) => {
            switchedOff = is
            setOff(is)
          }}
        />
      </Dialog>
    </>
  )
}

const pressed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ key, ctrlKey, metaKey, altKey })

/** To the part's field where it is written here, else to its heading. */
function goTo(id: string): void {
  const part = document.getElementById(id)
  const fields = [...(part?.querySelectorAll<HTMLElement>('textarea, select') ?? [])]
  const target =
    fields.find((field) => !field.closest('details:not([open])')) ?? part?.querySelector<HTMLElement>('h2')
  if (!part || !target) return
  if (target.matches('h2')) target.tabIndex = -1
  target.focus()
  part.scrollIntoView({ block: 'start' })
}
