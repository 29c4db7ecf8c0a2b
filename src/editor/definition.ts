import type { FileRange } from './answer.ts'
import { insideName } from './hover.ts'
import type { Scene } from './scene.ts'
import { findSite } from './site.ts'

/** Finds the declaration of the name at an offset. */
export function findDeclaration(scene: Scene, offset: number): FileRange | null {
  return findSite(scene, insideName(scene, offset))?.written()?.target?.() ?? null
}
