import { types } from 'pg'

// Every connection runs in UTC (db/migrate.ts): «2026-03-31 19:20:00+00» becomes «2026-03-31T19:20:00Z», as the API speaks.
types.setTypeParser(types.builtins.TIMESTAMPTZ, (value) => `${value.slice(0, 10)}T${value.slice(11, -3)}Z`)
types.setTypeParser(types.builtins.DATE, (value) => value)
types.setTypeParser(types.builtins.INT8, Number)
