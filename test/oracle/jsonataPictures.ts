/** Pictures of `$fromMillis` and `$toMillis`, `$formatInteger` and `$parseInteger`, `$formatNumber`. */

const split = (text: string): string[] => text.trim().split('\n')

export const datePictures = split(`
[Y]
[Y0001]
[Y,2]
[Y,2-2]
[Y,*-2]
[Y,4-4]
[Y##01]
[Y01]
[Yi]
[YI]
[YA]
[Ya]
[Yw]
[YW]
[YWw]
[YWwo]
[Y1o]
[Y9,999,*]
[Y0001]-[M01]-[D01]
[Y]-[M]-[D]
[D1o] [MNn] [Y]
[D1]/[M1]/[Y]
[D]/[M]/[Y,2-2]
[M01]/[D01]/[Y0001]
[MNn] [D], [Y]
[MNn,3-3] [D], [Y]
[MN,*-3]
[Mn,3-3]
[MNn,*-2] [Y]
[MN]
[Mn]
[MI]
[Mi]
[MA]
[Mw]
[Mwo]
[MWw]
[M,2]
[D01]
[D1o]
[Dwo] [MNn], [Yw]
[Dw]
[DWwo]
[DI]
[d]
[d001]
[d1o]
[dw]
[Y]-[d]
[Y0001]-[d001]
[d] [Y]
[F]
[FN]
[FNn]
[Fn]
[FNn,3-3]
[FNn,*-2]
[F0]
[F1]
[F01]
[F1o]
[FNn], [D1o] [MNn] [Y]
[FNn,3-3], [D01] [MNn,3-3] [Y0001] [H01]:[m01]:[s01] [Z0000]
[W]
[W01]
[W1o]
[Ww]
[w]
[w1]
[w01]
[wo]
[X]
[X0001]
[X0001]-W[W01]-[F1]
[X]-[W]
[x]
[x01]
[xNn]
[xN,*-3]
Week [w1o] of [xNn]
[Y]-[x]-[w]-[F]
[H]
[H01]
[H1o]
[h]
[h01]
[h#1]
[P]
[PN]
[Pn]
[PNn]
[P1]
[h]:[m] [P]
[h]:[m01][PN]
[h]:[m]:[s].[f] [P]
[Y]-[M]-[D] [h]:[m] [P]
[Y0001]-[M01]-[D01] [h01]:[m01]:[s01] [PN]
[h]
[H]:[m]
[H01]:[m01]
[H01]:[m01]:[s01]
[H01][m01][s01]
[H01]:[m01]:[s01].[f001]
[m]
[m1]
[s]
[s1]
[m]:[s]
[s]:[f]
[f]
[f1]
[f01]
[f001]
[f0001]
[fI]
[f,3-3]
[H]:[s]
[Y] [D]
[M] [D]
[D]
[M]
[Y]-[D] [H]
[Z]
[z]
[Z0]
[Z00]
[Z000]
[Z0000]
[Z00:00]
[Z01:01]
[Z01:01t]
[Z0101t]
[Z0t]
[Zt]
[z0]
[z00:00]
[z0101]
[Z00000]
[Z00.00]
[ZN]
[Zw]
[Z##]
[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01][Z]
[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]
[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001]Z
[Y0001][M01][D01]T[H01][m01][s01][f001]
[Y0001][M01][D01]
[Y,4-4][M,2-2][D,2-2]
[Y][M][D]
[Y0001][d001]
[Y0001][MNn,3-3][D01]
[H1][m1]
[D1o][MNn]
[Di][Mi]
[Yw][Mw]
[C]
[E]
[CN]
[EN] [C]
[[Y]]
[[[Y]]]
[Y]]]
]] [Y]
[[
]]
[ Y 0001 ]
[Y,]
[Y,0]
[Y,x]
[Y;o]
[Y1;o]
[]
[
[Y
Y]
[y]
[Q]
[YN]
[Yn]
[DN]
[Hn]
[dNn]
[Mq]
[D?]
[D0٠]
[D٠١]
plain text

[Y0001] at [H01]h
[D01].[M01].[Y0001] [H01].[m01]
+[Y]+(\\d)*
[FNn][MNn]
[MNn][FNn]
the [Dwo] of [MNn]
[MWwo] [DWwo] [YWw]
[Y#,###]
[Y*]
`)

export const integerPictures = split(`
0
1
9
00
000
0000000000
#
#0
##0
###0
#,##0
#,###
#,##0;o
#,###,##0
#,##,##0
0,000
0,0,0
0'000
#.##0
# ##0
#:##0
#,##0.000
#.###,##0
000,00
0,
,0
,
#,
0#
0#0
1;o
0;o
00;o
#0;c
1;o(-en)
1;
;o
;
1;;o
A
a
A;o
I
i
I;o
i;o
W
w
Ww
W;o
w;o
Ww;o
wW
WW
aa
x
*
٠
٠٠٠
#٬##٠
٠٫٠٠٠
０
#,##０
0٠
𝟎
😀0
0😀00
0😀00😀00
α

`)

export const numberPictures = split(`
0
#
#0
00
000
#,##0
#,##0.00
#,###.##
0.0
0.00
0.000
0.0#
0.##
#.##
.00
.##
#.
0.
00.00
###,###,##0.00
#,##,##0.00
0,0
0,00,000
#,#
$0.00
0.00 €
0.00 kg
#,##0.00 USD
(0.00)
0.00;(0.00)
#,##0;-#,##0
0;-
0;0;0
;0
0;
#,##0.00;(#,##0.00)
0%
0.0%
#%
00.00%
0‰
0.0‰
%0
0%%
0‰‰
0%‰
0e0
0.0e0
0.00e00
00.0e0
#.#e0
#e0
##0.0e0
.0e0
0e
0e#
0e0%
0.0ex
0.0e0e0
0.0.0
0,.0
0.,0
0,
0,.
0,,0
,0
0#
0#.0
0.#0
0.#0#
0x0
x
%
.
,
,.

 
0.0,0
0.00,00
#,##0.0#,#
0'000
1
9.99
-0
+0
e0
0euro
Price: #0.00
Price 0.00 each
`)

/** Options of `$formatNumber` with pictures that they change. */
export const numberOptions: readonly (readonly [picture: string, options: Record<string, unknown>])[] = [
  ['#.##0,00', { 'decimal-separator': ',', 'grouping-separator': '.' }],
  ["#'##0.00", { 'grouping-separator': "'" }],
  ['#,##0.00', { 'minus-sign': '−' }],
  ['0.00m', { percent: 'm' }],
  ['0p', { 'per-mille': 'p' }],
  ['0.0E0', { 'exponent-separator': 'E' }],
  ['#,##٠.٠٠', { 'zero-digit': '٠' }],
  ['@,@@0.0@', { digit: '@' }],
  ['0|(0)', { 'pattern-separator': '|' }],
  ['0.0', { infinity: 'x', NaN: 'y', other: 'z' }],
  ['0.0', {}],
  ['0,0', { 'decimal-separator': ',' }],
  ['0::0', { 'decimal-separator': '::' }],
  ['00', { 'zero-digit': '1' }],
]
