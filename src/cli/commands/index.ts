import type { Command } from '../command.ts'
import { map } from './map.ts'
import { preview } from './preview.ts'

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [preview, map]
