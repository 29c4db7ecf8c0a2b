export {
  extents,
  find,
  hideStrings,
  isObject,
  JsonSyntaxError,
  laidOut,
  locate,
  parseEveryDigit,
  parseJsonc,
  pointerKeys as keysOf,
  type TextEdit,
  type TextNode as Node,
} from '../index.ts'
