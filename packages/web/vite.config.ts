import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const compressible = /\.(?:css|html|js|json|svg|txt|webmanifest)$/

/** Writes .br and .gz beside every text file of the build, so that the API serves them without compressing. */
function precompress(): Plugin {
  let directory = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      directory = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((n) =>
        compressible.test(n),
      )
      await Promise.all(names.map((name) => compressFile(join(directory, name))))
    },
  }
}

async function compressFile(path: string) {
  const source = await readFile(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length }
  await writeFile(`${path}.br`, await promisify(brotliCompress)(source, { params }))
  await writeFile(`${path}.gz`, await promisify(gzip)(source, { level: 9 }))
}

/** One chunk for what nearly every page needs, and one a page, with the rules that it alone asks: few requests on a slow connection. */
const common = new RegExp(
  [
    'vite/preload-helper',
    'node_modules/(?!.*temporal)',
    'packages/shared/data/(?!(?:night-form-ticks|sharing-purposes|starter-rule-set)[.])',
    'packages/shared/src/(?!(?:accounts|age|attendance|children|disclosures|documents|emergency|emergency-access|events|exclusions|guests|imports|language|leaving|limits|minutes|monitoring|notices|oncall|other-forums|outcomes|people-who-harm|plan|reach|research|sharing|systems|webhooks|worker-safety)/|consent/lawful|agenda/(?:stepping-out|suggested-order)|consent/papers(?!-addresses)|room/time|traffic-light/evaluate|referrals/(?:wants|completeness|labels|sections|for-the-call|night-form|tonight|unfinished-dates)|fault-words|(?:[a-z-]+/)?problems[.]|(?:changes|domains|events)[.]|[a-z-]+/(?:audit|changes|events|notices)[.]|audit/actions|meetings/moving|cases/(?:joining|holding))',
    'web/src/(layouts|sending(?!/(?:reason|while-held)[.])|ui(?!/(?:file-upload|shown-once|timeline|panel)[.])|session(?!/(?:accept-invitation|sign-in|account-dialog|look-page|my-places|no-place|proof-dialog|routes))|time)/',
    'web/src/(client/.*|autosave/(?:device|tab)|(?:[a-z-]+/)?paths|schemas-left-out|cases/light-options|referrals/filters)[.]ts',
  ].join('|'),
)

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    rolldownOptions: {
      // Each its own page: who signs in waits for nothing of what is behind.
      input: ['index.html', 'sign-in.html'],
      output: {
        codeSplitting: {
          groups: [
            // What both pages need, so that the one that signs in asks for nothing of the other.
            { name: 'leftovers', test: /web\/src\/autosave\/(?:leftovers|store)[.]ts/ },
            { name: 'common', test: common },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
    outDir: 'dist',
    sourcemap: false,
    // The content security policy allows neither data: URIs nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  css: {
    preprocessorOptions: {
      // MoJ's Sass asks for node_modules/govuk-frontend; going through the same path keeps one copy of its settings.
      scss: { loadPaths: [import.meta.dirname], quietDeps: true },
    },
  },
  server: {
    host: 'localhost',
    // What is the API's own, streams too: everything else is a page of the SPA.
    proxy: {
      '^/(v1|oauth|[.]well-known|docs|openapi|guides|problems|mail|pages[.]css)\\b':
        process.env.API_URL ?? 'http://127.0.0.1:3001',
    },
  },
})
