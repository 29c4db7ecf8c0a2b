import { create } from './dist/mappings.js'

/** Answers a POST of one source event with the requests that deliver it. Sends nothing itself. */
export default {
  async fetch(request, env) {
    if (request.method !== 'POST') return new Response('POST one source event as JSON\n', { status: 405 })
    let event
    try {
      event = await request.json()
    } catch {
      return Response.json({ failures: [{ message: 'the body is not JSON' }] }, { status: 400 })
    }
    const { baseUrl, token } = env
    const destination = create({ settings: { baseUrl, token } })
    const { actions, failures } = destination.map(event)
    const { requests, failures: unsent } = destination.requests(actions)
    return Response.json({ requests, failures: [...failures, ...unsent] })
  },
}
