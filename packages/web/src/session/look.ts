/** How the product looks on this device: attributes of the root that the styles follow; none is as the device asks. */
export type Look = Partial<Record<'theme' | 'contrast' | 'text', string>>

const kept = 'look'

/** What was chosen on this device; nothing where storage is closed to us, or holds what is none. */
export function chosenLook(): Look {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '{}') as Look
  } catch {
    return {}
  }
}

/** Shows it so from now on, on this device. */
export function choose(look: Look): void {
  show(look)
  try {
    localStorage.setItem(kept, JSON.stringify(look))
  } catch {
    // Until the page is closed, then.
  }
}

export function show(look: Look): void {
  const { dataset } = document.documentElement
  for (const key of ['theme', 'contrast', 'text'] as const) {
    if (look[key]) dataset[key] = look[key]
    else delete dataset[key]
  }
}
