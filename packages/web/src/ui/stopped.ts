import { createContext } from 'react'

/** Why the form around a button cannot be sent now; undefined: it can. */
export const Stopped = createContext<string | undefined>(undefined)
