/**
 * The first 32 bits of the fractions of square and cube roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3), which take
 * fewer bytes to compute than to list. None is so close to a whole number that an engine could round it another way.
 */
const [initial, rounds] = /* @__PURE__ */ computeConstants()
const words = /* @__PURE__ */ new Int32Array(64)

function computeConstants(): [Int32Array, Int32Array] {
  const [square, cube] = [new Int32Array(8), new Int32Array(64)]
  for (let number = 2, count = 0; count < 64; number++) {
    let divisor = 2
    while (number % divisor !== 0) divisor++
    if (divisor < number) continue
    if (count < 8) square[count] = (number ** (1 / 2) % 1) * 2 ** 32
    cube[count++] = (number ** (1 / 3) % 1) * 2 ** 32
  }
  return [square, cube]
}

/** SHA-256 of bytes (FIPS 180-4). A library with more hashes takes four times as many bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const { length } = bytes
  const padded = new Uint8Array(((length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[length] = 128
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, length / 2 ** 29)
  view.setUint32(padded.length - 4, length << 3)
  const state = initial.slice()
  for (let block = 0; block < padded.length; block += 64) addBlock(state, view, block)
  for (let i = 0; i < 8; i++) view.setInt32(4 * i, state[i]!)
  return padded.subarray(0, 32)
}

function addBlock(state: Int32Array, view: DataView, block: number): void {
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + 4 * i)
  for (let i = 16; i < 64; i++) {
    const old = words[i - 15]!
    const last = words[i - 2]!
    const before = rotate(old, 7) ^ rotate(old, 18) ^ (old >>> 3)
    words[i] = words[i - 16]! + before + words[i - 7]! + (rotate(last, 17) ^ rotate(last, 19) ^ (last >>> 10))
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const mixed = ((rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g))) | 0
    const first = (h + mixed + rounds[i]! + words[i]!) | 0
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  state[5]! += f
  state[6]! += g
  state[7]! += h
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
