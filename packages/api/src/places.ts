import path from 'node:path'

/**
 * Where the house's own files lie. Whatever is read while it runs is found from here, and from here alone: this file is as deep in
 * `src` as what the build makes of it is in `dist`, and so both find the same.
 */
const api = path.resolve(import.meta.dirname, '..')
export const root = path.resolve(api, '../..')
export const sources = path.join(api, 'src')
/** The SPA as it was built, where it was. */
export const pages = path.join(root, 'packages/web/dist')
export const guides = path.join(root, 'docs/guides')

/** What runs in a thread of its own: beside this file once it is built, each by its own name. */
export const threadOf = (file: 'documents/press-worker' | 'monitoring/draw-worker'): string =>
  import.meta.url.endsWith('.ts')
    ? path.join(sources, `${file}.ts`)
    : path.join(import.meta.dirname, `${path.basename(file)}.mjs`)
