import {test} from 'vitest'
import {compileMapping} from './index.ts'
import { Liquid } from 'liquidjs'
test('x',()=>{
for (const l of ['{{ x | nope }}','{% for a in b %}{% endfor %}','{{ x | sort }}','{{ "now" | date: "%s" }}','{{ x', '{% if a %}','{{ x | constructor }}', 'a'.repeat(1001), '']) try { const m = compileMapping({'@liquid':l}); console.log(l, '→', m({x:'a'})) } catch(e) { console.log(l.slice(0,50), (e as Error).message) }
const ref = new Liquid({timezoneOffset: 0, locale: 'en-US'})
const dates = ['2024-02-29T13:04:05.678Z', '2024-12-31T23:59:59+02:00', 0, 1700000000, '1700000000', '2016-03-14', 'March 14, 2016 10:00', 'Mon, 14 Mar 2016 10:00:00 GMT', '2016-03-14 10:00:00 +0100','2021-01-03T05:06:07.008Z','1999-12-31T12:00:00Z', '14 Mar 2016 10:00 PM', 'nope', null, '2023-01-01T00:00:00Z','2023-10-13T00:00:00Z']
const formats = [...'aAbBhcCdeHIjklLmMNpPqsSuUwWxXyYzZtn%Q'].flatMap(c => ['','-','_','0','^','#',':','10','^10','_5'].map(f => '%'+f+c))
let bad=0
for (const d of dates) for (const f of formats) {
  const t = `{{ d | date: ${JSON.stringify(f)} }}`
  const a = compileMapping({'@liquid': t})({d}), b = ref.parseAndRenderSync(t, {d})
  if (a !== b && bad++ < 30) console.log(d, f, JSON.stringify(a), JSON.stringify(b))
}
for (const d of dates) for (const f of ['date','date_to_xmlschema','date_to_rfc822','date_to_string','date_to_long_string','date_to_string: "ordinal"','date_to_long_string: "ordinal", "US"','date: "%H:%M %Z %z", "America/New_York"','date: "%H:%M %Z %s", 90']) {
  const t = `{{ d | ${f} }}`
  const a = compileMapping({'@liquid': t})({d}), b = ref.parseAndRenderSync(t, {d})
  if (a !== b) console.log(d, f, JSON.stringify(a), JSON.stringify(b))
}
console.log('bad',bad)
})
