/** The folder of the package, where its documentation and destinations are: all code of the command line is in `dist/cli`. */
export const root = new URL('../../', import.meta.url)
