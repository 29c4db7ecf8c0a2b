import type { Difference } from '../published.ts'
import type { Body } from '../sent.ts'

/** Parameters that the published destination has only in `callback_params`. */
function addParameters(parameters: (payload: Body) => Body): Difference['change'] {
  return requests => {
    if (requests === 'rejected') return requests
    return requests.map(request => {
      const { body } = request
      return { ...request, body: { ...body, ...parameters(JSON.parse(body.callback_params)) } }
    })
  }
}

export const differences: readonly Difference[] = [
  {
    letter: 'AJ-a',
    change: addParameters(({ device_type, advertising_id, device_id }) =>
      device_type.toLowerCase() === 'ios'
        ? { idfa: advertising_id, idfv: device_id }
        : { gps_adid: advertising_id, android_id: device_id.replaceAll('-', '').toLowerCase() },
    ),
  },
  {
    letter: 'AJ-b',
    change: addParameters(({ revenue, currency }) => (revenue === undefined ? {} : { revenue, currency })),
  },
  {
    letter: 'AJ-c',
    change: requests => {
      if (requests === 'rejected') return requests
      return requests.map(request => {
        const { callback_params, ...parameters } = request.body
        const strings = Object.entries(parameters).map(([key, value]) => [key, String(value)])
        return {
          ...request,
          headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
          body: { ...Object.fromEntries(strings), callback_params: JSON.parse(callback_params) },
        }
      })
    },
  },
]
