import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'

/** Roles by name, but whoever owns the database as «owner»: whose name it is, is the installation's affair. */
const roleOf = (oid: string) =>
  `CASE WHEN ${oid} = 0 THEN 'public' WHEN ${oid} = (SELECT datdba FROM pg_database WHERE datname = current_database()) THEN 'owner' ELSE pg_get_userbyid(${oid}) END`

/** Who may do what but to look after a table, which Postgres knows from 17 on; in one order whatever order it was granted in; what stands for «as by default» is said in full. */
const granted = (acl: string, kind: string, owner: string) =>
  `(SELECT coalesce(string_agg(${roleOf('x.grantee')} || ' ' || x.privilege_type || CASE WHEN x.is_grantable THEN '*' ELSE '' END,
     ', ' ORDER BY ${roleOf('x.grantee')}, x.privilege_type), '') FROM aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) x
     WHERE x.privilege_type <> 'MAINTAIN')`

const ours = (namespace: string) => `${namespace} IN (to_regnamespace('app'), to_regnamespace('public'))`
const anExtensions = (catalogue: string, oid: string) =>
  `EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`

const parts = [
  `SELECT 'schema ' || n.nspname, ${roleOf('n.nspowner')} || ': ' || ${granted('n.nspacl', 'n', 'n.nspowner')}
     FROM pg_namespace n WHERE ${ours('n.oid')}`,

  `SELECT 'relation ' || c.oid::regclass, concat_ws('; ', 'kind ' || c.relkind::text, 'owner ' || ${roleOf('c.relowner')},
       'row security ' || c.relrowsecurity || ', forced ' || c.relforcerowsecurity, c.reloptions::text,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
       ${granted('c.relacl', 'r', 'c.relowner')}, obj_description(c.oid, 'pg_class'))
     FROM pg_class c WHERE ${ours('c.relnamespace')} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'c', 'f')`,

  // Not where it stands in its table: a column that was added later stands last, and means the same.
  `SELECT 'column ' || a.attrelid::regclass || '.' || a.attname, concat_ws('; ', format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(f.adbin, f.adrelid), 'generated ' || nullif(a.attgenerated::text, ''),
       'identity ' || nullif(a.attidentity::text, ''), (SELECT 'collation ' || o.collname FROM pg_collation o WHERE o.oid = a.attcollation AND o.collname <> 'default'),
       CASE WHEN a.attacl IS NOT NULL THEN ${granted('a.attacl', 'c', 'c.relowner')} END, col_description(a.attrelid, a.attnum))
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
    WHERE ${ours('c.relnamespace')} AND c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f') AND a.attnum > 0 AND NOT a.attisdropped`,

  // Postgres 18 keeps «not null» as a constraint, too; the column says it already.
  `SELECT 'constraint ' || k.conrelid::regclass || ' ' || k.conname, pg_get_constraintdef(k.oid)
     FROM pg_constraint k WHERE ${ours('k.connamespace')} AND k.conrelid <> 0 AND k.contype <> 'n'`,

  `SELECT 'index ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE ${ours('c.relnamespace')}`,

  `SELECT 'trigger ' || t.tgrelid::regclass || ' ' || t.tgname, concat_ws('; ', pg_get_triggerdef(t.oid), 'enabled ' || t.tgenabled::text)
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE ${ours('c.relnamespace')} AND NOT t.tgisinternal`,

  `SELECT 'policy ' || p.polrelid::regclass || ' ' || p.polname, concat_ws('; ', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
       'for ' || p.polcmd::text, 'to ' || (SELECT string_agg(${roleOf('r.oid')}, ', ' ORDER BY ${roleOf('r.oid')}) FROM unnest(p.polroles) AS r(oid)),
       'using ' || pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_get_expr(p.polwithcheck, p.polrelid))
     FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${ours('c.relnamespace')}`,

  `SELECT 'function ' || p.oid::regprocedure, concat_ws('; ', pg_get_functiondef(p.oid), 'owner ' || ${roleOf('p.proowner')},
       ${granted('p.proacl', 'f', 'p.proowner')}, obj_description(p.oid, 'pg_proc'))
     FROM pg_proc p WHERE ${ours('p.pronamespace')} AND p.prokind <> 'a' AND NOT ${anExtensions('pg_proc', 'p.oid')}`,

  `SELECT 'type ' || t.oid::regtype, concat_ws('; ', 'kind ' || t.typtype::text, ${roleOf('t.typowner')}, ${granted('t.typacl', 'T', 't.typowner')},
       (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
     FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE ${ours('t.typnamespace')} AND t.typelem = 0 AND (t.typtype <> 'c' OR c.relkind = 'c') AND NOT ${anExtensions('pg_type', 't.oid')}`,

  `SELECT 'by default ' || coalesce(n.nspname, 'everywhere') || ' ' || d.defaclobjtype::text, ${granted('d.defaclacl', 'r', 'd.defaclrole')}
     FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace WHERE d.defaclnamespace = 0 OR ${ours('d.defaclnamespace')}`,

  `SELECT 'extension ' || e.extname, e.extversion FROM pg_extension e WHERE e.extname <> 'plpgsql'`,
]

const statement = `SELECT what, how FROM (${parts.join('\nUNION ALL\n')}) AS catalogue (what, how) ORDER BY 1, 2`

/**
 * What Postgres's own catalogue says of the schemas `app` and `public`: tables and columns, constraints, indexes, triggers,
 * policies, functions, types, and who owns and may do what; not in which order a table's columns stand. From what it is to
 * how it is. Two databases with the same fingerprint behave alike. Whoever asks hears the same.
 */
export async function fingerprint(client: Pick<ClientBase, 'query'>): Promise<Map<string, string>> {
  const { rows } = await client.query<{ what: string; how: string }>(statement)
  return new Map(rows.map(({ what, how }) => [what, how]))
}

/** Each thing that the two do not have alike, and how either has it; `null`: it has none. */
export function differences(one: Map<string, string>, other: Map<string, string>) {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((what) => one.get(what) !== other.get(what))
    .map((what) => ({ what, one: one.get(what) ?? null, other: other.get(what) ?? null }))
}

/** How many there are of each kind of thing, and a hash over them: small enough to keep, and to say what is missing by. */
export type Fingerprint = Record<string, { count: number; sha256: string }>

export async function takeFingerprint(client: Pick<ClientBase, 'query'>): Promise<Fingerprint> {
  const kinds = Map.groupBy(await fingerprint(client), ([what]) => what.slice(0, what.indexOf(' ')))
  return Object.fromEntries(
    [...kinds].map(([kind, things]) => [
      kind,
      { count: things.length, sha256: createHash('sha256').update(JSON.stringify(things)).digest('hex') },
    ]),
  )
}

/** In which kinds of things a database is not as it should be: «policy: 66 of 200». Empty where it is. */
export function unlike(is: Fingerprint, should: Fingerprint): string[] {
  return [...new Set([...Object.keys(should), ...Object.keys(is)])]
    .filter((kind) => is[kind]?.sha256 !== should[kind]?.sha256)
    .map((kind) => {
      const [there, expected] = [is[kind]?.count ?? 0, should[kind]?.count ?? 0]
      return there === expected ? `${kind}: changed` : `${kind}: ${there} of ${expected}`
    })
}
