# The same at scale 1.5.

given language ja, scale 1.5, screen 1920x1200
start E10.seika.txt
expect deliverable 注文伝票
menu 表示 > テーマ > テーマ：ライト
expect light
click 料理
shot e10-ja-15-light
menu 表示 > テーマ > テーマ：ダーク
expect dark
press F8
shot e10-ja-15-dark
press Esc 2 times
menu 表示 > English
menu View > Theme > Theme: light
expect light
press ctrl+e
type 3,
shot e10-en-15-light
press Esc 2 times
menu View > Theme > Theme: dark
expect dark
click 料理
menu Questions > Show properties
expect panel properties
shot e10-en-15-dark
press ctrl+n
expect 2 windows, start page
shot start-en-15-dark
menu View > 日本語
menu 表示 > テーマ > テーマ：ライト
shot start-ja-15-light
