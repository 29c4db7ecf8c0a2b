/** The bundled destinations that were there when the bars for them were set. */
export const eleven = [
  ...['amplitude', 'braze', 'customerio', 'facebook-conversions', 'google-analytics-4', 'iterable', 'klaviyo'],
  ...['mixpanel', 'posthog', 'slack', 'webhook'],
]
