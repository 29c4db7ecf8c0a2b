import { RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from '@codemirror/view'

/** A highlighted range: a part of a value's way, or the clause that decides. */
export interface CodeMark {
  readonly from: number
  readonly to: number
  readonly decides: boolean
}

/** A sign beside a line. */
export interface LineSign {
  readonly from: number
  readonly kind: string
  /** Read out in place of the shape. */
  readonly label: string
}

export const setMarks = StateEffect.define<readonly CodeMark[]>()
export const setVerdicts = StateEffect.define<readonly LineSign[]>()
export const setCoverage = StateEffect.define<readonly LineSign[]>()

const lineage = Decoration.mark({ class: 'cm-mark' })
const decides = Decoration.mark({ class: 'cm-mark-decides' })

export const markedRanges = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, newDoc }) {
    const given = effects.findLast(effect => effect.is(setMarks))?.value as readonly CodeMark[] | undefined
    if (given === undefined) return marks.map(changes)
    const ranges = given.flatMap(({ from, to, decides: isDecisive }) => {
      const isInside = from < to && to <= newDoc.length
      return isInside ? [(isDecisive ? decides : lineage).range(from, to)] : []
    })
    return Decoration.set(ranges, true)
  },
  provide: field => EditorView.decorations.from(field),
})

class SignMarker extends GutterMarker {
  readonly sign: LineSign

  constructor(sign: LineSign) {
    super()
    this.sign = sign
  }

  override eq(other: SignMarker): boolean {
    return other.sign.kind === this.sign.kind && other.sign.label === this.sign.label
  }

  override toDOM(): Node {
    const element = document.createElement('span')
    element.className = `sign sign-${this.sign.kind}`
    element.title = this.sign.label
    element.setAttribute('role', 'img')
    element.setAttribute('aria-label', this.sign.label)
    return element
  }
}

function signField(effect: typeof setVerdicts) {
  return StateField.define<RangeSet<GutterMarker>>({
    create: () => RangeSet.empty,
    update(signs, { effects, changes, newDoc }) {
      const given = effects.findLast(one => one.is(effect))?.value as readonly LineSign[] | undefined
      if (given === undefined) return signs.map(changes)
      const inside = given.filter(({ from }) => from <= newDoc.length)
      return RangeSet.of(
        inside.map(sign => new SignMarker(sign).range(newDoc.lineAt(sign.from).from)),
        true,
      )
    },
  })
}

const verdicts = signField(setVerdicts)
const coverage = signField(setCoverage)

/** Verdicts of subscriptions, at the left of the line numbers. */
export const verdictGutter = [verdicts, gutter({ class: 'cm-verdicts', markers: view => view.state.field(verdicts) })]

/** Coverage of lines, at the right of the line numbers. */
export const coverageGutter = [coverage, gutter({ class: 'cm-coverage', markers: view => view.state.field(coverage) })]
