type Props =
  | { state: 'saved' /** Local time of day: "14:02". */; at: string }
  | { state: 'saving' | 'not-saved' | 'idle' }

const words = { saving: 'Saving…', 'not-saved': 'Not saved — kept on this device', idle: '' } as const

/** Says, politely, whether the draft is safe. Always in the page, so that its changes are announced. */
export function SavedState(props: Props) {
  return (
    <output className={`app-saved-state app-saved-state--${props.state}`}>
      {props.state === 'saved' ? `Saved ${props.at}` : words[props.state]}
    </output>
  )
}
