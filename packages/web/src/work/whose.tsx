import { createContext, useContext } from 'react'

/** Of each case that my work names, the name that she goes by, by its reference; of none that the reader may not see. */
export const Names = createContext<ReadonlyMap<string, string>>(new Map())

/** Her name and the case’s reference; the reference alone to who may not know whose it is. */
export function Whose({ reference }: { reference: string }) {
  const name = useContext(Names).get(reference)
  return name ? `${name} (${reference})` : reference
}
