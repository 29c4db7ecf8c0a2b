/** Stands in for a field that is already reported, so that its name is no further mistake where others use it. */
export const unreadField = () => ({ type: 'string', default: { '@path': '$.userId' } })
