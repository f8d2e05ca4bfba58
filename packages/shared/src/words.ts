/** Each question of a part of a form in a few words: one that is left out does not compile. */
export type Labels<T> = { readonly [K in keyof T]-?: string }
