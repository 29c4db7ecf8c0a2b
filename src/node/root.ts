/** Folder of the package, with documentation and destinations. The command line is bundled in `dist/cli`, as deep as this file. */
export const root = new URL('../../', import.meta.url)
