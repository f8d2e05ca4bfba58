type Props =
  | { state: 'saved' /** Local time of day: "14:02". */; at: string }
  | { state: 'saving' }
  | { state: 'not-saved' }
  | { state: 'idle' }

/** Says, politely, whether the draft is safe. Always in the page, so that its changes are announced. */
export function SavedState(props: Props) {
  return (
    <p className={`app-saved-state app-saved-state--${props.state}`} role="status">
      {wordsFor(props)}
    </p>
  )
}

function wordsFor(props: Props): string {
  switch (props.state) {
    case 'saved':
      return `Saved ${props.at}`
    case 'saving':
      return 'Saving…'
    case 'not-saved':
      return 'Not saved — kept on this device'
    case 'idle':
      return ''
  }
}
