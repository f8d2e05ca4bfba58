type Props = (
  | { state: 'saved' /** Local time of day: "14:02". */; at: string }
  | { state: 'saving' | 'not-saved' | 'idle' }
) & {
  /** Some of it cannot be saved as it stands. */
  butSome?: boolean
  /** Whether what is not saved is kept on this device; it is, unless the device keeps nothing. */
  onDevice?: boolean
}

/** Says, politely, whether what was typed is safe. Always in the page, so that its changes are announced. */
export function SavedState(props: Props) {
  return <output className={`app-saved-state app-saved-state--${props.state}`}>{words(props)}</output>
}

function words({ butSome = false, onDevice = true, ...props }: Props): string {
  if (props.state === 'saved') return butSome ? `Everything else saved ${props.at}` : `Saved ${props.at}`
  if (props.state === 'saving') return 'Saving…'
  if (props.state === 'idle') return ''
  return onDevice ? 'Not saved — kept on this device' : 'Not saved, and this device keeps nothing: stay here'
}
