/** Expressions as mapping authors write them, one per line, by topic. */
export const corpus: Record<string, string> = {
  'fields of an event': `
    userId
    traits.email
    properties.products.name
    properties.products[0].name
    properties.products[-1].sku
    properties.products[price > 10].name
    properties.products[price > 10][0]
    properties.products[quantity = 1 and price < 50].sku
    properties.products[category in ["shoes", "hats"]].name
    properties.products[].name
    properties.products.name[]
    properties.products[name = "Nothing"]
    properties.products[$exists(coupon)]
    properties.missing.deeper
    properties."order id"
    properties.\`order id\`
    context.page.url
    context.*.name
    **.name
    context.**.url
    $
    $$.userId
    properties.products.$$.userId
    properties.products.price.$string()
    (traits.address.city)
    traits.address.(city & ", " & country)
    properties.products.tags
    properties.products.tags[0]
    (properties.products.tags)[0]
    properties.products.tags[]
    properties.matrix
    properties.matrix[0]
    properties.matrix[0][1]
    properties.matrix.$
    properties.counts.(a + b)
    traits[plan = "pro"].email
    properties.products[$.price = 20].name
    properties.products[$index := 1].name`,
  'choices and defaults': `
    userId ? userId : anonymousId
    traits.name ? traits.name
    traits.nick ?: traits.name
    traits.nick ?? "none"
    traits.empty ?: "default"
    traits.empty ?? "default"
    traits.zero ?: 7
    traits.zero ?? 7
    $exists(traits.email) ? "yes" : "no"
    $not($exists(traits.nothing))
    traits.plan = "pro" ? "gold" : traits.plan = "basic" ? "silver" : "none"
    traits.age >= 18
    traits.age > 10 and traits.age < 65
    traits.age < 10 or traits.plan = "pro"
    traits.vip and traits.age > 1
    traits.name = null
    traits.nothing = null
    traits.nothing != "a"
    traits.plan != "pro"
    "pro" in traits.plan
    traits.plan in ["pro", "basic"]
    type = "track" and event = "Order Completed"
    $boolean(traits.tags)
    $boolean([])
    $boolean({})
    $not(traits.zero)
    traits.age > "10"
    traits.tags > 1
    properties.total > null`,
  texts: `
    traits.firstName & " " & traits.lastName
    traits.missing & traits.alsoMissing
    "total: " & properties.total
    traits.tags & ""
    traits.address & ""
    traits.vip & "/" & traits.zero
    $uppercase(traits.plan)
    $lowercase(traits.email)
    $trim("  a   b ")
    $length(traits.name)
    $length("😀a")
    $substring(traits.email, 0, 3)
    $substring(traits.email, -3)
    $substringBefore(traits.email, "@")
    $substringAfter(traits.email, "@")
    traits.email.$substringAfter("@")
    $contains(traits.email, "@")
    $contains(traits.email, /EXAMPLE/i)
    $split(traits.email, "@")
    $split("a, b;c", /[,;] */)
    $split("a,b,c", ",", 2)
    $join(traits.tags, "-")
    $join(["a", "b"])
    $join(properties.products.name, ", ")
    $replace(traits.email, "@", " at ")
    $replace(traits.email, /(.*)@(.*)/, "$2: $1")
    $replace("a-b-c", "-", "", 1)
    $replace(traits.email, /[aeiou]/, function($m) { $uppercase($m.match) })
    $match("a1b22", /[a-z](\\d+)/)
    $match("a1b22", /[a-z](\\d+)/).groups[0]
    $match("a1b22", /x/)
    $match("aXbX", /x/i, 1).index
    $pad(traits.plan, 10)
    $pad(traits.plan, -10, "*")
    $base64encode(traits.email)
    $base64decode("YUBi")
    $encodeUrlComponent("a b&c=d/é")
    $encodeUrl("https://a.b/c d?e=f")
    $decodeUrlComponent("a%20b")
    $formatNumber(properties.total, "#,##0.00")
    $formatNumber(0.125, "0%")
    $formatBase(255, 16)
    $formatInteger(12, "w")
    $formatInteger(1999, "I")
    $parseInteger("twelve", "w")
    $string(properties.total)
    $string(traits.address)
    $string(traits.address, true)
    $string(null)
    $number("12.5")
    $number("0x1F")
    $number(traits.plan)
    $number(traits.vip)
    $eval("traits.email & '!'")
    traits.email ~> $uppercase
    traits.email ~> $substringBefore("@") ~> $uppercase()
    $uppercase(12)
    $length()
    traits.name.$length()`,
  numbers: `
    properties.total * 100
    $round(properties.total * 100)
    $round(2.5)
    $round(3.5)
    $round(1.2345, 2)
    $round(1234, -2)
    $floor(-1.5)
    $ceil(1.2)
    $abs(-3)
    $sqrt(16)
    $sqrt(-1)
    $power(2, 10)
    $power(10, 400)
    -traits.age
    -properties.products[0].price
    10 % 3
    1 / 3
    0.1 + 0.2
    1 / 0
    $string(1 / 0)
    1 / 0 + 1
    traits.plan + 1
    1 - traits.plan
    traits.nothing + 1
    traits.age + traits.zero
    $sum(properties.products.price)
    $sum(properties.products.(price * quantity))
    $max(properties.products.price)
    $min([3, 1, 2])
    $average(properties.products.quantity)
    $sum([])
    $sum("a")
    $count(properties.products)
    $count(properties.missing)
    $count(5)
    [1..5]
    [1..traits.zero]
    [3..1]
    [-1..1].($ * 2)
    [1..3, 7..9]
    $sum([1..100])
    [1.5..2]`,
  'arrays and objects': `
    {"id": userId, "email": traits.email, "nick": traits.nick}
    {"order": properties.orderId, "items": properties.products.{"sku": sku, "total": price * quantity}}
    properties.products.{"sku": sku}
    properties.products{sku: price}
    properties.products{category: $sum(price)}
    properties.products{category: {"count": $count($), "names": name}}
    properties.products.[sku, price]
    [properties.products.sku]
    [userId, anonymousId, traits.nothing]
    [[1, 2], [3]]
    [traits.tags, "extra"]
    [1, [2, [3]]]
    {}
    []
    [{}]
    {"a": [], "b": {}, "c": null, "d": missing}
    {traits.plan: 1}
    {"a": 1, "a": 2}
    {1: 2}
    {"__proto__": 1, "constructor": 2}
    traits.{"__proto__": plan}
    $keys(traits)
    $keys(properties.products)
    $lookup(traits, "email")
    $lookup(properties.products, "sku")
    $lookup(traits, "constructor")
    traits.constructor
    traits.__proto__
    $spread(traits.address)
    $merge([{ "plan": "none", "source": "web" }, traits])
    $merge([{ "a": 1, "b": 2 }, missing, { "a": 3, "c": traits }])
    $merge([{ "a": 1 }, userId])
    properties.products.$merge([{ "sku": "none", "currency": "EUR" }, $])
    ( $x := { "a": 1 }; $merge([$x, { "b": 2 }]); $x )
    ( $f := function($x) { $merge([{ "a": $x, "b": 1 }, $x]) }; $f({ "b": 2 }) )
    $merge([traits.address, {"zip": "1"}])
    $merge(properties.products)
    $merge([])
    $merge([{}])
    $merge([traits.nothing])
    $merge([traits.nothing, traits.address, traits.nothing])
    $merge([traits.address, properties.products])
    $merge([traits.address, [{"zip": "1"}]])
    $merge([properties.products[0], properties.products.tags])
    $merge([traits.address, traits.plan])
    $merge([traits.address, null])
    $merge([1])
    $merge([traits.address, function($x) { $x }])
    $merge([{"a": 1, "b": 2}, {"__proto__": 3, "a": missing}, {"b": null}])
    [{"zip": "1"}, traits.address] ~> $merge
    traits.$merge([address, {"zip": "1"}])
    ($merge := function($list) { $count($list) }; $merge([traits.address, {"zip": "1"}]))
    $not($exists(traits.nothing))
    traits.$exists(nothing)
    $exists(traits.address) ~> $not
    $append([1, 2], [3])
    $append(traits.tags, "x")
    $append(traits.nothing, "x")
    $reverse(traits.tags)
    $distinct(properties.products.category)
    $distinct([1, "1", 1, {"a": 1}, {"a": 1}])
    $sort(properties.products.price)
    $sort(properties.products, function($l, $r) { $l.price > $r.price }).name
    $sort(["b", "a"])
    $sort([1, "a"])
    $zip([1, 2], ["a", "b", "c"])
    $type(traits)
    $type(properties.products)
    $type(null)
    $exists(traits)
    properties.products^(price).name
    properties.products^(>price).name
    properties.products^(>category, price).sku
    properties.products^(>price)[0].name
    properties.products^(tags)
    traits ~> |$|{"plan": "free"}|
    traits ~> |address|{"city": $uppercase(city)}, ["country"]|
    $ ~> |properties.products|{"total": price * quantity}, "tags"|
    traits ~> |$|{}, 5|
    $each(traits.address, function($v, $k) { $k & "=" & $v })
    $sift(traits, function($v) { $type($v) = "string" })
    $sift(traits, function($v, $k) { $k in ["email", "plan"] })
    $assert(traits.age > 1, "too young")
    $error("stop")`,
  'functions and variables': `
    ($total := properties.total; $total * 2)
    ($a := 1; $b := ($a := 2; $a + 1); [$a, $b])
    ($x := 1; ($x := $x + 1; $x) + $x)
    ($f := function($x) { $x * 2 }; $f(21))
    ($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10))
    ($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(1001))
    ($add := function($a, $b) { $a + $b }; $inc := $add(?, 1); $inc(41))
    ($compose := $uppercase ~> $trim; $compose(" a "))
    (function($x, $y) { [$x, $y] })(1)
    function($x) { $x }
    $map(properties.products, function($p) { $p.name })
    $map(properties.products, function($p, $i) { $i & ": " & $p.name })
    $map(properties.products, function($p, $i, $all) { $i + 1 & "/" & $count($all) })
    $map(traits.tags, $uppercase)
    $map([1, 2], $string)
    $map(5, function($x) { $x })
    $map([], function($x) { $x })
    $map(traits, $keys)
    $map(properties.products, $keys)
    $filter(properties.products, function($p) { $p.price > 10 }).sku
    $filter([1..10], function($n) { $n % 2 = 0 })
    $filter(traits.tags, function($t, $i) { $i = 0 })
    $reduce([1..5], function($a, $b) { $a * $b })
    $reduce(properties.products, function($sum, $p) { $sum + $p.price }, 0)
    $reduce([1], function($a, $b) { $a + $b })
    $reduce([1, 2], function($a) { $a })
    $single(properties.products, function($p) { $p.sku = "s-1" }).name
    $single(properties.products, function($p) { $p.price > 1 })
    $single([1])
    properties.products.(price * quantity) ~> $sum
    properties.products[price > $average($$.properties.products.price)].name
    (
      $items := properties.products[quantity > 0];
      $total := $sum($items.(price * quantity));
      {"count": $count($items), "total": $total, "average": $total / $count($items)}
    )
    ($p := properties.products; $p.{"name": name, "share": $round(price / $sum($p.price), 2)})
    properties.products@$p.tags@$t.{"sku": $p.sku, "tag": $t}
    properties.products#$i.{"position": $i + 1, "sku": sku}
    properties.products[price > 10]#$i.{"position": $i, "sku": sku}
    properties.products.tags.{"tag": $, "of": %.sku}
    properties.products.tags[%.price > 10]
    properties@$o.products@$p[$p.price > 15].($o.orderId & "/" & $p.sku)
    properties.products^(price)#$i.($i & sku)
    properties.products@$p^($p.price).sku
    properties.products@$p{$p.category: $p.price}
    $toMillis(timestamp)
    $fromMillis(1714566896789)
    $fromMillis(1714566896789, "[Y0001]-[M01]-[D01]")
    $fromMillis(1714566896789, "[H01]:[m01] [P]", "+0530")
    $toMillis("2024-05-01", "[Y0001]-[M01]-[D01]")
    $toMillis("soon")
    /* a comment */ userId
    userId /* another */ & "x"`,
}
