import { listActions } from '@alongside/shared/actions/contract'
import { listCases, readCase, searchCases } from '@alongside/shared/cases/contract'
import {
  type Import,
  listImports,
  readImport,
  readImportTemplate,
  startImport,
  undoImport,
  uploadImport,
} from '@alongside/shared/imports/contract'
import { importKinds, type ImportKind } from '@alongside/shared/imports/kinds'
import { addMember, listMembers, readPartnership } from '@alongside/shared/partnerships/contract'
import { readReferral } from '@alongside/shared/referrals/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { everything } from '../../test/everything.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { agencies: all } = await done(as.coordinator, readPartnership)
const nameOf = (id: string) => all.find((agency) => agency.id === id)?.name ?? ''
const { lantern, police, health, housing } = world.agencies
const names = { lantern: nameOf(lantern), police: nameOf(police), health: nameOf(health), housing: nameOf(housing) }
