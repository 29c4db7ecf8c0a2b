import {test} from 'vitest'
import {compileMapping} from './index.ts'
test('x',()=>{
const m=compileMapping({a:1,id:{'@path':'$.userId'},n:{'@if':{exists:{'@path':'$.traits.a'},then:{'@path':'$.traits.a'},else:{x:{'@path':'$.traits.b'}}}},t:{'@template':'x {{traits.b}}'},l:[1,{'@path':'a'}],['__proto__']:3})
console.log(m.source, m({userId:'u',traits:{b:2}}))
try { compileMapping({a:{'@pth':1},b:{'@path':'x','default':1},c:{'@if':{thn:1}}}) } catch(e) { console.log(e) }
})
