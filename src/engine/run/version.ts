/** Version of callmap. Built modules hold that of the command that wrote them. */
export const version = '0.1.0'
