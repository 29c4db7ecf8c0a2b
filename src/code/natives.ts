/** Members of JavaScript's own objects that generated code imports. */

/** Prototype of plain objects. */
export const plain = Object.prototype
/** Engines optimize `Object.hasOwn` less. */
export const { hasOwnProperty: hasOwnKey } = Object.prototype
export const { isArray } = Array
export const { isFinite: isFiniteNumber, isSafeInteger } = Number
export const { keys: objectKeys } = Object
