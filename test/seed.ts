import fc from 'fast-check'

/** Property tests try the same cases on every machine. `SEED=… npm test` tries others; the soak before a release does. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_124) })
